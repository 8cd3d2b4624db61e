/** Where an operation is defined. */
export interface Definition {
  /** Where its own members are in the document, if they are in the path item itself. */
  readonly pointer: readonly string[] | undefined
  /** Why there is no pointer. */
  readonly elsewhere?: Elsewhere | undefined
  /**
   * A number for its members: the same for operations behind the same reference or alias. Not the members themselves, which
   * would keep most of a large document in memory.
   */
  readonly definition: number | undefined
}

export type Elsewhere = 'reference' | 'malformed' | 'twice'

export const definedTwice: Definition = {
  pointer: undefined,
  definition: undefined,
  elsewhere: 'twice',
}

/** Gives each value a number, and the same one if it comes again. */
export function numbering(): (value: object) => number {
  const numbers = new Map<object, number>()
  return (value) => {
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
}
