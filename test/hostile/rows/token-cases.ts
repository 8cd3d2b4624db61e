import type { Reason } from '../../../src/core/reason.js'
import type { Key } from '../../../src/core/token/model.js'
import { forge, GOOD, headerOf, KEYS } from '../../core/token/support.js'
import { publicKey } from '../../support/published-key.js'
import type { Case } from '../row.js'
import { AT, catalogOf, TOKEN } from '../world.js'

/** The key of the catalog in world.ts. */
export const KEY = KEYS.HS256
/** A valid token of this key. */
export const GOOD_TOKEN = forge(headerOf(KEY), GOOD, KEY)

/** The token with these claims (an object, or the text of one), signed with the key of the catalog. */
export const withClaims = (claims: object | string): string => forge(headerOf(KEY), claims, KEY)
/** The token with the valid claims and this in its header. */
export const withHeader = (header: object): string =>
  forge({ ...headerOf(KEY), ...header }, GOOD, KEY)

/** `verify` denies the token with 401, for this reason before all others. */
export function refused(
  what: string,
  token: string,
  reason: Reason,
  more: Case['files'] = {},
): Case {
  const stdout = new RegExp(`^refused ${reason}`)
  return { ...asked(what, token, more), exit: 3, stdout, never: /^valid/m }
}

/** `verify` accepts the token. */
export function verified(what: string, token: string, more: Case['files'] = {}): Case {
  return { ...asked(what, token, more), exit: 0, stdout: /^valid$/m }
}

function asked(what: string, token: string, more: Case['files']): Omit<Case, 'exit'> {
  return { what, args: ['verify', 'file:token.jwt', ...AT], files: { 'token.jwt': token, ...more } }
}

/** A catalog and a key file in which the public part of this key (a secret: itself) is the only key. */
export function trusting({ algorithm, jwk, kid }: Key): Record<string, string> {
  return {
    'scopes.yaml': catalogOf(TOKEN.replace('HS256', algorithm)),
    'key.json': JSON.stringify({
      ...(jwk.kty === 'oct' ? jwk : publicKey(jwk).export({ format: 'jwk' })),
      kid,
    }),
  }
}

/** One case for each of the texts or values, which is its title. */
export const each = <T>(values: readonly T[], one: (value: T, title: string) => Case): Case[] =>
  values.map((value) => one(value, JSON.stringify(value) ?? 'missing'))
