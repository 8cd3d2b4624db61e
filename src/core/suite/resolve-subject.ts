import { requireDeclared } from '../catalog/declared.js'
import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { readFlaw } from '../issue/flaws.js'
import { issue } from '../issue/mint.js'
import { splitScopes } from '../scope-token.js'
import { findSubject } from '../subject/find.js'
import { grantsOf } from '../subject/grants.js'
import { isDisabled, nameOf, type Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'
import type { SuiteSubject } from './model.js'
import type { SubjectFile } from './schema.js'

/** What a suite's names are checked against. */
export interface Names {
  readonly catalog: Catalog
  readonly users: Users
}

export const SUBJECT_KINDS = ['user', 'client', 'role', 'scopes', 'anonymous', 'token'] as const

/**
 * The subject that a suite's keys describe: one of user, client, role, scopes, anonymous, token; `scope` narrows its
 * token, `flaw` gives it one defect. `check --batch` uses the same keys.
 *
 * @throws ScopectlError for an unknown name, and for a request for more than is granted. Whether the catalog can
 * express the flaw is only known when its token is made.
 */
export function resolveSubject(form: SubjectFile, { catalog, users }: Names): SuiteSubject {
  const kinds = SUBJECT_KINDS.filter((kind) => form[kind] !== undefined)
  if (kinds.length !== 1) fail('subject-kinds', { kinds: SUBJECT_KINDS, found: kinds })
  if (form.token !== undefined) {
    refuseChange(form, 'token')
    if (form.token === '-') fail('subject-reads-stdin', {})
    return { kind: 'token', from: form.token }
  }
  const { user, client, role, scopes, anonymous } = form
  const but = exceptIn(scopes, catalog)
  if (but || (Array.isArray(scopes) && scopes.length === 0)) {
    refuseChange(form, 'scopes')
    const left = but ? allBut(but, catalog.scopes.keys(), catalog) : []
    return {
      kind: 'named',
      subject: { kind: 'scopes', scopes: left },
      scope: undefined,
      except: but,
      flaw: undefined,
    }
  }
  const names = { user, client, role: listOf(role), scopes: textOf(scopes), anonymous }
  const subject = findSubject(names, catalog, users, '`scopes`')
  if (!subject) return fail('subject-kinds', { kinds: SUBJECT_KINDS, found: kinds })
  if (subject.kind === 'anonymous' || subject.kind === 'scopes') refuseChange(form, subject.kind)
  return {
    kind: 'named',
    subject,
    scope: form.scope === undefined ? undefined : narrow(form.scope, subject, catalog),
    except: exceptIn(form.scope, catalog),
    flaw: form.flaw === undefined ? undefined : readFlaw(form.flaw),
  }
}

/** A disabled subject gets no token, so there is nothing to narrow: its tests say 401. */
function narrow(
  form: NonNullable<SubjectFile['scope']>,
  subject: Subject,
  catalog: Catalog,
): readonly string[] {
  const but = exceptIn(form, catalog)
  if (but) {
    const left = allBut(but, grantsOf(catalog, subject) ?? [], catalog)
    // A token without scopes is not a narrowed one, as a blank request is not.
    return left.length > 0 || isDisabled(subject) ? left : fail('blank-scopes', { flag: '`scope`' })
  }
  const want = splitScopes(textOf(form) ?? '')
  if (want.length === 0) fail('blank-scopes', { flag: '`scope`' })
  if (!isDisabled(subject)) issue(catalog, subject, want)
  return want
}

type ScopesForm = SubjectFile['scopes'] | SubjectFile['scope']

/** The names under `except`, which are all declared; undefined if the scopes are listed. */
function exceptIn(form: ScopesForm, catalog: Catalog): readonly string[] | undefined {
  if (typeof form !== 'object' || !('except' in form)) return undefined
  const names = splitScopes(textOf(form.except) ?? '')
  if (names.length === 0) fail('blank-scopes', { flag: '`except`' })
  requireDeclared(catalog, names)
  return names
}

/** A set that is closed under `implies` stays so: what implies a name is left out with it. */
const allBut = (names: readonly string[], all: Iterable<string>, { implied }: Catalog): string[] =>
  [...all].filter((each) => !names.some((name) => implied.get(each)?.has(name)))

function refuseChange(form: SubjectFile, kind: string): void {
  for (const what of ['scope', 'flaw'] as const) {
    if (form[what] !== undefined) fail('subject-cannot', { what, kind })
  }
}

const listOf = (names: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof names === 'string' ? [names] : names

const textOf = (names: ScopesForm): string | undefined =>
  typeof names === 'string' || names === undefined
    ? names
    : 'except' in names
      ? undefined
      : names.join(' ')

/** The name in reports of a subject that has no name. A given token is never shown. */
export function describeSubject(subject: SuiteSubject): string {
  if (subject.kind === 'token') return /^(env|file):/.test(subject.from) ? subject.from : 'a token'
  const { scope, except, flaw } = subject
  const but = except && `all but ${except.join(' ')}`
  const who = but && subject.subject.kind === 'scopes' ? `scopes ${but}` : describe(subject.subject)
  const narrowed = scope === undefined ? who : `${who} narrowed to ${but ?? scope.join(' ')}`
  return flaw === undefined ? narrowed : `${narrowed} (${flaw})`
}

function describe(subject: Subject): string {
  if (subject.kind === 'anonymous') return 'anonymous'
  if (subject.kind === 'scopes')
    return subject.scopes.length === 0 ? 'no scopes' : `scopes ${subject.scopes.join(' ')}`
  return `${subject.kind} ${nameOf(subject)}`
}
