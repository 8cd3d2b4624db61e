import type { EdgeKind } from '../../core/graph/model.js'

export const LEGEND_HEIGHT = 56

const ARROWS: readonly (readonly [EdgeKind, string, string])[] = [
  ['grants', 'tip', 'grants, or is enough for'],
  ['extends', 'hollow', 'extends'],
  ['implies', 'tip', 'implies'],
  ['part', '', 'needed together with others'],
]

/** What the lines mean. */
export function legend(): string {
  let x = 0
  return ARROWS.map(([kind, tip, says]) => {
    const end = tip === '' ? '' : ` marker-end="url(#${tip})"`
    const line = `<path class="arrow ${kind}" d="M${x} 46H${x + 36}"${end}/>`
    const label = `<text class="aside" x="${x + 44}" y="50">${says}</text>\n`
    x += 44 + says.length * 7.9 + 24
    return line + label
  }).join('')
}
