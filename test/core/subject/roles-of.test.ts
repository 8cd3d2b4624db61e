import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { rolesOf } from '../../../src/core/users/held-roles.js'

const parsed = parseCatalog(
  sourceOf({
    scopes: { read: '', write: '' },
    roles: {
      everyone_has: { default: true, scopes: ['read'] },
      plain: { scopes: ['write'] },
      staff: { scopes: ['write'], when: { is_staff: true, level: 2 } },
      last: { scopes: ['read'] },
    },
    routes: {},
  }),
)
if (!parsed.ok) throw new Error('the catalog does not load')
const catalog = parsed.value
const held = (roles: string[], attributes: [string, string | number | boolean][] = []) =>
  rolesOf(catalog, { roles, attributes: new Map(attributes) }).map(
    ({ role, how }) => `${role.name} ${how}`,
  )

test('roles are in file order, whatever order they are listed in', () => {
  expect(held(['last', 'plain'])).toEqual(['everyone_has default', 'plain listed', 'last listed'])
})

test('a conditional role is held only if every attribute is equal', () => {
  const both: [string, boolean | number][] = [
    ['is_staff', true],
    ['level', 2],
  ]
  expect(held([], both)).toEqual(['everyone_has default', 'staff when'])
  expect(held([], both.slice(0, 1))).toEqual(['everyone_has default'])
  expect(held([], [...both.slice(0, 1), ['level', 3]])).toEqual(['everyone_has default'])
  expect(
    held(
      [],
      [
        ['is_staff', 'true'],
        ['level', 2],
      ],
    ),
  ).toEqual(['everyone_has default'])
})
