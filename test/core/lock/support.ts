import fc from 'fast-check'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { NO_USERS, type Users } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'

export interface Pair {
  readonly catalog: Catalog
  readonly users: Users
}

/** A catalog with its users, read by the real parsers; undefined if they refuse it. */
function tryLoad(catalogFile: unknown, usersFile?: unknown): Pair | undefined {
  const catalog = parseCatalog(sourceOf(catalogFile, 'scopes.yaml'))
  if (!catalog.ok) return undefined
  if (usersFile === undefined) return { catalog: catalog.value, users: NO_USERS }
  const users = parseUsers(sourceOf(usersFile, 'users.yaml'), catalog.value)
  return users.ok ? { catalog: catalog.value, users: users.value } : undefined
}

export function load(catalogFile: unknown, usersFile?: unknown): Pair {
  const pair = tryLoad(catalogFile, usersFile)
  if (!pair) throw new Error('the files do not load')
  return pair
}

/** Names that a careless line format would confuse with its own keywords. */
const SCOPES = ['a', 'b', 'x:1', 'x:2', 'public', '|', '~', 'scheme', '[a', '-']
const ROLES = ['editor', 'a+b', 'b', 'has', 'x y', 'rôle', '#', 'allow b']
const ROUTES = ['GET /a', 'GET /b/{id}', 'POST /b/{id}', 'GET /c/{rest*}', 'GET /v/{n}:stop']
const USERS = ['alice', 'bob smith', '*', 'e\u0301']

const some = <T>(from: readonly T[], max = from.length) =>
  fc.subarray([...from], { maxLength: Math.min(max, from.length) })
const mapOf = <T>(names: readonly string[], value: (name: string) => fc.Arbitrary<T>) =>
  some(names).chain((chosen) =>
    fc
      .tuple(...chosen.map(value))
      .map((values) => Object.fromEntries(chosen.map((name, i) => [name, values[i]]))),
  )

const scopes = fc
  .tuple(...SCOPES.map((_, i) => some(SCOPES.slice(i + 1), 2)))
  .map((implied) => Object.fromEntries(SCOPES.map((name, i) => [name, { implies: implied[i] }])))

const roles = mapOf(ROLES, (name) =>
  fc.record({
    scopes: some(SCOPES, 3),
    extends: some(ROLES.slice(ROLES.indexOf(name) + 1), 1),
    kind: fc.constantFrom('plain', 'plain', 'plain', 'default', 'when'),
  }),
).map((all) =>
  Object.fromEntries(
    Object.entries(all).map(([name, role]) => {
      const { kind, ...rest } = role as { kind: string; extends: string[] }
      const known = rest.extends.filter((each) => Object.hasOwn(all, each))
      const how =
        kind === 'default' ? { default: true } : kind === 'when' ? { when: { adm: true } } : {}
      return [name, { ...rest, extends: known, ...how }]
    }),
  ),
)

const alternative = fc.oneof(
  some(SCOPES, 3)
    .filter((set) => set.length > 0)
    .map((all) => ({ all })),
  fc.constantFrom<unknown>(
    'authenticated',
    { all: ['authenticated', { scheme: 'a' }] },
    { scheme: 'authenticated' },
    { scheme: 'ApiKey' },
    { scheme: 'a', scopes: ['x'] },
    { other: 'a' },
    { other: 'the user\nallow everyone GET /a' },
    { all: ['a', { scheme: 'b' }] },
    { all: [{ scheme: 'a' }, { scheme: 'b' }] },
  ),
)
const requirement = fc.oneof(
  fc.constantFrom<unknown>('authenticated', 'undecided', { all: ['a'] }),
  fc.array(alternative, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
)
// A scope is called `public`, so the keyword alone is refused in these catalogs; PUBLIC has its own.
const routes = mapOf(ROUTES, () => requirement)

const token = fc.record(
  {
    issuer: fc.constantFrom<unknown>('i', 'any', ['i', 'j'], ['j', 'i'], ['i', 'audience']),
    audience: fc.constantFrom<unknown>('any', ['a', 'b'], 'issuer x'),
    key: fc.constantFrom('env:K', '-'),
    scope_claim: fc.constantFrom<unknown>(['scope', 'scp'], ['scp', 'scope']),
    scope_format: fc.constantFrom('string', 'array'),
    subject: fc.constantFrom('required', 'optional'),
    enforce: fc.constantFrom('literal', 'implied'),
    lifetime: fc.constantFrom('15m', '900s', '1h', '90s'),
  },
  { requiredKeys: [] },
)

/** Equal ones in several spellings, and some that a careless line format would confuse. */
const claims = fc.record(
  {
    email: fc.constantFrom<unknown>(
      'a@example.test',
      '=',
      'x := y',
      '',
      'true',
      true,
      null,
      1,
      '1',
    ),
    'a b': fc.constantFrom<unknown>([], {}, { x: 1, y: [2] }, { y: [2], x: 1 }, ['has'], '\n'),
    '=': fc.constantFrom<unknown>('=', ':='),
  },
  { requiredKeys: [] },
)

const person = fc.record({
  roles: some(ROLES, 3),
  scopes: some(SCOPES, 2),
  disabled: fc.boolean(),
})

export interface Files {
  readonly scopes: Record<string, unknown>
  readonly roles: Record<string, unknown>
  readonly routes: Record<string, unknown>
  readonly token: Record<string, unknown>
  readonly profiles: Record<string, unknown>
  readonly users: Record<string, object>
  readonly clients: Record<string, object>
}

export const files: fc.Arbitrary<Files> = fc.record({
  scopes,
  roles,
  routes,
  token,
  profiles: mapOf(['issuer', 'st age'], () => token),
  users: mapOf(USERS, () => fc.tuple(person, fc.boolean(), fc.option(claims))).map((all) =>
    Object.fromEntries(
      Object.entries(all).map(([name, both]) => {
        const [base, adm, more] = both as [object, boolean, object | null]
        return [name, { ...base, adm, ...(more ? { claims: more } : {}) }]
      }),
    ),
  ),
  clients: mapOf(USERS, () => person) as fc.Arbitrary<Record<string, object>>,
})

type Entry = { roles?: string[] }

/** The files as a pair, without anything that a user lists but this catalog does not have or does not allow to list. */
export function loadFiles({ users, clients, ...catalog }: Files): Pair | undefined {
  const roles = catalog.roles as Record<string, { when?: object }>
  const listable = (name: string) => Object.hasOwn(roles, name) && roles[name]?.when === undefined
  const attribute = Object.values(roles).some(({ when }) => when !== undefined)
  const fit = (all: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(all).map(([name, entry]) => {
        const { adm, ...rest } = entry as Entry & { adm?: boolean }
        const listed = { ...rest, roles: (rest.roles ?? []).filter(listable) }
        return [name, attribute && adm !== undefined ? { ...listed, adm } : listed]
      }),
    )
  return tryLoad(catalog, { users: fit(users), clients: fit(clients) })
}

/** Two sets of files that differ in one section, usually in a single entry. */
export const twoFiles = fc
  .tuple(
    files,
    files,
    fc.constantFrom('scopes', 'roles', 'routes', 'token', 'profiles', 'users', 'clients'),
    fc.nat(),
  )
  .map(([one, other, section, pick]): [Files, Files] => {
    const key = section as keyof Files
    const names = Object.keys(other[key])
    const name = names[pick % Math.max(1, names.length)]
    const changed =
      name === undefined
        ? other[key]
        : { ...one[key], [name]: (other[key] as Record<string, unknown>)[name] }
    return [one, { ...one, [key]: changed } as Files]
  })
