import type { GraphAnswer } from '../../core/graph/answer.js'
import type { EdgeKind, NodeKind } from '../../core/graph/model.js'
import { countsText, labelOf } from './label.js'
import { mermaidLabel } from './mermaid-label.js'
import { TITLE } from './words.js'

/** Brackets that give a box its shape. */
const SHAPE: Readonly<Record<NodeKind, readonly [string, string]>> = {
  user: ['[/', '\\]'],
  client: ['[/', '\\]'],
  role: ['([', '])'],
  scope: ['[', ']'],
  all: ['{{', '}}'],
  level: ['(', ')'],
  outside: ['>', ']'],
  route: ['[[', ']]'],
}

const ARROW: Readonly<Record<EdgeKind, string>> = {
  has: '-->',
  extends: '==>|extends|',
  grants: '-->',
  implies: '-.->|implies|',
  part: '---',
  opens: '-->',
}

/** A Mermaid flowchart, as GitHub and GitLab draw it in a block of Markdown. */
export function* mermaid({ graph }: GraphAnswer): Generator<string> {
  const { nodes, edges } = graph
  yield `flowchart LR\n  accTitle: ${TITLE}\n  accDescr: ${countsText(nodes)}\n`
  for (const node of nodes) {
    const [open, close] = SHAPE[node.kind]
    yield `  ${node.id}${open}"${mermaidLabel(labelOf(node))}"${close}\n`
  }
  for (const { from, to, kind } of edges) yield `  ${from} ${ARROW[kind]} ${to}\n`
  const outside = nodes.filter(({ kind }) => kind === 'outside').map(({ id }) => id)
  if (outside.length > 0)
    yield `  classDef outside stroke-dasharray: 5 3\n  class ${outside.join(',')} outside\n`
}
