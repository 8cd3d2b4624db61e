import type { Outline } from './json-later.js'
import type { Json } from './model.js'

/** Why a text is not JSON, and where: `offset` counts UTF-16 units from the start of the text. */
export interface JsonFlaw {
  readonly what: 'syntax' | 'duplicate' | 'depth' | 'number' | 'inexact' | 'surrogate'
  readonly offset: number
  /** The duplicate name in an object. */
  readonly name?: string
}

export interface JsonOptions {
  /** How deeply objects and lists may nest; at most 1,000, since the parser is recursive. */
  readonly maxDepth?: number
  /** Told how many values are read next. What it throws ends the parse. */
  readonly onValues?: (count: number) => void
  readonly positions?: boolean
  /** What is made of the text. Nothing inside of the rest has a position, and numbers there are `rounded`. */
  readonly outline?: Outline
  /**
   * How to read a number that JavaScript would write differently. `rounded` (the default): as the nearest number.
   * `exact`: it is a flaw if its value would change. `verbatim`: it is a flaw if its digits would change. `written`: as
   * a WrittenNumber.
   */
  readonly numbers?: 'rounded' | 'exact' | 'verbatim' | 'written'
}
export type JsonResult<P = undefined, V = Json> =
  | { readonly ok: true; readonly value: V; readonly positions: P }
  | { readonly ok: false; readonly flaw: JsonFlaw }
