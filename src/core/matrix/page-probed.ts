/** What a recorded probe saw, for the access page: which sets of scopes got in, and which were refused. */
export interface PackedProbed {
  /** The record, as the user would write it. */
  readonly file: string
  readonly url: string
  /** Each set of scope numbers once. */
  readonly sets: readonly (readonly number[])[]
  readonly routes: readonly PackedSeen[]
}

/** @param defective how many tokens with a defect got in */
export type PackedSeen = readonly [
  route: number,
  /** Undefined tokens are null: the request carried none. */
  seen: readonly PackedAnswer[],
  defective: number,
]

/**
 * @param set its number; null without a token
 * @param more 1 if the token also carried what the catalog does not declare: that may be why it got in
 * @param odd 1 if the answer is not the one that the catalog asks for
 * @param who the subject of a supplied token; null for one that the probe made
 */
export type PackedAnswer = readonly [
  set: number | null,
  more: 0 | 1,
  who: string | null,
  status: number | null,
  odd: 0 | 1,
]
