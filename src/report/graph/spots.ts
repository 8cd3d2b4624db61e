/** A place in a column: a box, or where an arrow passes. `y` is its middle. */
export interface Spot {
  readonly height: number
  /** How much room it needs above and below, together with its neighbour. */
  readonly gap: number
  y: number
  /** What it is connected with in other columns, on its left and on its right. */
  readonly before: Spot[]
  readonly after: Spot[]
}

const SWEEPS = 12

/** Sorts each column by the middle of what its spots are connected with, from the left and from the right in turn. */
export function orderColumns(columns: readonly Spot[][]): void {
  for (const column of columns) number(column)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const side = sweep % 2 === 0 ? 'before' : 'after'
    for (const column of side === 'before' ? columns : [...columns].reverse()) {
      const wanted = new Map(column.map((spot) => [spot, mean(spot[side]) ?? spot.y]))
      column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))
      number(column)
    }
  }
}

/** Numbers a column in steps that make long and short columns comparable. */
function number(column: readonly Spot[]): void {
  for (const [i, spot] of column.entries()) spot.y = (i + 0.5) / column.length
}

/** Moves each spot as near as possible to what it is connected with, without changing the order or overlapping. */
export function spread(columns: readonly Spot[][]): void {
  for (const column of columns)
    settle(
      column,
      column.map(() => 0),
    )
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      settle(
        column,
        column.map((spot) => mean([...spot.before, ...spot.after]) ?? spot.y),
      )
    }
  }
  const top = Math.min(...columns.flat().map(({ y, height }) => y - height / 2))
  for (const spot of columns.flat()) spot.y -= Number.isFinite(top) ? top : 0
}

/**
 * Puts spots at the wanted places, or so that the sum of squares of the distances is least if they would overlap:
 * neighbours that want to be too near become a block (pool adjacent violators).
 */
function settle(column: readonly Spot[], wanted: readonly number[]): void {
  const offsets: number[] = []
  let offset = 0
  for (const [i, spot] of column.entries()) {
    const above = column[i - 1]
    if (above) offset += above.height / 2 + Math.max(above.gap, spot.gap) + spot.height / 2
    offsets.push(offset)
  }
  const blocks: { sum: number; count: number }[] = []
  for (const [i, at] of wanted.entries()) {
    let block = { sum: at - (offsets[i] ?? 0), count: 1 }
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count > block.sum / block.count;
      last = blocks.at(-1)
    ) {
      blocks.pop()
      block = { sum: last.sum + block.sum, count: last.count + block.count }
    }
    blocks.push(block)
  }
  let i = 0
  for (const { sum, count } of blocks) {
    for (let left = count; left > 0; left--, i++) {
      const spot = column[i]
      if (spot) spot.y = sum / count + (offsets[i] ?? 0)
    }
  }
}

const mean = (spots: readonly Spot[]): number | undefined =>
  spots.length === 0 ? undefined : spots.reduce((sum, { y }) => sum + y, 0) / spots.length
