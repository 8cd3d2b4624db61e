import type { RequestFault } from './request-fault.js'

/** What is said of a request in the log: names only, and never a token. */
export interface Facts {
  /** The route that governs it, by its name. */
  readonly route?: string | undefined
  readonly decision?: 'allow' | 'deny' | undefined
  /** Codes: why it was denied, or refused. */
  readonly reasons: readonly string[]
  /** `sub` of an accepted token, or who asked for one. */
  readonly subject?: string | undefined
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
  readonly facts: Facts
  /** Described in the body, as `error_description`, by whoever sends the reply: report/words/replies.ts has the words. */
  readonly fault?: RequestFault | undefined
}

/** Nothing here is for a cache, and no body is for a browser to guess at. */
const HEADERS = {
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'x-content-type-options': 'nosniff',
}

const NO_FACTS: Facts = { reasons: [] }

export function reply(
  status: number,
  body: object,
  facts: Facts = NO_FACTS,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, body, facts, headers: { ...HEADERS, ...headers } }
}

/** An error as RFC 6749 §5.2 writes it. */
export function oauthError(
  status: number,
  error: string,
  fault: RequestFault,
  { subject, ...headers }: { subject?: string; 'www-authenticate'?: string } = {},
): Reply {
  return { ...reply(status, { error }, { reasons: [error], subject }, headers), fault }
}
