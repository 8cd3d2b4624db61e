import type { GraphLevel, GraphNode, NodeKind } from '../../core/graph/model.js'
import { escapeText } from '../escape.js'
import { plural } from '../words/words.js'

/** A line in a box. `aside`: our words about the names, not a name. */
export interface LabelLine {
  readonly text: string
  readonly aside: boolean
}

/** A box with more names than this shows one fewer, and how many more there are. */
const MOST_NAMES = 5

const LEVEL: Readonly<Record<GraphLevel, string>> = {
  public: 'anyone, without a token',
  authenticated: 'any accepted token',
  undecided: 'undecided',
}

/** The text of a box, escaped for people but not yet for a format. */
export function labelOf(node: GraphNode): LabelLine[] {
  const { kind, names, given, disabled, level } = node
  if (kind === 'all') return [aside('all of')]
  if (level !== undefined) return [aside(LEVEL[level])]
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names
  const more = names.length - shown.length
  return [
    ...(names.length > 1 ? [aside(plural(names.length, kind))] : []),
    ...shown.map((name) => ({ text: escapeText(name), aside: false })),
    ...(more > 0 ? [aside(`and ${more} more`)] : []),
    ...(given ? [aside(GIVEN[given])] : []),
    ...(disabled ? [aside('disabled: no token')] : []),
    ...(kind === 'outside' ? [aside('outside this catalog')] : []),
  ]
}

const GIVEN = { default: 'every user has it', when: 'given by attributes' } as const

const aside = (text: string): LabelLine => ({ text, aside: true })

const COUNTED = ['user', 'client', 'role', 'scope', 'route'] as const

/** `5 roles, 10 scopes, 11 routes` */
export function countsText(nodes: readonly GraphNode[]): string {
  const counts = new Map<NodeKind, number>()
  for (const { kind, names } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + names.length)
  const parts = COUNTED.flatMap((kind) => {
    const count = counts.get(kind)
    return count === undefined ? [] : plural(count, kind)
  })
  // Mermaid refuses a description without text.
  return parts.join(', ') || 'nothing to show'
}
