import type { Problem } from '../problem.js'
import type { SecretFit } from '../problems/token.js'
import { decodeBase64url, encodeBase64url } from './base64url.js'
import type { Key, Refusal, Rejected, Trust, Verified } from './model.js'
import { isSignedBy } from './signature-holds.js'

const LF = 0x0a
const CR = 0x0d
const BOM = [0xef, 0xbb, 0xbf]

/** What the signer may have before and after the secret. */
const ADDED: readonly (readonly [SecretFit, readonly number[], readonly number[]])[] = [
  ['with-lf', [], [LF]],
  ['with-crlf', [], [CR, LF]],
  ['with-two-lf', [], [LF, LF]],
  ['with-two-crlf', [], [CR, LF, CR, LF]],
  ['with-bom', BOM, []],
  ['with-bom-and-lf', BOM, [LF]],
  ['with-bom-and-crlf', BOM, [CR, LF]],
]

/**
 * Adds to the refusal of a signature whether it matches the same secret with up to two line endings or a byte order mark
 * more, or without those that it has: editors and `echo` add these, and each server drops others. Only the hint changes,
 * the token stays refused.
 *
 * NOT checked: sets of several keys, and any other spelling of the secret, such as hex or base64 (decision 51).
 *
 * @param text the token, as it was verified
 * @param trust what it was verified against
 */
export async function withSecretFit(
  presented: Verified | Rejected,
  text: string,
  trust: Trust,
): Promise<Verified | Rejected> {
  const [key, ...others] = trust.keys
  if (presented.kind === 'verified' || !key || others.length > 0) return presented
  if (!presented.refusals.some(({ detail }) => hasSecret(detail))) return presented
  const fit = await fitOf(text, key)
  if (!fit) return presented
  const [first, ...more] = presented.refusals
  const told = (refusal: Refusal): Refusal => ({ ...refusal, detail: withFit(refusal.detail, fit) })
  return { ...presented, refusals: [told(first), ...more.map(told)] }
}

const hasSecret = (detail: Problem): boolean =>
  detail.code === 'token-signature' && detail.args.secret !== undefined

function withFit(detail: Problem, fit: SecretFit): Problem {
  if (detail.code !== 'token-signature' || !detail.args.secret) return detail
  return { ...detail, args: { ...detail.args, secret: { ...detail.args.secret, fit } } }
}

async function fitOf(text: string, key: Key): Promise<SecretFit | undefined> {
  const secret = key.jwk.k === undefined ? undefined : decodeBase64url(key.jwk.k)
  if (!(secret instanceof Uint8Array)) return undefined
  for (const [fit, bytes] of variants(secret)) {
    if (bytes.length > 0 && (await signedWith(text, key, bytes))) return fit
  }
  return undefined
}

function* variants(secret: Uint8Array): Generator<[SecretFit, Uint8Array]> {
  const end = secret.length - lineEnd(secret)
  const none = secret.findLastIndex((byte) => byte !== LF && byte !== CR) + 1
  if (end < secret.length) {
    yield ['without-line-ending', secret.subarray(0, end)]
    if (none < end) yield ['without-line-endings', secret.subarray(0, none)]
  }
  if (BOM.every((byte, i) => secret[i] === byte)) {
    yield ['without-bom', secret.subarray(BOM.length)]
    if (none < secret.length) yield ['without-both', secret.subarray(BOM.length, none)]
  }
  for (const [fit, before, after] of ADDED)
    yield [fit, Uint8Array.from([...before, ...secret, ...after])]
}

/** How many bytes the last line ending has: LF, CRLF, or a CR alone. */
function lineEnd(bytes: Uint8Array): 0 | 1 | 2 {
  if (bytes.at(-1) === LF) return bytes.at(-2) === CR ? 2 : 1
  return bytes.at(-1) === CR ? 1 : 0
}

const signedWith = (text: string, key: Key, secret: Uint8Array): Promise<boolean> =>
  isSignedBy(text, { ...key, jwk: { kty: 'oct', k: encodeBase64url(secret) } })
