import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { Facts } from './reply.js'

/** What there is to say while serving, a line each: what `serve` answers is its log. */
export type ServeEvent =
  | {
      readonly event: 'listening'
      readonly url: string
      readonly port: number
      readonly routes: number
    }
  | ({ readonly event: 'request' } & RequestSeen)
  /** The files were edited, and what they say now holds. */
  | { readonly event: 'reloaded'; readonly routes: number }
  /** They were edited, and cannot be used: what held before still does. */
  | { readonly event: 'kept'; readonly problems: readonly Problem[] }
  /** `unlogged`: requests of which there is no line, since nobody took the lines away. */
  | { readonly event: 'stopped'; readonly requests: number; readonly unlogged: number }

export interface RequestSeen {
  /** Seconds since 1970. */
  readonly at: number
  readonly method: string
  /** Without the query, where a token may be. */
  readonly path: string
  readonly status: number
  readonly facts: Facts
}

export type ServeAnswer = AnswerBase<'serve'> & ServeEvent
