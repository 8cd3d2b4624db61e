import type { Catalog, Scalar } from '../catalog/model.js'
import type { Parsed } from '../catalog/parse.js'
import { USER_SETTINGS } from '../catalog/read-roles.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { readShape } from '../shape.js'
import type { Path, Source } from '../source.js'
import type { Json } from '../token/model.js'
import { isReservedClaim, whyReserved } from '../token/reserved-claims.js'
import type { Client, User, Users } from './model.js'
import { type PasswordHash, readPasswordHash } from './password-hash.js'
import { type UsersFile, usersSchema } from './schema.js'

type UserForm = NonNullable<UsersFile['users']>[string]
const SETTINGS: ReadonlySet<string> = new Set(USER_SETTINGS)

/** What reading an entry needs to know about the rest of the files. */
interface Reader {
  readonly catalog: Catalog
  readonly source: Source
  readonly report: (found: Problem) => void
}

/** Reads all entries and reports everything wrong with them; see parseUsers. */
export function readEntries(source: Source, catalog: Catalog): Parsed<Users> {
  const shaped = readShape(source, usersSchema)
  const file = shaped.ok ? shaped.value : shaped.rest
  const problems: Problem[] = shaped.ok ? [] : [...shaped.problems]
  if (!file) return { ok: false, problems, partial: undefined }
  const reader = { catalog, source, report: (found: Problem): void => void problems.push(found) }
  const users = new Map<string, User>()
  for (const [name, form] of Object.entries(file.users ?? {})) {
    users.set(name, readUser(name, form, reader))
  }
  const clients = new Map<string, Client>()
  for (const [name, form] of Object.entries(file.clients ?? {})) {
    const path = ['clients', name]
    const secret = readHash(form.secret, [...path, 'secret'], reader)
    clients.set(name, { ...readEntry(name, form, path, reader), ...(secret ? { secret } : {}) })
  }
  const value = { file: source.file, users, clients }
  if (problems.length > 0 || !shaped.ok) return { ok: false, problems, partial: value }
  return { ok: true, value, notes: [] }
}

function readUser(name: string, form: UserForm, reader: Reader): User {
  const path = ['users', name]
  const attributes = new Map<string, Scalar>()
  for (const [key, value] of Object.entries(form)) {
    if (SETTINGS.has(key)) continue
    if (!reader.catalog.attributes.has(key)) {
      const suggestion = nearest(key, [...SETTINGS, ...reader.catalog.attributes])
      const at = reader.source.locate([...path, key], 'key')
      reader.report(problem('unknown-attribute', { attribute: key, user: name, suggestion }, at))
    }
    attributes.set(key, value as Scalar)
  }
  const claims = new Map(Object.entries(form.claims ?? {}) as [string, Json][])
  for (const claim of claims.keys()) {
    if (!isReservedClaim(claim, reader.catalog.token)) continue
    const at = reader.source.locate([...path, 'claims', claim], 'key')
    reader.report(
      problem(
        'reserved-claim',
        { claim, by: `user ${name}`, ...whyReserved(claim, reader.catalog.token) },
        at,
      ),
    )
  }
  const password = readHash(form.password, [...path, 'password'], reader)
  const known = password ? { password } : {}
  return { ...readEntry(name, form, path, reader), claims, attributes, ...known }
}

/** Anybody who can read the file could read a plain-text password. */
function readHash(
  text: string | undefined,
  path: readonly string[],
  { source, report }: Reader,
): PasswordHash | undefined {
  if (text === undefined) return undefined
  const hash = readPasswordHash(text)
  if (typeof hash !== 'string') return hash
  const [group, name = ''] = path
  const kind = group === 'users' ? 'user' : 'client'
  report(problem('password-not-hashed', { kind, name, why: hash }, source.locate(path, 'key')))
  return undefined
}

/** What users and clients have in common. */
function readEntry(
  name: string,
  form: {
    roles?: readonly string[] | undefined
    scopes?: readonly string[] | undefined
    disabled?: boolean | undefined
  },
  path: Path,
  { catalog, source, report }: Reader,
): Client {
  const by = `${path[0] === 'users' ? 'user' : 'client'} ${name}`
  for (const [i, role] of (form.roles ?? []).entries()) {
    const known = catalog.roles.get(role)
    if (known && !known.when) continue
    const at = source.locate([...path, 'roles', i])
    if (known) report(problem('when-role-listed', { role, by }, at))
    else {
      report(
        problem('unknown-role', { role, by, suggestion: nearest(role, catalog.roles.keys()) }, at),
      )
    }
  }
  for (const [i, scope] of (form.scopes ?? []).entries()) {
    if (catalog.scopes.has(scope)) continue
    const at = source.locate([...path, 'scopes', i])
    const suggestion = nearest(scope, catalog.scopes.keys())
    report(
      scope.includes('*')
        ? problem('glob-not-here', { glob: scope, by }, at)
        : problem('unknown-scope', { scope, by, suggestion }, at),
    )
  }
  return {
    name,
    roles: form.roles ?? [],
    scopes: form.scopes ?? [],
    disabled: form.disabled ?? false,
    at: source.locate(path, 'key'),
  }
}
