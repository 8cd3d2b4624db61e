/** Lines `from` up to `to` of the older text, replaced by lines `start` up to `end` of the newer one; all from 0. */
export interface LineEdit {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
}

/** Beyond that, everything between the first and the last difference counts as replaced. */
const MOST = 1000

/**
 * The shortest list of replaced lines that turns one text into the other (E. Myers, "An O(ND) difference algorithm",
 * 1986). Takes time in proportion to the number of differences times the length.
 */
export function lineEdits(older: readonly string[], newer: readonly string[]): LineEdit[] {
  const [n, m] = [older.length, newer.length]
  const ends = new Map([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let d = 0; d <= Math.min(n + m, MOST); d++) {
    trace.push(new Map(ends))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1))
      let x = down ? (ends.get(k + 1) ?? 0) : (ends.get(k - 1) ?? 0) + 1
      while (x < n && x - k < m && older[x] === newer[x - k]) x++
      ends.set(k, x)
      if (x >= n && x - k >= m) return joined(walkBack(trace, n, m))
    }
  }
  return [{ from: 0, to: n, start: 0, end: m }]
}

/** Single steps, from the end: a line that was removed, or one that was inserted. */
function walkBack(trace: readonly Map<number, number>[], n: number, m: number): LineEdit[] {
  const steps: LineEdit[] = []
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d > 0; d--) {
    const ends = trace[d] ?? new Map<number, number>()
    const k = x - y
    const down = k === -d || (k !== d && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1))
    const before = down ? k + 1 : k - 1
    const at = ends.get(before) ?? 0
    const [from, start] = [at, at - before]
    steps.push(
      down ? { from, to: from, start, end: start + 1 } : { from, to: from + 1, start, end: start },
    )
    x = from
    y = start
  }
  return steps.reverse()
}

function joined(steps: readonly LineEdit[]): LineEdit[] {
  const edits: LineEdit[] = []
  for (const step of steps) {
    const last = edits.at(-1)
    if (last && last.to === step.from && last.end === step.start)
      edits[edits.length - 1] = { ...last, to: step.to, end: step.end }
    else edits.push(step)
  }
  return edits
}
