import type { Context } from '../io/context.js'

/** At least 128 random bits, since it must be unique (RFC 7519 §4.1.7). */
export const newJti = (ctx: Context): string => Buffer.from(ctx.random(16)).toString('base64url')
