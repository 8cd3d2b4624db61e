import type { GraphAnswer } from '../../core/graph/answer.js'
import type { EdgeKind, GraphNode, NodeKind } from '../../core/graph/model.js'
import { html as text } from '../html/page.js'
import { widthOf } from '../width.js'
import { countsText } from './label.js'
import { layoutOf, type Placed, type Segment } from './layout.js'
import { LINE, type SvgLabel, svgLabelOf } from './svg-label.js'
import { LEGEND_HEIGHT, legend } from './svg-legend.js'
import { SVG_STYLE } from './svg-style.js'
import { DESCRIPTION, TITLE } from './words.js'

const MARGIN = 24
const HEAD = 40
/** Room for the title and the legend. */
const LEAST_WIDTH = 760

/** A picture that needs nothing else: its text is text, and its colours follow the reader's theme. */
export function* svg({ graph }: GraphAnswer): Generator<string> {
  const { nodes } = graph
  const labels = new Map(nodes.map((node) => [node.id, svgLabelOf(node)]))
  const { boxes, segments, width, height } = layoutOf(graph, labels)
  const whole = Math.ceil(Math.max(width, LEAST_WIDTH) + 2 * MARGIN)
  const high = Math.ceil(HEAD + height + LEGEND_HEIGHT + 2 * MARGIN)
  const counts = countsText(nodes)
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${high}" viewBox="0 0 ${whole} ${high}" role="img" aria-labelledby="title desc">
<title id="title">${TITLE}</title>
<desc id="desc">${counts}. ${DESCRIPTION}</desc>
<style>${SVG_STYLE}</style>
<defs>
<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0.5 9 5 0 9.5z"/></marker>
<marker id="hollow" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path class="hollow" d="M1 1 11 6 1 11z"/></marker>
</defs>
<rect class="paper" width="100%" height="100%"/>
<text class="head" x="${MARGIN}" y="${MARGIN + 12}">${TITLE}<tspan class="aside" font-weight="400"> · ${counts}</tspan></text>
<g transform="translate(${MARGIN} ${MARGIN + HEAD})">
`
  for (const segment of segments) yield `${pathOf(segment)}\n`
  for (const node of nodes) {
    const [box, label] = [boxes.get(node.id), labels.get(node.id)]
    if (box && label) yield boxOf(node, box, label)
  }
  yield `</g>\n<g transform="translate(${MARGIN} ${high - MARGIN - LEGEND_HEIGHT})">\n${legend()}</g>\n</svg>\n`
}

const TIPS: Readonly<Record<EdgeKind, string>> = {
  has: 'tip',
  grants: 'tip',
  opens: 'tip',
  implies: 'tip',
  extends: 'hollow',
  part: '',
}

function pathOf({ kind, ends, from, to, straightTo }: Segment): string {
  const [x1, y1] = from.map(round)
  const [x2, y2] = to.map(round)
  // Within a column the arrow makes a bow on the right.
  const isBow = (to[0] ?? 0) <= (from[0] ?? 0) + 1
  const bend = round(isBow ? from[0] + 45 : (from[0] + to[0]) / 2)
  const other = isBow ? round(to[0] + 45) : bend
  const straight = straightTo === undefined ? '' : `H${round(straightTo)}`
  const tip = ends && TIPS[kind] !== '' ? ` marker-end="url(#${TIPS[kind]})"` : ''
  return `<path class="arrow ${kind}" d="M${x1} ${y1}C${bend} ${y1} ${other} ${y2} ${x2} ${y2}${straight}"${tip}/>`
}

/** The title of a box has all its names, which browsers show when pointed at. */
function boxOf(node: GraphNode, box: Placed, { lines }: SvgLabel): string {
  const { kind, names } = node
  const texts = lines.map(({ text: line, aside, width }, i) => {
    const y = round(box.y + 8 + i * LINE + 13)
    // Fonts disagree about the width of other scripts.
    const isPlain = /^[\x20-\x7e]*$/.test(line)
    const fit =
      isPlain || widthOf(line) === 0
        ? ''
        : ` textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"`
    return `<text x="${round(box.x + 12)}" y="${y}"${aside ? ' class="aside"' : ''}${fit}>${text(line)}</text>`
  })
  const title = `<title>${text([kind, ...names].join(' \u00b7 '))}</title>`
  return `<g class="${kind}">${names.length > 0 ? title : ''}${shapeOf(kind, box)}${texts.join('')}</g>\n`
}

function shapeOf(kind: NodeKind, { x, y, width, height }: Placed): string {
  const [left, top, wide, high] = [x, y, width, height].map(round) as [
    number,
    number,
    number,
    number,
  ]
  if (kind === 'all') {
    const [right, bottom, middle] = [left + wide, top + high, round(top + high / 2)]
    const points = [
      [left, middle],
      [left + 9, top],
      [right - 9, top],
      [right, middle],
      [right - 9, bottom],
      [left + 9, bottom],
    ]
    return `<polygon class="box" points="${points.map((point) => point.join(',')).join(' ')}"/>`
  }
  const radius = { role: 16, user: 16, client: 16, level: 8 }[kind as string] ?? 2
  return `<rect class="box" x="${left}" y="${top}" width="${wide}" height="${high}" rx="${radius}"/>`
}

const round = (value: number): number => Math.round(value * 10) / 10
