import fc from 'fast-check'
import type { Catalog } from '../../src/core/catalog/model.js'
import type { JsonObject, Verified } from '../../src/core/token/model.js'
import { some } from './some.js'

/** Like a verified token, but without a signature: for properties of the steps after `verify`. */
export const accepted = (claims: JsonObject): Verified =>
  ({ kind: 'verified', token: { raw: '', header: {}, claims }, notes: [] }) as unknown as Verified

/** Any set of a catalog's scopes. */
export const heldIn = (catalog: Catalog): fc.Arbitrary<string[]> =>
  fc.subarray([...catalog.scopes.keys()])

/** Claims of any token: scopes of either view, undeclared ones and wrong types, roles. Never ambiguous. */
export function claimsIn(catalog: Catalog): fc.Arbitrary<JsonObject> {
  const declared = [...catalog.scopes.keys()]
  const names = some([...declared, 'unknown', 'rea', '*', 'users:*', '__proto__', 'constructor'], 5)
  const value = fc.oneof<fc.Arbitrary<JsonObject[string]>[]>(
    names.map((list) => list.join(' ')),
    names,
    names.map((list) => ` ${list.join('  ')} `),
    fc.constantFrom<JsonObject[string][]>(null, 42, '', [], {}, [1], ['read', 1]),
  )
  const roles = fc.oneof<fc.Arbitrary<JsonObject[string]>[]>(
    some([...catalog.roles.keys(), 'nobody', 'constructor'], 3),
    fc.constantFrom<JsonObject[string][]>('reader', null, 1, ['admin', 1]),
  )
  return fc
    .record({ claim: fc.constantFrom('scope', 'scp', 'x'), value, roles, realm: roles })
    .map(({ claim, value: scopes, roles: list, realm }) => ({
      [claim]: claim === 'x' ? { y: scopes } : scopes,
      roles: list,
      realm: { roles: realm },
    }))
}
