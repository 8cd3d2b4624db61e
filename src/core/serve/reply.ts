import type { RequestFault } from './request-fault.js'

/** What the log says about a request: names only, and never a token. */
export interface Facts {
  /** The name of the route that governs it. */
  readonly route?: string | undefined
  readonly decision?: 'allow' | 'deny' | undefined
  /** Codes: why it was denied, or refused. */
  readonly reasons: readonly string[]
  /** The `sub` of an accepted token, or who asked for one. */
  readonly subject?: string | undefined
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
  readonly facts: Facts
  /**
   * The code that sends the reply describes it in the body, as `error_description`, with the words from
   * report/words/replies.ts.
   */
  readonly fault?: RequestFault | undefined
}

/** Nothing here may be cached, and browsers must not guess the type of a body. */
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

/** An error in the form of RFC 6749 §5.2. */
export function oauthError(
  status: number,
  error: string,
  fault: RequestFault,
  { subject, ...headers }: { subject?: string; 'www-authenticate'?: string } = {},
): Reply {
  return { ...reply(status, { error }, { reasons: [error], subject }, headers), fault }
}
