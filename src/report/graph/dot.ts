import type { GraphAnswer } from '../../core/graph/answer.js'
import type { EdgeKind, NodeKind } from '../../core/graph/model.js'
import { countsText, labelOf } from './label.js'
import { TITLE } from './words.js'

const SHAPE: Readonly<Record<NodeKind, string>> = {
  user: 'shape=ellipse',
  client: 'shape=ellipse',
  role: 'shape=box style="rounded,bold"',
  scope: 'shape=box',
  all: 'shape=hexagon',
  level: 'shape=box style=rounded',
  outside: 'shape=note style=dashed',
  route: 'shape=box style=filled fillcolor="#f0f2f4"',
}

const ARROW: Readonly<Record<EdgeKind, string>> = {
  has: '',
  extends: ' [label="extends" style=bold arrowhead=empty]',
  grants: '',
  implies: ' [label="implies" style=dashed]',
  part: ' [arrowhead=none]',
  opens: '',
}

/** A graph for Graphviz. */
export function* dot({ graph }: GraphAnswer): Generator<string> {
  const { nodes, edges } = graph
  yield `digraph access {
  graph [rankdir=LR ranksep=1 label="${TITLE}: ${countsText(nodes)}" labelloc=t fontname="Helvetica"]
  node [fontname="Helvetica" fontsize=11 margin="0.12,0.06"]
  edge [fontname="Helvetica" fontsize=9]
`
  for (const node of nodes) {
    const lines = labelOf(node).map(({ text }) => `${dotText(text)}\\l`)
    // A single line is centred.
    const label = lines.length === 1 ? (lines[0] ?? '').slice(0, -2) : lines.join('')
    yield `  ${node.id} [label="${label}" ${SHAPE[node.kind]}]\n`
  }
  for (const { from, to, kind } of edges) yield `  ${from} -> ${to}${ARROW[kind]}\n`
  yield '}\n'
}

/** Untrusted text in a quoted label, which reads backslashes and the entities of HTML. */
const dotText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
