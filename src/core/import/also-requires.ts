/** How many alternatives one expression may have. */
const MOST = 100

/** An OR of ANDs of names. */
export type Condition = readonly (readonly string[])[]

/**
 * Reads `alsoRequires`: names with `&` (binds tighter), `|` and brackets, as its specification says. Graph's file also has
 * commas, about which the specification says nothing: all of what they separate is needed, or with `anyOf` one of it.
 *
 * @returns undefined if it is not such an expression, or has too many alternatives
 */
export function readAlsoRequires(text: string, anyOf: boolean): Condition | undefined {
  const tokens = text.match(/[&|(),]|[^\s&|(),]+|\S/g) ?? []
  let at = 0
  const take = (token: string): boolean => tokens[at] === token && ++at > 0

  const chain = (
    mark: string,
    read: () => Condition | undefined,
    join: typeof both,
  ): Condition | undefined => {
    let ways = read()
    while (ways && take(mark)) {
      const next = read()
      ways = next && join(ways, next)
    }
    return ways && ways.length <= MOST ? ways : undefined
  }
  const one = (): Condition | undefined => {
    if (take('(')) {
      const inner = list()
      return inner && take(')') ? inner : undefined
    }
    const name = tokens[at]
    if (name === undefined || /[&|(),]/.test(name)) return undefined
    at++
    return [[name]]
  }
  const all = () => chain('&', one, both)
  const any = () => chain('|', all, either)
  const list = (): Condition | undefined => chain(',', any, anyOf ? either : both)

  // Nested brackets are read recursively.
  if (tokens.filter((token) => token === '(').length > MOST) return undefined
  const condition = list()
  return at < tokens.length ? undefined : condition
}

const either = (a: Condition, b: Condition): Condition => [...a, ...b]

const both = (a: Condition, b: Condition): Condition =>
  a.length * b.length > MOST
    ? TOO_MANY
    : a.flatMap((left) => b.map((right) => [...new Set([...left, ...right])]))

const TOO_MANY: Condition = Array.from({ length: MOST + 1 }, () => [])
