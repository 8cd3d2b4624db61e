/** Stands for any text of at least one character: no template's text can contain it, so only a parameter matches it. */
export const ANY = '\uFFFF'

/** So many texts of two segments at most: with several parameters on each side, their number grows exponentially. */
export const MOST_TEXTS = 256
/** What that number is divided by for long segments: their places, so that the time per pair has a limit too. */
const WORK = 100_000

/**
 * The segments that are in both of two patterns, as texts in which `ANY` is one or more characters, each as general as
 * it can be: `a{x}` and `{y}b` share `a?b` and `ab`. The most general ones come first. Up to {@link MOST_TEXTS} texts,
 * and fewer for segments of more than about 20 characters, a segment is in both patterns if and only if it is in one of
 * these; beyond that, some are left out. There is none if and only if no segment is in both.
 *
 * @param a the texts around the parameters, without escapes (`plain` of a segment)
 */
export function sharedTexts(a: readonly string[], b: readonly string[]): readonly string[] {
  const [one, other] = [a[0] ?? '', b[0] ?? '']
  if (a.length === 1 && b.length === 1) return one === other ? [one] : []
  const found = new Product(signsOf(a), signsOf(b)).texts()
  return [...found]
    .filter(isInPath)
    .sort((x, y) => anys(y) - anys(x) || x.length - y.length || (x < y ? -1 : 1))
}

/** `.` and `..` are in no canonical path. */
const isInPath = (text: string): boolean => text !== '.' && text !== '..'

const anys = (text: string): number => text.split(ANY).length

/** The characters of a pattern, with `ANY` for a parameter. */
const signsOf = (texts: readonly string[]): string[] => [...texts.join(ANY)]

/** A place in a pattern; `open`: the parameter there has a character, and may take more. */
interface Place {
  readonly at: number
  readonly open: boolean
}

const NONE: ReadonlySet<string> = new Set()
const END: ReadonlySet<string> = new Set([''])

/** The product of two small automata. */
class Product {
  readonly #left: readonly string[]
  readonly #right: readonly string[]
  readonly #known = new Map<number, ReadonlySet<string>>()
  /** How many texts are kept for each pair of places. */
  readonly #most: number

  constructor(left: readonly string[], right: readonly string[]) {
    this.#left = left
    this.#right = right
    const kept = Math.floor(WORK / (left.length * right.length))
    this.#most = Math.min(Math.max(kept, 1), MOST_TEXTS)
  }

  texts(): ReadonlySet<string> {
    return this.#from({ at: 0, open: false }, { at: 0, open: false })
  }

  /** What may follow from these places, up to the end of both. */
  #from(left: Place, right: Place): ReadonlySet<string> {
    const key = (left.at * (this.#right.length + 1) + right.at) * 4 + keyOf(left) * 2 + keyOf(right)
    const known = this.#known.get(key)
    if (known) return known
    const found = this.#search(left, right)
    this.#known.set(key, found)
    return found
  }

  #search(left: Place, right: Place): ReadonlySet<string> {
    const [x, y] = [this.#left[left.at], this.#right[right.at]]
    if (x === undefined && y === undefined) return END
    const found = new Set<string>()
    const keep = (rests: ReadonlySet<string>, taken = ''): void => {
      for (const rest of rests) {
        if (found.size >= this.#most) return
        found.add(taken + rest)
      }
    }
    if (left.open) keep(this.#from(past(left), right))
    if (right.open) keep(this.#from(left, past(right)))
    // Both parameters taking more is a longer text of the same form.
    if (x === undefined || y === undefined || (left.open && right.open)) return found
    if (x !== ANY && y !== ANY && x !== y) return NONE
    const taken = x === ANY ? y : x
    keep(this.#from(after(left, x), after(right, y)), taken)
    return found
  }
}

const keyOf = ({ open }: Place): number => (open ? 1 : 0)
const past = ({ at }: Place): Place => ({ at: at + 1, open: false })
const after = ({ at }: Place, sign: string): Place =>
  sign === ANY ? { at, open: true } : { at: at + 1, open: false }
