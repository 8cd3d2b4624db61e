import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { FLAW_NAMES, type Flaw, isFlaw } from '../core/token/flaws.js'
import type { Algorithm } from '../core/token/model.js'
import type { Context } from '../io/context.js'

/** The flaw of that name. */
export function readFlaw(name: string): Flaw {
  return isFlaw(name) ? name : fail('unknown-flaw', { flaw: name, near: nearest(name, FLAW_NAMES) })
}

/** At least 128 random bits (RFC 7519 §4.1.7: unique). */
export const newJti = (ctx: Context): string => Buffer.from(ctx.random(16)).toString('base64url')

/** Where no key is configured: of the family that the catalog pins, so that each flaw means the same. */
export const memoryAlgorithm = (pinned: Algorithm | undefined): Algorithm =>
  pinned?.startsWith('HS') ? pinned : 'ES256'
