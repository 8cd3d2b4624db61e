import type { Bits } from '../../matrix/compile.js'
import type { Status, SuiteSubject } from '../model.js'

/** What is counted: role and route, scope of a role, alternative of a route. */
export type MeasureKind = 'cells' | 'grants' | 'alternatives'

export interface Measure {
  readonly what: MeasureKind
  readonly covered: number
  readonly total: number
}

/** Something that no assertion covers. */
export type Gap =
  | {
      readonly kind: 'cell'
      readonly role: string
      readonly route: string
      readonly status: Status
    }
  | { readonly kind: 'public'; readonly route: string }
  | { readonly kind: 'grant'; readonly role: string; readonly scope: string }
  /** No allow through this alternative alone; with `missing`: no denial because exactly this scope is missing. */
  | {
      readonly kind: 'alternative'
      readonly route: string
      readonly scopes: readonly string[]
      readonly missing: string | undefined
    }

/** One cell that a suite could test. */
export interface Test {
  readonly subject: SuiteSubject
  readonly route: string
  readonly status: Status
}

/** Tests to write: this subject gets this status at these routes. */
export interface Suggestion {
  readonly subject: SuiteSubject
  readonly routes: readonly { readonly route: string; readonly status: Status }[]
}

export interface Coverage {
  readonly measures: readonly Measure[]
  readonly gaps: readonly Gap[]
}

/** One alternative of a route, as tokens issued here see it, and one thing that tests must show about it. */
export interface Showing {
  readonly route: number
  readonly scopes: readonly string[]
  /** Undefined: an allow through this alternative alone; otherwise a denial because exactly this scope is missing. */
  readonly missing: string | undefined
  isShownBy(held: Bits, isAllowed: boolean): boolean
}
