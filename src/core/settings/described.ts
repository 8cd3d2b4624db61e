/** What a key of a file means, for people and for editors. */
export interface Described {
  /** One or two sentences, without markup. */
  readonly description: string
  /** Values as they are written, each valid on its own. */
  readonly examples: readonly [unknown, ...unknown[]]
}

/** A key of `token:`, or of a profile. */
export interface Setting extends Described {
  /** What it may hold. */
  readonly values: string
  /** What applies where it is not set. */
  readonly fallback: string
}

/** A map with fixed keys, as the validator has it, and what each of its keys means. */
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
