import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Location } from '../../../src/core/problem.js'
import { type Path, sourceOf } from '../../../src/core/source.js'
import type { Client, User } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { plainReader } from '../../../src/core/users/plain-entry.js'
import { readEntries } from '../../../src/core/users/read-entries.js'
import { loadCatalog, world } from '../../support/generators.js'

const PROTO = JSON.parse('{"users":{"__proto__":{"disabled":false},"bob":{}}}') as unknown

/** Entries that are wrong, or look like it. */
const odd = fc.constantFrom<[string, unknown]>(
  ['roles', 'editor'],
  ['roles', ['nobody']],
  ['roles', [1]],
  ['roles', ['']],
  ['scopes', ['nothing']],
  ['scopes', null],
  ['scopes', ['*']],
  ['disabled', 'true'],
  ['disabled', 0],
  ['claims', { email: 'a@b', n: null, age: 7 }],
  ['claims', { sub: 'root' }],
  ['claims', { '': 1 }],
  ['claims', { 'x-y': [1, { a: null }] }],
  ['claims', ['a']],
  ['password', ''],
  ['password', 'hunter2'],
  ['secret', 'hunter2'],
  ['x-note', { any: 'thing' }],
  ['is_admin', null],
  ['is_admin', [true]],
  ['level', 2 ** 60],
  ['Level', 1],
  ['rolse', ['editor']],
)

test('an entry that is read fast gives the same result as readEntries; whatever that refuses is not read fast', () => {
  let fast = 0
  const property = fc.property(
    world,
    fc.array(odd, { maxLength: 2 }),
    ({ catalog, usersForm }, more) => {
      const reader = plainReader(catalog)
      const place = { places: { at: () => undefined, claims: () => new Map() }, offset: 0, line: 1 }
      for (const kind of ['user', 'client'] as const) {
        for (const [name, plain] of Object.entries(usersForm[`${kind}s`])) {
          const form = { ...plain, ...Object.fromEntries(more) }
          const slow = readEntries(sourceOf({ [`${kind}s`]: { [name]: form } }), catalog)
          const found = reader[kind](name, form, place)
          if (!found) continue
          fast++
          const parsed = slow.ok ? slow.value[`${kind}s`].get(name) : undefined
          expect(parsed, JSON.stringify(form)).toBeDefined()
          expect(partsOf(found)).toEqual(partsOf(parsed as User))
          expect('attributes' in found ? [...found.attributes] : []).toEqual(
            parsed && 'attributes' in parsed ? [...(parsed as User).attributes] : [],
          )
        }
      }
    },
  )
  fc.assert(property, { numRuns: 2000 })
  expect(fast).toBeGreaterThan(500)
})

test('a file with very many entries is read like any other, including broken ones', () => {
  const property = fc.property(
    world,
    fc.array(odd, { maxLength: 2 }),
    ({ catalog, usersForm }, more) => {
      const [first = 'bob'] = Object.keys(usersForm.users)
      const changed = { ...usersForm.users[first], ...Object.fromEntries(more) }
      const value = { ...usersForm, users: { ...usersForm.users, [first]: changed } }
      const source = { ...sourceOf(value), locate: (path: Path) => placed(path) }
      const [all, parts] = [readEntries(source, catalog), parseUsers(source, catalog, 0)]
      expect(parts.ok).toBe(all.ok)
      if (!all.ok && !parts.ok) expect(parts.problems).toEqual(all.problems)
      const [a, b] = [all.ok ? all.value : all.partial, parts.ok ? parts.value : parts.partial]
      expect([...(b?.users.values() ?? [])].map(wholeOf)).toEqual(
        [...(a?.users.values() ?? [])].map(wholeOf),
      )
      expect([...(b?.clients.values() ?? [])].map(wholeOf)).toEqual(
        [...(a?.clients.values() ?? [])].map(wholeOf),
      )
    },
  )
  fc.assert(property, { numRuns: 2000 })
  for (const value of [
    null,
    [],
    'users',
    { users: [] },
    { users: { '': {} } },
    { usrs: {} },
    PROTO,
  ]) {
    const source = sourceOf(value)
    const catalog = loadCatalog({ scopes: {} })
    expect(parseUsers(source, catalog, 0)).toEqual(readEntries(source, catalog))
  }
})

const placed = (path: Path): Location => ({
  file: 'f',
  line: 1,
  column: 1,
  length: 1,
  text: path.join('/'),
})
const wholeOf = (person: User | Client) => [
  ...partsOf(person),
  person.at,
  'attributes' in person ? [[...person.attributes], [...person.claims]] : [],
]
const partsOf = ({ name, roles, scopes, disabled }: User | Client) => [
  name,
  roles,
  scopes,
  disabled,
]
