import type { Algorithm } from '../core/token/model.js'
import type { Context } from '../io/context.js'

/** At least 128 random bits (RFC 7519 §4.1.7: unique). */
export const newJti = (ctx: Context): string => Buffer.from(ctx.random(16)).toString('base64url')

/** Where no key is configured: of the family that the catalog pins, so that each flaw means the same. */
export const memoryAlgorithm = (pinned: Algorithm | undefined): Algorithm =>
  pinned?.startsWith('HS') ? pinned : 'ES256'
