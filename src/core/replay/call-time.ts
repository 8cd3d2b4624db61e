import { decode } from '../token/decode.js'
import type { CallRecord } from './record.js'

/**
 * When a call's token counts: at the time of --at, at the time of the line, or when it was issued. Undefined if neither
 * says so: the token of an old log would be refused now.
 */
export function callTime(
  { caller, time }: CallRecord,
  at: number | 'iat' | undefined,
): number | undefined {
  if (at === undefined) return time
  if (at !== 'iat') return at
  const read = caller.kind === 'token' ? decode(caller.text) : undefined
  const claims = read?.kind === 'decoded' ? read.token.claims : {}
  const iat = Object.hasOwn(claims, 'iat') ? claims['iat'] : undefined
  // A token that does not say so is refused for it, or for its form, at any time.
  return typeof iat === 'number' ? Math.floor(iat) : (time ?? 0)
}
