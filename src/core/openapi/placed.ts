/** A place in a document and the value to write there; the place need not exist yet. */
export interface Placed {
  readonly pointer: readonly string[]
  readonly value: unknown
  /** Other operations are defined by the same part, and all of them need this value. */
  readonly agreed?: boolean
}

/** What a merge declares in a document. */
export interface Declared {
  readonly kind: 'scope' | 'scheme'
  readonly name: string
}
