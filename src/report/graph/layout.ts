import type { Graph, GraphEdge } from '../../core/graph/model.js'
import { columnsOf } from './layers.js'
import { orderColumns, type Spot, spread } from './spots.js'

/** How large a box is. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A box with its top left corner. */
export interface Placed extends Size {
  readonly x: number
  readonly y: number
}

/** A part of an arrow between two columns; `ends` at a box. Arrows to the same box share their last parts. */
export interface Segment {
  readonly kind: GraphEdge['kind']
  readonly ends: boolean
  /** Its points: a curve between the first two and, through the width of a column, straight on. */
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly straightTo: number | undefined
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Placed>
  readonly segments: readonly Segment[]
}

const GAP = { columns: 90, boxes: 14, lines: 6 } as const

/**
 * Columns from left to right, as Sugiyama does it: a box has a column; an arrow that crosses other columns gets a spot in
 * each of them; the spots are put into an order with few crossings; then each goes near what it is connected with.
 */
export function layoutOf(graph: Graph, sizes: ReadonlyMap<string, Size>): Layout {
  const columnOf = columnsOf(graph)
  const count = Math.max(0, ...columnOf.values()) + 1
  const columns: Spot[][] = Array.from({ length: count }, () => [])
  const spots = new Map<string, Spot>()
  const add = (id: string, column: number, height: number, gap: number): Spot => {
    const spot: Spot = { height, gap, y: 0, before: [], after: [] }
    spots.set(id, spot)
    columns[column]?.push(spot)
    return spot
  }
  for (const { id } of graph.nodes) {
    add(id, columnOf.get(id) ?? 0, sizes.get(id)?.height ?? 0, GAP.boxes)
  }
  const steps = new Map<string, { from: string; to: string; kind: GraphEdge['kind'] }>()
  for (const { from, to, kind } of graph.edges) {
    const [start, end] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0]
    let last = from
    for (let column = start + 1; column < end; column++) {
      // A space is in no id.
      const id = `${to} ${kind} ${column}`
      if (!spots.has(id)) add(id, column, 0, GAP.lines)
      steps.set(`${last} > ${id}`, { from: last, to: id, kind })
      last = id
    }
    steps.set(`${last} > ${to} ${kind}`, { from: last, to, kind })
  }
  for (const { from, to } of steps.values()) {
    const [a, b] = [spots.get(from), spots.get(to)]
    if (!a || !b || isIn(from, columnOf) === isIn(to, columnOf)) continue
    a.after.push(b)
    b.before.push(a)
  }
  orderColumns(columns)
  spread(columns)

  const widths = columns.map(() => 0)
  for (const { id } of graph.nodes) {
    const column = columnOf.get(id) ?? 0
    widths[column] = Math.max(widths[column] ?? 0, sizes.get(id)?.width ?? 0)
  }
  const lefts: number[] = []
  let x = 0
  for (const width of widths) {
    lefts.push(x)
    x += width + GAP.columns
  }
  const boxes = new Map(
    graph.nodes.map(({ id }): [string, Placed] => {
      const { width = 0, height = 0 } = sizes.get(id) ?? {}
      const y = (spots.get(id)?.y ?? 0) - height / 2
      return [id, { x: lefts[columnOf.get(id) ?? 0] ?? 0, y, width, height }]
    }),
  )
  const segments = [...steps.values()].map(({ from, to, kind }): Segment => {
    const column = isIn(to, columnOf)
    const box = boxes.get(from)
    const target = boxes.get(to)
    const left = lefts[column] ?? 0
    const start = box
      ? box.x + box.width
      : (lefts[isIn(from, columnOf)] ?? 0) + (widths[isIn(from, columnOf)] ?? 0)
    return {
      kind,
      ends: target !== undefined,
      from: [start, spots.get(from)?.y ?? 0],
      to: [
        isIn(from, columnOf) === column && target ? target.x + target.width : left,
        spots.get(to)?.y ?? 0,
      ],
      straightTo: target ? undefined : left + (widths[column] ?? 0),
    }
  })
  const height = Math.max(0, ...[...boxes.values()].map((box) => box.y + box.height))
  return { boxes, segments, width: Math.max(0, x - GAP.columns), height }
}

/** The column of a box, or of a spot of an arrow, whose id ends with it. */
const isIn = (id: string, columnOf: ReadonlyMap<string, number>): number =>
  columnOf.get(id) ?? Number(id.split(' ')[2])
