import type { JwksAnswer } from '../core/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { jwks } from './documents/small.js'
import { escapeJson } from './escape.js'

/** A JWK set (RFC 7517 §5) and nothing else. */
export const text = ({ keys }: JwksAnswer): string =>
  `${escapeJson(JSON.stringify({ keys }, null, 2))}\n`

export const json = ({ keys }: JwksAnswer): JsonOf<typeof jwks> => ({ keys })
