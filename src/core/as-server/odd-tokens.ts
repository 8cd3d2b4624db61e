import { encodeBase64url } from '../token/base64url.js'
import { oddSignatures } from './odd-signatures.js'

/** Signs `HEADER.PAYLOAD` with the right key. */
export interface Signer {
  readonly header: Readonly<Record<string, unknown>>
  sign(input: string): Uint8Array
  /** With the same key, but in another way. */
  readonly others?: readonly {
    readonly what: string
    readonly alg: string
    sign(input: string): Uint8Array
  }[]
  /** With a key that nobody trusts, and that its header contains. */
  readonly forge?: Pick<Signer, 'header' | 'sign'>
}

/** The claims of a valid token. */
export interface Good {
  readonly now: number
  readonly claims: Readonly<Record<string, unknown>>
  /** The claim for scopes, and its scopes. */
  readonly scopeClaim: string
  readonly scopes: readonly string[]
}

export interface OddToken {
  readonly what: string
  readonly token: string
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const base64 = (text: string): string => encodeBase64url(bytes(text))

/**
 * Tokens that are valid except for something that servers judge differently. Those whose answer depends on the second
 * come first.
 */
export function oddTokens(signer: Signer, good: Good): OddToken[] {
  const { now, scopeClaim: claim, scopes } = good
  const compact = (header: string, payload: string): string => {
    const input = `${base64(header)}.${base64(payload)}`
    return `${input}.${encodeBase64url(signer.sign(input))}`
  }
  const withClaims = (claims: object): string =>
    compact(JSON.stringify(signer.header), JSON.stringify({ ...good.claims, ...claims }))
  const withHeader = (header: object): string =>
    compact(JSON.stringify({ ...signer.header, ...header }), JSON.stringify(good.claims))
  /** The payload's text, with members before or after those of a valid one. */
  const around = (before: string, after = ''): string =>
    compact(
      JSON.stringify(signer.header),
      `{${before}${JSON.stringify(good.claims).slice(1, -1)}${after}}`,
    )
  const [head = '', body = '', tail = ''] = withClaims({}).split('.')
  const payloadOf = (raw: Uint8Array): string => {
    const input = `${head}.${encodeBase64url(raw)}`
    return `${input}.${encodeBase64url(signer.sign(input))}`
  }
  const by = (header: object, sign: Signer['sign']): string => {
    const input = `${base64(JSON.stringify({ ...signer.header, ...header }))}.${body}`
    return `${input}.${encodeBase64url(sign(input))}`
  }
  /** With a valid signature over the new content. */
  const resigned = (token: string): string => {
    const input = token.slice(0, token.lastIndexOf('.'))
    return `${input}.${encodeBase64url(signer.sign(input))}`
  }
  // Undefined: this key's signatures cannot be made odd like that.
  const table: Readonly<Record<string, string | undefined>> = {
    'expired 2 seconds ago': withClaims({ iat: now - 600, exp: now - 2 }),
    'valid in 4 seconds': withClaims({ nbf: now + 4 }),
    'a valid one': withClaims({}),
    'no `exp`': withClaims({ exp: undefined }),
    '`exp` as text': withClaims({ exp: `${now + 600}` }),
    '`exp` as text, an hour ago': withClaims({ iat: now - 7200, exp: `${now - 3600}` }),
    '`exp` a word': withClaims({ exp: 'never' }),
    '`exp` an hour ago': withClaims({ iat: now - 7200, exp: now - 3600 }),
    '`exp` with a fraction': withClaims({ exp: now + 600.5 }),
    '`exp` null': withClaims({ exp: null }),
    '`exp` true': withClaims({ exp: true }),
    '`nbf` as text': withClaims({ nbf: `${now - 600}` }),
    '`nbf` as text, in an hour': withClaims({ nbf: `${now + 3600}` }),
    '`nbf` in an hour': withClaims({ nbf: now + 3600 }),
    '`nbf` null': withClaims({ nbf: null }),
    '`nbf` true': withClaims({ nbf: true }),
    '`nbf` a word': withClaims({ nbf: 'always' }),
    '`iat` an hour in the future': withClaims({ iat: now + 3600, exp: now + 7200 }),
    '`exp` before `iat`': withClaims({ iat: now + 3600, exp: now + 1800 }),
    '`iat` as text': withClaims({ iat: `${now}` }),
    '`iat` null': withClaims({ iat: null }),
    '`iat` true': withClaims({ iat: true }),
    '`iat` a word': withClaims({ iat: 'today' }),
    'no `iat`': withClaims({ iat: undefined }),
    'no `sub`': withClaims({ sub: undefined }),
    '`sub` a number': withClaims({ sub: 42 }),
    '`sub` empty': withClaims({ sub: '' }),
    '`sub` a lone surrogate': withClaims({ sub: '\ud800' }),
    'another `iss`': withClaims({ iss: 'https://other.invalid' }),
    'no `iss`': withClaims({ iss: undefined }),
    'another `aud`': withClaims({ aud: 'other' }),
    'no `aud`': withClaims({ aud: undefined }),
    '`aud` empty': withClaims({ aud: '' }),
    '`aud` null': withClaims({ aud: null }),
    '`aud` a list with the right one': withClaims({ aud: ['other', good.claims['aud'] ?? 'x'] }),
    '`aud` a list with the right one and a number': withClaims({
      aud: [7, good.claims['aud'] ?? 'x'],
    }),
    '`jti` a number': withClaims({ jti: 7 }),
    'no `jti`': withClaims({ jti: undefined }),
    '`client_id` a number': withClaims({ client_id: 7 }),
    'bound to a DPoP key': withClaims({ cnf: { jkt: 'x' } }),
    '`typ` at+jwt': withHeader({ typ: 'at+jwt' }),
    '`typ` dpop+jwt': withHeader({ typ: 'dpop+jwt' }),
    'no `typ`': withHeader({ typ: undefined }),
    'an unknown `kid`': withHeader({ kid: 'nobody' }),
    '`kid` empty': withHeader({ kid: '' }),
    'no `kid`': withHeader({ kid: undefined }),
    '`kid` a number': withHeader({ kid: 7 }),
    '`zip` DEF': withHeader({ zip: 'DEF' }),
    '`crit` with exp': withHeader({ crit: ['exp'] }),
    '`crit` empty': withHeader({ crit: [] }),
    '`crit` with b64, b64 true': withHeader({ crit: ['b64'], b64: true }),
    '`crit` with b64, b64 false': withHeader({ crit: ['b64'], b64: false }),
    '`crit` with b64, b64 as text': withHeader({ crit: ['b64'], b64: 'true' }),
    '`crit` with b64, no b64': withHeader({ crit: ['b64'] }),
    '`b64` false': withHeader({ b64: false }),
    '`alg` missing': withHeader({ alg: undefined }),
    '`alg` in lower case': withHeader({ alg: String(signer.header['alg']).toLowerCase() }),
    '`alg` of another kind': withHeader({ alg: 'RS512' }),
    '`alg` Ed25519': withHeader({ alg: 'Ed25519' }),
    '`alg` dir': withHeader({ alg: 'dir' }),
    '`alg` unknown': withHeader({ alg: 'XS256' }),
    '`alg` none, not signed': `${base64(JSON.stringify({ ...signer.header, alg: 'none' }))}.${body}.`,
    ...Object.fromEntries(
      (signer.others ?? []).map(({ what, alg, sign }) => [what, by({ alg }, sign)]),
    ),
    'a key of its own in the header': signer.forge && by(signer.forge.header, signer.forge.sign),
    'scopes as a string': withClaims({ [claim]: scopes.join(' ') }),
    'scopes as an array': withClaims({ [claim]: scopes }),
    'scopes including a number': withClaims({ [claim]: [...scopes, 7] }),
    'scopes null': withClaims({ [claim]: null }),
    'scopes a number': withClaims({ [claim]: 42 }),
    'scopes with a lone surrogate': withClaims({ [claim]: [...scopes, '\ud800'] }),
    'scopes an object': withClaims({ [claim]: {} }),
    'scopes an empty array': withClaims({ [claim]: [] }),
    'scopes empty': withClaims({ [claim]: '' }),
    'scopes with a tab between': withClaims({ [claim]: scopes.join('\t') }),
    'scopes and an unknown one': withClaims({ [claim]: [...scopes, 'of:nobody'] }),
    'scopes in another claim': withClaims({ [claim]: undefined, scp: scopes }),
    'duplicate scopes, the last one empty': around('', `,"${claim}":[]`),
    'duplicate scopes, the first one empty': around(`"${claim}":[],`),
    'a duplicate name': around('"sub":"mallory",'),
    'NaN in it': around('"x":NaN,'),
    '1e999 in it': around('"x":1e999,'),
    'a lone surrogate in it': around('"x":"\\ud800",'),
    'not UTF-8': payloadOf(
      Uint8Array.from([
        ...bytes(`{"x":"`),
        0xff,
        ...bytes(`",${JSON.stringify(good.claims).slice(1)}`),
      ]),
    ),
    'a U+FEFF before it': compact(
      JSON.stringify(signer.header),
      `\uFEFF${JSON.stringify(good.claims)}`,
    ),
    'a payload that is an array': compact(JSON.stringify(signer.header), '[]'),
    'a payload that is not JSON': compact(JSON.stringify(signer.header), '{'),
    'a header that is an array': compact('[]', JSON.stringify(good.claims)),
    '`=` after the signature': isWhole(tail) ? undefined : `${head}.${body}.${padded(tail)}`,
    '`=` after the payload': resigned(paddedPayload((jti) => withClaims({ jti }))),
    'unused bits set in the payload': resigned(loosePayload((jti) => withClaims({ jti }))),
    'unused bits set in the signature': isWhole(tail)
      ? undefined
      : `${head}.${body}.${looseBits(tail)}`,
    'a `!` in the signature': `${head}.${body}.${tail.slice(0, 4)}!${tail.slice(4)}`,
    'a signature in the other alphabet': otherAlphabet((jti) => withClaims({ jti })),
    ...oddSignatures(`${head}.${body}`, tail, String(signer.header['alg'])),
    'no signature': `${head}.${body}.`,
    'another signature': `${head}.${body}.${encodeBase64url(signer.sign('another'))}`,
    'two parts': `${head}.${body}`,
    'four parts': `${head}.${body}.${tail}.${tail}`,
    'five parts': `${head}.${body}.${tail}.${tail}.${tail}`,
    'only a dot': '.',
    'a space in it': `${head}.${body} .${tail}`,
  }
  return Object.entries(table).flatMap(([what, token]) =>
    token === undefined ? [] : [{ what, token }],
  )
}

/** Contains at least one of the two characters in which base64 and base64url differ, which takes a few attempts. */
function otherAlphabet(make: (jti: string) => string): string {
  for (let i = 0; ; i++) {
    const token = make(`${i}`)
    const at = token.lastIndexOf('.') + 1
    const signature = token.slice(at)
    if (!/[-_]/.test(signature)) continue
    return token.slice(0, at) + signature.replaceAll('-', '+').replaceAll('_', '/')
  }
}

/** Whether it is in base64 without padding and unused bits: that of 48 or 384 bytes, for example. */
const isWhole = (part: string): boolean => part.length % 4 === 0

const padded = (part: string): string => part.padEnd(Math.ceil(part.length / 4) * 4, '=')

/** With `=` after the payload, which takes a `jti` of a suitable length. */
function paddedPayload(make: (jti: string) => string): string {
  for (let jti = 'x'; ; jti += 'x') {
    const [head = '', body = '', tail = ''] = make(jti).split('.')
    if (!isWhole(body)) return `${head}.${padded(body)}.${tail}`
  }
}

/** With unused bits set, which takes a `jti` of a suitable length. */
function loosePayload(make: (jti: string) => string): string {
  for (let jti = 'x'; ; jti += 'x') {
    const [head = '', body = '', tail = ''] = make(jti).split('.')
    if (!isWhole(body)) return `${head}.${looseBits(body)}.${tail}`
  }
}

/** Unless it is whole, the last character of a part has unused bits, which are zero. */
function looseBits(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1) ?? '') + 1]
}
