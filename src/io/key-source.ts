import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Jwk } from '../core/token/model.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { type Environment, resolveEnv } from './env-file.js'
import { isPrivate, looksLikeJwk, readJwks } from './jwk-set.js'
import { fetchJwks, type JwksCache } from './jwks-url.js'
import { refuseSecretConflict } from './merge-conflict.js'
import { looksLikePem, readPem } from './pem.js'
import { readBytes } from './read-file.js'
import { isUrl, readableUrl, shownUrl } from './url.js'

/** 1 MB: for key files. */
const KEY_FILE_LIMIT = 1_000_000

export interface KeyPlace {
  readonly ctx: Context
  readonly environment: Environment
  /** What `file:` is relative to: the catalog's folder, or the current one for --key. */
  readonly folder: string
  /** The flag or setting that names the source, for messages: `--key`, `token.key`. */
  readonly by: string
  readonly cache?: JwksCache | undefined
}

export interface LoadedKeys {
  /** With their private parts, if given; a raw secret is one `oct` key. Never empty. */
  readonly keys: readonly Jwk[]
  /** For messages: `env:NAME`, `file:PATH`, or the URL without its query. */
  readonly source: string
  readonly notes: readonly Problem[]
  /** The length of a raw secret in bytes, which shows whether a line end was included. */
  readonly secretBytes?: number
}

/**
 * The keys of exactly one source: `env:NAME`, `file:PATH`, or the URL of a JWK set. There is no fallback. The content
 * determines what it is: PEM, JWK, JWK set, or else a raw secret, which is the bytes of the file without one final LF
 * or CRLF, or the UTF-8 bytes of the variable; never hex or base64.
 *
 * NOT checked: whether a key fits an algorithm, and whether a secret is really an encoded key, see checkKey. No
 * problem, message or cause contains a byte of a key.
 *
 * @throws ScopectlError `key-…`, `keys-…`, `key-url-…`, `env-…`, `file-…`
 */
export async function loadKeys(spec: string, place: KeyPlace): Promise<LoadedKeys> {
  const { ctx, by } = place
  if (spec.startsWith('env:')) {
    const source = `env:${spec.slice(4)}`
    const value = resolveEnv(spec.slice(4), place.environment, ctx)
    return sniff(Buffer.from(value), source)
  }
  if (spec.startsWith('file:') && spec.length > 'file:'.length) {
    const path = resolve(place.folder, spec.slice('file:'.length))
    const shown = display(path, ctx.cwd)
    const { bytes, stats } = readBytes(path, KEY_FILE_LIMIT, shown, by)
    const loaded = sniff(withoutLineEnd(bytes), `file:${shown}`)
    const open = ctx.uid !== undefined && (stats.mode & 0o077) !== 0 && loaded.keys.some(isPrivate)
    if (!open) return loaded
    const mode = (stats.mode & 0o777).toString(8).padStart(4, '0')
    return { ...loaded, notes: [...loaded.notes, problem('key-file-open', { file: shown, mode })] }
  }
  if (isUrl(spec)) return await fromUrl(spec, place)
  return fail('key-source-unknown', { by })
}

async function fromUrl(spec: string, { ctx, by, cache }: KeyPlace): Promise<LoadedKeys> {
  const url = readableUrl(spec, by, 'key-url')
  const source = shownUrl(url)
  const text = await fetchJwks(url, { now: ctx.now(), env: ctx.env, cache })
  if (!/^\s*[{[]/.test(text)) fail('key-url-not-json', { url: source })
  const { keys, notes } = readJwks(text, source)
  if (keys.some(({ kty }) => kty === 'oct')) fail('key-secret-published', { source })
  const count = keys.filter(isPrivate).length
  if (count === 0) return { keys, source, notes }
  const published = problem('key-private-published', { source, count })
  return { keys: keys.map(publicPart), source, notes: [...notes, published] }
}

function publicPart({ d, p, q, dp, dq, qi, ...rest }: Jwk): Jwk {
  return rest
}

function sniff(bytes: Uint8Array, source: string): LoadedKeys {
  if (bytes.length === 0) fail('key-empty', { source })
  const text = asText(bytes)
  if (text !== undefined) refuseSecretConflict(source, text)
  if (text !== undefined && looksLikeJwk(text)) return { ...readJwks(text, source), source }
  if (text !== undefined && looksLikePem(text))
    return { ...readJwks(JSON.stringify(readPem(text, source)), source), source }
  const secret: Jwk = { kty: 'oct', k: Buffer.from(bytes).toString('base64url') }
  return { keys: [secret], source, notes: [], secretBytes: bytes.length }
}

/** UTF-8 text without its byte order mark; undefined for bytes that are not text. */
function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== 0x0a) return bytes
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1)
}

/** The keys in the bytes of a key file. @throws ScopectlError as loadKeys, if they are not a key */
export const keysIn = (bytes: Uint8Array, source: string): LoadedKeys =>
  sniff(withoutLineEnd(bytes), source)
