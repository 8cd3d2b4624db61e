import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { apart, bundlesOf } from '../../../src/core/graph/bundles.js'
import { draw } from '../../../src/core/graph/draw.js'
import type { Graph } from '../../../src/core/graph/model.js'
import { pick } from '../../../src/core/graph/pick.js'
import { filler } from '../../../src/core/matrix/columns.js'
import { CELL, compile } from '../../../src/core/matrix/compile.js'
import { ROW_KINDS } from '../../../src/core/matrix/rows.js'
import { rowsSelected } from '../../../src/core/matrix/select-rows.js'
import type { Users } from '../../../src/core/users/model.js'
import { world } from '../../support/generators.js'

/** The boxes that somebody gets to: along each arrow, but through `all of` only with everything that leads there. */
function reached({ nodes, edges }: Graph, starts: readonly string[]): Set<string> {
  const open = nodes.filter(({ level }) => level === 'public' || level === 'authenticated')
  const got = new Set([...starts, ...open.map(({ id }) => id)])
  for (let before = -1; before !== got.size; ) {
    before = got.size
    for (const { from, to } of edges) if (got.has(from) && !isAll(to)) got.add(to)
    for (const { id } of nodes.filter(({ id }) => isAll(id))) {
      const parts = edges.filter(({ to }) => to === id)
      if (parts.length > 0 && parts.every(({ from }) => got.has(from))) got.add(id)
    }
  }
  return got
}
const isAll = (id: string): boolean => id.startsWith('a')

/** What arrows lead to from a role, with those that everyone has, or from a user or client. */
function reachedFrom(graph: Graph, kind: string, name: string): Set<string> {
  const defaults = graph.nodes.filter(({ given }) => kind === 'role' && given === 'default')
  const own = graph.nodes.filter((node) => node.kind === kind && node.names.includes(name))
  expect(own).toHaveLength(1)
  return reached(
    graph,
    [...own, ...defaults].map(({ id }) => id),
  )
}

function routesIn(graph: Graph, kind: string, name: string): string[] {
  const got = reachedFrom(graph, kind, name)
  return graph.nodes.flatMap(({ id, kind, names }) =>
    kind === 'route' && got.has(id) ? names : [],
  )
}

function picturesOf(catalog: Catalog, users: Users, by: 'role' | 'user' | 'client', role?: string) {
  const all = [...catalog.routes.keys()]
  const picked = pick(catalog, users, by, role === undefined ? {} : { role: [role] }, all)
  const [each, held] = [apart(picked.scopes), bundlesOf(catalog, picked)]
  return {
    picked,
    none: draw(catalog, picked, each, { merges: false }),
    equal: draw(catalog, picked, each, { merges: true }),
    holders: draw(catalog, picked, held, { merges: true }),
  }
}

test('P17 in every picture, arrows lead from everybody to the routes that the matrix allows', () => {
  const seen = { allowed: 0, folded: 0, all: 0 }
  fc.assert(
    fc.property(world, ({ catalog, users, form }) => {
      const fill = filler(compile(catalog))
      for (const by of ['role', 'user', 'client'] as const) {
        const { none, equal, holders } = picturesOf(catalog, users, by)
        if (holders.nodes.length < none.nodes.length) seen.folded++
        seen.all += none.nodes.filter(({ kind }) => kind === 'all').length
        for (const row of rowsSelected(catalog, users, by)) {
          if (row.kind !== by || row.disabled) continue
          const { cells } = fill(row)
          const allowed = catalog.routes.flatMap(({ name }, i) =>
            cells[i] === CELL.allow ? name : [],
          )
          seen.allowed += allowed.length
          for (const graph of [none, equal, holders]) {
            const found = routesIn(graph, by, row.name).sort()
            expect(found, JSON.stringify([by, row.name, form])).toEqual([...allowed].sort())
          }
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50)
})

test('with --role, everything in the picture is what one of these may use', () => {
  let count = 0
  fc.assert(
    fc.property(world, ({ catalog, users }) => {
      const fill = filler(compile(catalog))
      for (const role of catalog.roles.keys()) {
        for (const graph of Object.values(picturesOf(catalog, users, 'role', role)).slice(1)) {
          const { nodes } = graph as Graph
          const [row] = [...rowsSelected(catalog, users, 'role', { role: [role] })]
          const cells = row ? fill(row).cells : []
          const allowed = catalog.routes.flatMap(({ name }, i) =>
            cells[i] === CELL.allow ? name : [],
          )
          const names = (kind: string) =>
            nodes.flatMap((each) => (each.kind === kind ? each.names : []))
          expect(names('route').sort()).toEqual([...allowed].sort())
          expect(routesIn(graph as Graph, 'role', role).sort()).toEqual([...allowed].sort())
          expect(new Set(names('scope'))).toEqual(row?.grants)
          // Including each box where several things meet, and all of these.
          const ids = new Set(nodes.map(({ id }) => id))
          expect(reachedFrom(graph as Graph, 'role', role)).toEqual(ids)
          for (const { from, to } of (graph as Graph).edges) {
            expect([ids.has(from), ids.has(to)]).toEqual([true, true])
          }
          count += allowed.length
        }
      }
    }),
    { numRuns: 100 },
  )
  expect(count).toBeGreaterThan(100)
})

test('every route and scope of a whole picture is in exactly one box', () => {
  fc.assert(
    fc.property(world, ({ catalog, users }) => {
      for (const by of ROW_KINDS) {
        const picked = pick(catalog, users, by, {}, [...catalog.routes.keys()])
        const { nodes } = draw(catalog, picked, bundlesOf(catalog, picked), { merges: true })
        const names = (kind: string) =>
          nodes.flatMap((each) => (each.kind === kind ? each.names : []))
        expect(names('route').sort()).toEqual(catalog.routes.map(({ name }) => name).sort())
        expect(names('scope').sort()).toEqual([...catalog.scopes.keys()].sort())
        if (by === 'role') expect(names('role').sort()).toEqual([...catalog.roles.keys()].sort())
      }
    }),
    { numRuns: 100 },
  )
})
