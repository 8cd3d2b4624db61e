import { canonical, isThing, json, leaves, partsOf, shape } from './json-parts.js'
import type { Received } from './model.js'
import { common, countOf, type Words, wordsOf } from './page-words.js'

/** Whether an answer shows the resource. `unclear`: it shows some of it, or it may equally be something else. */
export type Shown = 'yes' | 'no' | 'unclear'

/** The shortest body that says something, in characters. */
const LEAST = 8
/** A page with fewer words that stay the same may be part of any other page. */
const LEAST_WORDS = 8
/** A page with less of the resource is another one that has the same frame. */
const MUCH = 0.5
/** A refusal that lacks less than this may contain the resource: error pages share most of their words with others. */
const NEARLY_ALL = 0.9

/**
 * What an allowed caller gets. Pages and documents may contain times, counters and form tokens that change with every
 * request, so only what all its answers have in common is looked for elsewhere.
 */
export class Resource {
  readonly #samples: readonly Received[]
  readonly #documents: readonly object[]
  #stable: Words | undefined
  #settled: ReadonlyMap<string, string> | undefined
  /** The texts of its inner parts, by their form. */
  #inner: ReadonlyMap<string, readonly string[]> | undefined

  /** @param samples what allowed requests got, at least one */
  constructor(samples: readonly Received[]) {
    this.#samples = samples
    this.#documents = samples.map(({ body }) => json(body)).filter(isThing)
  }

  /** Nothing tells what changes with every request. */
  get isAlone(): boolean {
    return this.#samples.length < 2
  }

  /** Whether an answer may be like the resource in everything that does not change, which one more sample would tell. */
  isDoubtful({ body }: Received): boolean {
    if (!this.isAlone || this.#samples.some((each) => each.body === body)) return false
    const whole = json(body)
    const isDocument = this.#documents.length > 0 && isThing(whole)
    return isDocument
      ? partsOf(whole).some((part) => isThing(part) && this.#hasShape(part))
      : this.#shareIn(wordsOf(body)) >= MUCH
  }

  /** Whether the answer to another request is the resource. */
  shownBy({ body }: Received): Shown {
    if (this.#samples.some((each) => each.body === body)) return body === '' ? 'unclear' : 'yes'
    const document = json(body)
    if (isThing(document) && this.#documents.length > 0 && this.#hasShape(document)) {
      // Names and types alone may be those of every answer: `{"message":"..."}`.
      const same = this.#sharedLeaves(document)
      if (same.all && same.count > 0) return 'yes'
      return same.count > 0 && this.isAlone ? 'yes' : 'unclear'
    }
    const words = wordsOf(body)
    const share = this.#shareIn(words)
    if (share < MUCH) return 'no'
    // A much longer page contains the words of a short one by chance.
    const isAlike = countOf(this.#words) >= Math.max(LEAST_WORDS, countOf(words) * MUCH)
    return share === 1 && isAlike ? 'yes' : 'unclear'
  }

  /** Whether an answer has the same content: where other objects have the same shape, that alone says nothing. */
  sameAs(received: Received): Shown {
    const document = json(received.body)
    if (!isThing(document) || this.#documents.length === 0) return this.shownBy(received)
    const text = canonical(document)
    if (this.#documents.some((each) => canonical(each) === text)) return 'yes'
    const same = this.#sharedLeaves(document)
    const isSame = !this.isAlone && this.#hasShape(document) && same.all && same.count > 0
    return isSame ? 'yes' : 'no'
  }

  /**
   * Whether a refusal contains the resource: all of it, as text or as some part of a JSON document. Values that many
   * documents contain, like `{}` or `true`, are not taken for a resource.
   *
   * @param others further refusals: a page that all of them are like is only the frame of every page
   */
  leakedBy(refusal: Received, others: readonly Received[]): Shown {
    const isWhole = this.#samples.some(({ body }) => {
      const wanted = body.trim()
      return wanted.length >= LEAST && refusal.body.includes(wanted)
    })
    if (isWhole || this.#isPartOf(refusal)) return 'yes'
    const inside = this.#containedIn(refusal)
    if (inside) return others.some((each) => !this.#containedIn(each)) ? 'yes' : 'unclear'
    if (this.#documents.length > 0 || refusal.body.length < LEAST) return 'no'
    if (countOf(this.#words) < LEAST_WORDS) return 'no'
    const share = this.#shareIn(wordsOf(refusal.body))
    if (share < NEARLY_ALL) return 'no'
    if (share < 1) return 'unclear'
    return others.some(({ body }) => this.#shareIn(wordsOf(body)) < NEARLY_ALL) ? 'yes' : 'unclear'
  }

  /** Whether a document contains most of the resource, in an envelope of its own: `{"status": …, "data": RESOURCE}`. */
  #containedIn({ body }: Received): boolean {
    const whole = json(body)
    if (this.#documents.length === 0 || !isThing(whole)) return false
    this.#inner ??= new Map(this.#documents.flatMap(innerParts))
    const inner = this.#inner
    return partsOf(whole)
      .filter(isThing)
      .some((part) => inner.get(formOf(part))?.includes(canonical(part)))
  }

  /** Whether a document contains one that equals the resource in everything that does not change. */
  #isPartOf({ body }: Received): boolean {
    const whole = json(body)
    if (this.#documents.length === 0 || !isThing(whole)) return false
    const texts = this.#documents.map(canonical).filter(({ length }) => length >= LEAST)
    const forms = new Set(this.#documents.map(formOf))
    return partsOf(whole)
      .filter(isThing)
      .filter((part) => forms.has(formOf(part)))
      .some((part) => {
        if (texts.includes(canonical(part))) return true
        const same = this.#sharedLeaves(part)
        return !this.isAlone && this.#hasShape(part) && same.all && same.length >= LEAST
      })
  }

  #hasShape(document: object): boolean {
    const own = shape(document)
    return this.#documents.some((each) => shape(each) === own)
  }

  /** How many values the document has in common with all samples, their length, and whether those are all that stay. */
  #sharedLeaves(document: object): { all: boolean; count: number; length: number } {
    const own = leaves(document)
    this.#settled ??= settledIn(this.#documents)
    const same = [...this.#settled].filter(([path, value]) => own.get(path) === value)
    const length = same.reduce((sum, [, value]) => sum + value.length, 0)
    return { all: same.length === this.#settled.size, count: same.length, length }
  }

  get #words(): Words {
    this.#stable ??= this.#samples.map(({ body }) => wordsOf(body)).reduce(common)
    return this.#stable
  }

  /** How much of what stays the same is in another page, from 0 to 1. */
  #shareIn(words: Words): number {
    const all = countOf(this.#words)
    return all === 0 ? 0 : countOf(common(this.#words, words)) / all
  }
}

/** The values that all documents have at the same path. */
function settledIn(documents: readonly object[]): ReadonlyMap<string, string> {
  const [first = new Map<string, string>(), ...others] = documents.map(leaves)
  return new Map(
    [...first].filter(([path, value]) => others.every((each) => each.get(path) === value)),
  )
}

/** What can be compared before the whole part is: a refusal may have thousands of parts. */
const formOf = (part: object): string =>
  Array.isArray(part) ? `[${part.length}]` : Object.keys(part).sort().join()

/** The parts of a document that are most of it, as text by their form; not the document itself. */
function innerParts(document: object): [form: string, texts: string[]][] {
  const length = canonical(document).length
  const found = new Map<string, string[]>()
  for (const part of partsOf(document).slice(1).filter(isThing)) {
    const text = canonical(part)
    if (text.length < Math.max(LEAST, length * MUCH)) continue
    found.set(formOf(part), [...(found.get(formOf(part)) ?? []), text])
  }
  return [...found]
}
