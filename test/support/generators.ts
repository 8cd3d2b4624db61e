import fc from 'fast-check'
import type { Catalog } from '../../src/core/catalog/model.js'
import { parseCatalog } from '../../src/core/catalog/parse.js'
import { sourceOf } from '../../src/core/source.js'
import type { Users } from '../../src/core/users/model.js'
import { parseUsers } from '../../src/core/users/parse.js'
import { naiveGlob } from './oracles.js'
import { type RequirementForm, requirementForm } from './requirement-generators.js'
import { some } from './some.js'

// Files as people write them (plain values), only valid ones, so that the loader is part of every property.

export interface CatalogForm {
  token?: Record<string, unknown>
  scopes: Record<string, string | { implies: string[]; exact?: true }>
  roles: Record<string, RoleForm>
  routes: Record<string, RequirementForm | { needs: RequirementForm }>
}
export interface RoleForm {
  scopes?: string[]
  extends?: string[]
  default?: boolean
  when?: Record<string, string | number | boolean>
}
export interface UsersForm {
  users: Record<string, Record<string, unknown>>
  clients: Record<string, { roles: string[]; scopes: string[]; disabled: boolean }>
}

/** Prefixes of each other, names with several parts, and words that occur in objects, requirements and locks. */
const SCOPES = [
  'read',
  'readonly',
  'READ',
  'write',
  'a',
  'a:b',
  'a:b:c',
  'a:bc',
  'users:read',
  'users:delete',
  'admin',
  'toString',
  'hasOwnProperty',
  'public',
  'authenticated',
  'x-y',
  '|',
  '[a',
  '7',
  '~!',
  '*',
  'a:*',
] // prettier: a table
const GLOBS = ['*', 'a:*', '*:*', 'a:*:*', 'users:*', 'u*s:*', 'r*d', '*o*', 'a:b*', '**', 'a*']
const ROLES = ['reader', 'admin', 'read', 'valueOf', 'editor', 'edit', 'everybody', '8', 'x-role']
const ATTRIBUTES = ['is_admin', 'level', 'toString'] as const
const VALUES = [true, false, 1, 0, '1', 'true', '']
/** Overlapping in every way: chains, diamonds, incomparable pairs, partial segments, escapes, tails. */
export const TEMPLATES = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a/{x}',
  '/a/{x}/',
  '/{x}',
  '/{x}/',
  '/{x}/b',
  '/{x}/{y}',
  '/a/{x}:stop',
  '/a/{x}.{y}',
  '/a/v{x}',
  '/{x}9',
  '/%C3%A9',
  '/a/%C3%A9{x}',
  '/{x}{y}',
  '/{p*}',
  '/a/{p*}',
  '/{x}/{p*}',
  '/a/b/{p*}',
] // prettier: a table
export const METHODS = ['GET', 'HEAD', 'POST'] as const

/** Each scope only implies later ones, by name or by glob, so there is no cycle. */
function scopesForm(names: string[]): fc.Arbitrary<CatalogForm['scopes']> {
  const each = names.map((name, i) => {
    const later = new Set(names.slice(i + 1))
    const globs = GLOBS.filter((glob) => {
      const covered = names.filter((other) => other !== name && naiveGlob(glob, other))
      return (
        !names.includes(glob) && covered.length > 0 && covered.every((other) => later.has(other))
      )
    })
    const exact = name.includes('*') && { exact: true as const }
    const long = some([...later, ...globs]).map((implies) => ({ implies, ...exact }))
    const short = exact ? long : fc.constant('what it is')
    return fc.oneof({ weight: 2, arbitrary: short }, { weight: 3, arbitrary: long })
  })
  return fc
    .tuple(...each)
    .map((forms) => Object.fromEntries(names.map((name, i) => [name, forms[i] ?? ''])))
}

function rolesForm(names: string[], scopes: string[]): fc.Arbitrary<CatalogForm['roles']> {
  const globs = GLOBS.filter((glob) => scopes.some((name) => naiveGlob(glob, name)))
  const kind = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ default: true }) },
    {
      weight: 1,
      arbitrary: fc
        .dictionary(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES), {
          minKeys: 1,
          maxKeys: 2,
          noNullPrototype: true,
        })
        .map((when) => ({ when })),
    },
  )
  const each = names.map((_, i) =>
    fc
      .record({ scopes: some([...scopes, ...globs]), extends: some(names.slice(i + 1), 2), kind })
      .map(({ kind: more, ...lists }): RoleForm => ({ ...lists, ...more })),
  )
  return fc
    .tuple(...each)
    .map((forms) => Object.fromEntries(names.map((name, i) => [name, forms[i] ?? {}])))
}

const tokenForm = fc
  .record(
    {
      enforce: fc.constantFrom('literal', 'implied'),
      scope_claim: fc.constantFrom<unknown>('scope', 'scp', '/x/y', ['scp', 'scope']),
      scope_format: fc.constantFrom('string', 'array'),
      subject: fc.constantFrom('required', 'optional'),
      role_claim: fc.constantFrom('roles', '/realm/roles'),
      issuer: fc.constantFrom<unknown>('https://idp.test', ['https://idp.test', 'b'], 'any'),
      audience: fc.constantFrom<unknown>('items-api', ['items-api', 'b'], 'any'),
    },
    { requiredKeys: [] },
  )
  .map((form): Record<string, unknown> => form)

export const catalogForm: fc.Arbitrary<CatalogForm> = fc
  .record({
    scopes: some(SCOPES, 7, 1),
    roles: some(ROLES, 5),
    routes: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...TEMPLATES)).map((x) => x.join(' ')),
      { maxLength: 7 },
    ),
  })
  .chain(({ scopes, roles, routes }) =>
    fc.record({
      token: tokenForm,
      scopes: scopesForm(scopes),
      roles: rolesForm(roles, scopes),
      routes: fc
        .array(requirementForm(scopes), { minLength: routes.length, maxLength: routes.length })
        .map((forms) => Object.fromEntries(routes.map((name, i) => [name, forms[i] ?? '']))),
    }),
  )

function usersForm(form: CatalogForm): fc.Arbitrary<UsersForm> {
  const listed = Object.keys(form.roles).filter((name) => !form.roles[name]?.when)
  const scopes = Object.keys(form.scopes)
  const read = [...new Set(Object.values(form.roles).flatMap((r) => Object.keys(r.when ?? {})))]
  const attributes =
    read.length === 0
      ? fc.constant({})
      : fc.dictionary(fc.constantFrom(...read), fc.constantFrom(...VALUES), {
          maxKeys: 3,
          noNullPrototype: true,
        })
  const entry = fc.record({
    roles: some(listed, 2),
    scopes: some(scopes, 2),
    disabled: fc.boolean().map((yes) => yes),
  })
  const name = fc.constantFrom('alice', 'bob', 'toString', '0', 'x-u')
  return fc.record({
    users: fc.dictionary(
      name,
      fc.tuple(entry, attributes).map(([a, b]) => ({ ...b, ...a })),
      { maxKeys: 3, noNullPrototype: true },
    ),
    clients: fc.dictionary(name, entry, { maxKeys: 2, noNullPrototype: true }),
  })
}

/** A catalog and its users: as written, and as loaded. */
export interface World {
  readonly form: CatalogForm
  readonly usersForm: UsersForm
  readonly catalog: Catalog
  readonly users: Users
}

export const world: fc.Arbitrary<World> = catalogForm.chain((form) =>
  usersForm(form).map((users) => load(form, users)),
)

export function load(form: CatalogForm, usersOf: UsersForm = { users: {}, clients: {} }): World {
  const catalog = loadCatalog(form)
  const users = parseUsers(sourceOf(usersOf), catalog)
  if (!users.ok) throw new Error(`no users: ${JSON.stringify([users.problems, usersOf])}`)
  return { form, usersForm: usersOf, catalog, users: users.value }
}

export function loadCatalog(value: unknown, profile?: string): Catalog {
  const read = parseCatalog(sourceOf(value), profile)
  if (!read.ok) throw new Error(`no catalog: ${JSON.stringify([read.problems, value])}`)
  return read.value
}
