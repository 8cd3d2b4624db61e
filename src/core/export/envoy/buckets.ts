/** Lines that are compared with a path in their order, if no other bucket has a longer prefix of it. */
export interface Bucket<Line> {
  readonly prefix: string
  readonly lines: readonly Line[]
}

/** What all paths of a line begin with; `whole`: there is only this path. */
export interface Start {
  readonly text: string
  readonly whole: boolean
}

/** A bucket with so many lines is not divided. */
const FEW = 100

/**
 * The lines divided by what their paths begin with. The bucket with the longest prefix of a path has each line that may match the
 * path, in the same order; a line whose paths may begin with several prefixes is in several buckets.
 */
export const bucketsOf = <Line>(
  lines: readonly Line[],
  startOf: (line: Line) => Start,
): Bucket<Line>[] =>
  divided(
    '/',
    lines.map((line) => ({ line, start: startOf(line) })),
  ).map(({ prefix, lines: own }) => ({ prefix, lines: own.map(({ line }) => line) }))

interface Started<Line> {
  readonly line: Line
  readonly start: Start
}

function divided<Line>(prefix: string, lines: readonly Started<Line>[]): Bucket<Started<Line>>[] {
  if (lines.length <= FEW) return [{ prefix, lines }]
  const keys = new Map(lines.map((each) => [each, nextPrefix(prefix, each.start)]))
  const parts = [...new Set(keys.values())].map((key) => {
    if (key === undefined) return { prefix, lines: lines.filter((each) => !keys.get(each)) }
    const isInside = (each: Started<Line>) =>
      keys.get(each) === key || (!each.start.whole && key.startsWith(each.start.text))
    return { prefix: key, lines: lines.filter(isInside) }
  })
  // Lines for any first segment would be in each bucket: many of them are better in one.
  const all = parts.reduce((sum, part) => sum + part.lines.length, 0)
  if (all > 2 * lines.length) return [{ prefix, lines }]
  const own = parts.some((part) => part.prefix === prefix) ? [] : [{ prefix, lines: [] }]
  const inner = parts.map((part) =>
    part.prefix === prefix ? [part] : divided(part.prefix, part.lines),
  )
  return [...own, ...inner.flat()]
}

/** Up to the next slash of the text. */
function nextPrefix(prefix: string, { text }: Start): string | undefined {
  if (!text.startsWith(prefix) || text === prefix) return undefined
  const slash = text.indexOf('/', prefix.length + 1)
  return slash === -1 ? text : text.slice(0, slash)
}
