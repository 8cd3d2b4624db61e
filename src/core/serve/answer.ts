import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { Facts } from './reply.js'

/** What to report while serving, one line each: the answer of `serve` is its log. */
export type ServeEvent =
  | {
      readonly event: 'listening'
      readonly url: string
      readonly port: number
      readonly routes: number
    }
  | ({ readonly event: 'request' } & RequestSeen)
  /** The files were edited, and the new content is in effect. */
  | { readonly event: 'reloaded'; readonly routes: number }
  /** The files were edited and cannot be used: the previous content is still in effect. */
  | { readonly event: 'kept'; readonly problems: readonly Problem[] }
  /** The log was not being read, or not fast enough: this many lines are missing here. */
  | { readonly event: 'dropped'; readonly lines: number }
  /** `unlogged`: requests without a line, since the output was not being read. */
  | { readonly event: 'stopped'; readonly requests: number; readonly unlogged: number }

export interface RequestSeen {
  /** Seconds since 1970. */
  readonly at: number
  readonly method: string
  /** Without the query, which may contain a token. */
  readonly path: string
  readonly status: number
  readonly facts: Facts
}

export type ServeAnswer = AnswerBase<'serve'> & ServeEvent
