import { grantGraph } from '../../catalog/grant-graph.js'
import type { Catalog } from '../../catalog/model.js'
import { BLOCK_WORDS, reachBlocks } from '../../catalog/reach-blocks.js'
import { defineRule } from '../rule.js'

export const equalRoles = defineRule({
  code: 'equal-roles',
  severity: 'warning',
  why: [
    'Two roles that grant exactly the same, or a role that adds nothing to what everyone has.',
    'They may drift apart unnoticed, or one of them was never finished.',
    'Keep one, or give the second one its purpose. Roles that follow from attributes (`when`)',
    'are only compared with what everyone has, not with each other: two conditions may mean "or".',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
  author: { scopes: [write, read] }
routes: { GET /items: read, POST /items: write }
`,
    },
    good: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
  author: { scopes: [write] }
routes: { GET /items: read, POST /items: write }
`,
    },
  },
  *check({ catalog, everyone }) {
    const kinds = kindsOf(catalog, everyone)
    const first = new Map<number, string>()
    for (const { name, at, isDefault, when } of catalog.roles.values()) {
      if (isDefault) continue
      const kind = kinds.get(name) ?? NOTHING_MORE
      if (kind === NOTHING_MORE) {
        yield { at, name, args: { role: name, other: undefined } }
        continue
      }
      if (when !== undefined) continue
      const other = first.get(kind)
      if (other !== undefined) yield { at, name, args: { role: name, other } }
      else first.set(kind, name)
    }
  },
})

/** The kind of roles that grant no more than everyone has. */
const NOTHING_MORE = 0

/** A number for each role; two roles have the same one if they grant the same, apart from what everyone has. */
function kindsOf(catalog: Catalog, everyone: ReadonlySet<string>): Map<string, number> {
  const graph = grantGraph(catalog)
  const kinds = new Map([...catalog.roles.keys()].map((name) => [name, NOTHING_MORE]))
  const targets = [...graph.scopes].flatMap(([name, node]) => (everyone.has(name) ? [] : [node]))
  let last = NOTHING_MORE
  // Each block of scopes splits the kinds so far.
  for (const block of reachBlocks(graph, targets)) {
    const split = new Map<string, number>()
    for (const [name, node] of graph.roles) {
      const row = Array.from({ length: BLOCK_WORDS }, (_, i) => block.word(node, i))
      if (row.every((word) => word === 0)) continue
      const key = `${kinds.get(name)} ${row.join(' ')}`
      const kind = split.get(key) ?? ++last
      split.set(key, kind)
      kinds.set(name, kind)
    }
  }
  return kinds
}
