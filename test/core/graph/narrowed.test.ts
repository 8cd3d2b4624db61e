import { expect, test } from 'vitest'
import { graphOf } from '../../../src/core/graph/graph.js'
import { NO_USERS } from '../../../src/core/users/model.js'
import { loadCatalog } from '../../support/generators.js'

const CATALOG = loadCatalog({
  scopes: { a: 'A', b: 'B', c: 'C' },
  roles: { one: { scopes: ['a', 'b'] }, other: { scopes: ['c'] } },
  routes: {
    'GET /x': { any: ['a', 'b c', { other: 'the owner' }] },
    'GET /y': { all: ['b', 'c'] },
    'GET /z': 'undecided',
    'GET /open': 'public',
  },
})

/** Its boxes by name, and its arrows between these names. */
function shown(filters: Parameters<typeof graphOf>[3]) {
  const { nodes, edges } = graphOf(CATALOG, NO_USERS, 'role', filters, { full: false }).graph
  const names = new Map(
    nodes.map(({ id, kind, level, names }) => [id, names.join() || (level ?? kind)]),
  )
  return edges.map(({ from, to }) => `${names.get(from)} > ${names.get(to)}`)
}

test('a way that the chosen role has only a part of is not drawn', () => {
  expect(shown({ role: ['one'] })).toEqual([
    'one > a',
    'one > b',
    'a > GET /x',
    'public > GET /open',
  ])
})

test('both roles together may call no more than each of them', () => {
  expect(shown({ role: ['one', 'other'] })).toEqual([
    ...['one > a', 'one > b', 'other > c', 'a > GET /x', 'public > GET /open'],
  ])
})

test('with a filter on routes, whatever leads to them is drawn', () => {
  expect(shown({ path: ['/y'] })).toEqual([
    ...['one > b', 'other > c', 'b > all', 'c > all', 'all > GET /y'],
  ])
})
