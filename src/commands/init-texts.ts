import { factsOf } from '../core/access/facts.js'
import type { Catalog } from '../core/catalog/model.js'
import { parseCatalog } from '../core/catalog/parse.js'
import { ScopectlError } from '../core/errors.js'
import type { InitAnswers } from '../core/init/answers.js'
import { boundarySuite } from '../core/init/boundary-suite.js'
import { catalogDraft, withIgnores } from '../core/init/catalog-draft.js'
import type { Draft } from '../core/init/draft.js'
import { withImported } from '../core/init/imported-draft.js'
import { knownFindings } from '../core/init/known-findings.js'
import { suiteDraft } from '../core/init/suite-draft.js'
import { usersDraft } from '../core/init/users-draft.js'
import { lint } from '../core/lint/lint.js'
import { withDigests } from '../core/lock/digest.js'
import { printLock } from '../core/lock/print.js'
import type { Source } from '../core/source.js'
import type { Users } from '../core/users/model.js'
import { parseUsers } from '../core/users/parse.js'
import type { Context } from '../io/context.js'
import type { InitPaths } from '../io/init-paths.js'
import { thumbprintsBeside } from '../io/key-thumbprints.js'
import { loadUsers } from '../io/users/load-users.js'
import { writeYaml } from '../io/write-yaml.js'
import { readYaml } from '../io/yaml-source.js'

export interface InitTexts {
  readonly catalog: string
  /** Undefined if an existing users file is used. */
  readonly users: string | undefined
  /** Undefined if there is nothing to test. */
  readonly suite: string | undefined
  readonly lock: string
  /** The files as they are read back. */
  readonly loaded: { readonly catalog: Catalog; readonly users: Users }
  /** The rule of each warning that the catalog ignores. */
  readonly ignored: readonly string[]
}

/** The text of each file. Each is read back as any command would read it, so only files that load are written. */
export async function textsOf(
  paths: InitPaths,
  answers: InitAnswers,
  imported: Draft | undefined,
  ctx: Context,
): Promise<InitTexts> {
  const own = catalogDraft(answers, paths.said.users)
  const draft = imported ? withImported(own, imported) : own
  const read = (text: string) => {
    const source = readYaml(paths.catalog.shown, text)
    return { source, catalog: ok(parseCatalog(source)) }
  }
  const { source, catalog } = read(writeYaml(draft))
  const users = usersOf(paths, answers, catalog, ctx)
  const input = { catalog, source, users: users.users, usersSource: users.source }
  const ignore = knownFindings(lint(input).findings, source.file)
  const catalogText = writeYaml(withIgnores(draft, ignore))
  read(catalogText)
  const suite = suiteText(paths, answers, catalog, { users: users.users, isImported: !!imported })
  const { thumbprints } = await thumbprintsBeside(catalog, paths.folder)
  const lock = printLock(await withDigests(factsOf(catalog, users.users, thumbprints)))
  return {
    catalog: catalogText,
    users: users.text,
    suite,
    lock,
    loaded: { catalog, users: users.users },
    ignored: ignore.map(({ rule }) => rule),
  }
}

interface UsersMade {
  readonly users: Users
  readonly source: Source
  readonly text: string | undefined
}

function usersOf(
  { users: file, keepsUsers }: InitPaths,
  answers: InitAnswers,
  catalog: Catalog,
  ctx: Context,
): UsersMade {
  const { user } = answers
  if (keepsUsers || user === undefined) {
    const place = { path: file.path, by: '--users-file' }
    const { users, source } = loadUsers(place, catalog, true, ctx)
    if (!users) throw new Error('a users file was not read')
    return { users, source, text: undefined }
  }
  const text = writeYaml(usersDraft({ ...answers, user }))
  const source = readYaml(file.shown, text)
  return { users: ok(parseUsers(source, catalog)), source, text }
}

/** The example roles are complete; others are not filled in yet. */
function suiteText(
  { suite, said }: InitPaths,
  answers: InitAnswers,
  catalog: Catalog,
  { users, isImported }: { users: Users; isImported: boolean },
): string | undefined {
  const user = answers.user === undefined ? undefined : users.users.get(answers.user)
  const draft =
    user === undefined || isImported
      ? boundarySuite(catalog, said.catalog)
      : suiteDraft(catalog, user, said.catalog)
  const text = draft && writeYaml(draft)
  if (text !== undefined) readYaml(suite.shown, text)
  return text
}

function ok<T>(
  parsed: { ok: true; value: T } | { ok: false; problems: ScopectlError['problems'] },
): T {
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  return parsed.value
}
