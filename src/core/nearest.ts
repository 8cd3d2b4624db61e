const LONGEST = 64

/**
 * The candidate that `name` was most likely meant to be: the fewest typos away (a letter added, omitted, changed, or
 * two neighbours swapped), with at most one typo for every three letters. A difference in case only counts as one typo.
 * On a tie, the first one that contains the name or is contained in it, else the first one.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined
  const lower = name.toLowerCase()
  let best: string | undefined
  let bestIsPart = false
  let fewest = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > fewest) continue
    const other = candidate.toLowerCase()
    const isPart = other.includes(lower) || lower.includes(other)
    const limit = best !== undefined && isPart && !bestIsPart ? fewest : fewest - 1
    if (limit < 1) continue
    const slips = slipsBetween(name, candidate, limit)
    if (slips > limit || slips >= candidate.length) continue
    best = candidate
    bestIsPart = isPart
    fewest = slips
    if (fewest === 1 && isPart) break
  }
  return best
}

/** Damerau-Levenshtein distance (optimal string alignment); any number above `limit` once it is out of reach. */
export function slipsBetween(a: string, b: string, limit: number): number {
  if (a.toLowerCase() === b.toLowerCase()) return 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, at(before, j - 2) + 1)
      row.push(least)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = above
    above = row
  }
  return at(above, b.length)
}

const at = (row: readonly number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY
