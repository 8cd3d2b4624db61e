/** What a key of a file means, for people and for editors. */
export interface Described {
  /** One or two sentences, without markup. */
  readonly description: string
  /** Values as they are written, each valid on its own. */
  readonly examples: readonly [unknown, ...unknown[]]
}

/** A key of `token:`, or of a profile. */
export interface Setting extends Described {
  /** The allowed values. */
  readonly values: string
  /** What applies if it is not set. */
  readonly fallback: string
}

/** The validator of a map with fixed keys, and the meaning of each key. */
export interface DescribedMap {
  readonly schema: object
  readonly keys: Readonly<Record<string, Described>>
}

/** Pairs a schema with its descriptions. A key without one does not compile. */
export const describe = <S extends { readonly entries: object }>(
  schema: S,
  keys: Readonly<Record<keyof S['entries'] & string, Described>>,
): DescribedMap => ({ schema, keys })

export const VERSION: Described = {
  description: 'The version of the file format.',
  examples: [1],
}
