import type { TokenSettings } from '../core/catalog/model.js'
import { fail, ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { InSettings } from '../core/problems/fault.js'
import { accepts, agreed, algorithmOf, needsOf } from '../core/token/algorithms.js'
import { isPair } from '../core/token/key-pair.js'
import { checkKey, isWeak, type KeyUse } from '../core/token/key-rules.js'
import { isLoopbackIssuer } from '../core/token/loopback.js'
import type { Algorithm, Jwk, Key, Trust } from '../core/token/model.js'
import { recognizeKey } from '../core/token/recognize-key.js'
import { createRing, readRing } from './dev-ring.js'
import { type KeyPlace, loadKeys } from './key-source.js'
import { keysFor, signingKeys } from './keys-for.js'
import { hasPrimeModulus } from './prime-modulus.js'

/** What the catalog, or flags in its place, say about trust. */
export interface Keying {
  readonly settings: Pick<TokenSettings, 'issuers' | 'audiences' | 'algorithm' | 'key'> &
    Partial<Pick<TokenSettings, 'subject' | 'type' | 'profile'>>
  readonly place: KeyPlace
}

export interface LoadedTrust {
  readonly trust: Trust
  readonly source: string
  /** The length of a raw secret. */
  readonly secretBytes?: number | undefined
  readonly notes: readonly Problem[]
  /** Keys of the same set that are not trusted: for another algorithm, or for another use. */
  readonly others?: readonly Jwk[]
}

/** What to trust when verifying: one key source, one algorithm. Does not create a key. */
export async function loadTrust(keying: Keying): Promise<LoadedTrust> {
  const loaded = await load(keying, 'verify')
  return { ...loaded, trust: trustOf(keying, loaded.algorithm, loaded.keys) }
}

export interface LoadedSigningKey extends LoadedTrust {
  readonly key: Key
}

/** The key to sign with and, since issued tokens must verify here, the matching trust. */
export async function loadSigningKey(keying: Keying): Promise<LoadedSigningKey> {
  const loaded = await load(keying, 'sign')
  const { source, keys, algorithm } = loaded
  const able = keys.filter(({ jwk }) => jwk.kty === 'oct' || jwk.d !== undefined)
  if (able.length === 0) fail('key-cannot-sign', { source })
  if (able.length > 1 && !loaded.development)
    fail('several-signing-keys', { source, count: able.length })
  const key = able.at(-1) ?? fail('key-cannot-sign', { source })
  return { ...loaded, key, trust: trustOf(keying, algorithm, keys) }
}

const trustOf = (
  { settings, place }: Keying,
  algorithm: Algorithm,
  keys: readonly Key[],
): Trust => ({
  algorithm,
  keys,
  issuers: settings.issuers,
  audiences: settings.audiences,
  subject: settings.subject,
  type: settings.type,
  profile: settings.profile,
  byFlags: place.by === '--key',
})

interface Loaded {
  readonly algorithm: Algorithm
  readonly keys: readonly Key[]
  readonly source: string
  readonly secretBytes?: number | undefined
  readonly notes: readonly Problem[]
  readonly development: boolean
  readonly others?: readonly Jwk[]
}

async function load(keying: Keying, use: KeyUse): Promise<Loaded> {
  const { settings, place } = keying
  const { profile } = settings
  if (settings.key === undefined) return development(keying, use)
  const { keys: all, source, notes, secretBytes } = await loadKeys(settings.key, place)
  if (secretBytes !== undefined) checkIsSecret(all, settings.algorithm, source)
  const found = { source, raw: secretBytes !== undefined, flag: place.by === '--key', profile }
  const algorithm = settings.algorithm ?? saidBy(all, found)
  const fitting = keysFor(all, algorithm, source, notes)
  const flaws = fitting.flatMap((jwk) =>
    checkKey(jwk, algorithm, jwk.d === undefined ? 'verify' : use),
  )
  const weak = flaws.filter(isWeak)
  const unfit = flaws.filter((each) => !isWeak(each))
  const refused = use === 'sign' && !isDevelopment(settings.issuers) ? flaws : unfit
  if (refused.length > 0) throw new ScopectlError(refused)
  const keys = fitting.map((jwk) => ({
    kid: jwk.kid,
    algorithm: agreed(jwk, algorithm) ?? algorithm,
    jwk,
  }))
  const unsound = (await Promise.all(keys.map(checkSound))).flat()
  if (unsound.length > 0) throw new ScopectlError(unsound)
  const others = all.filter((jwk) => !fitting.includes(jwk))
  const said = { source, secretBytes, notes: [...notes, ...weak], others }
  return { algorithm, keys, ...said, development: false }
}

/**
 * Anything unrecognized counts as a raw secret, so if a secret cannot be used, the message must say what it really is.
 */
function checkIsSecret(
  [secret]: readonly Jwk[],
  algorithm: Algorithm | undefined,
  source: string,
): void {
  const needs = algorithm && needsOf(algorithm).kty
  if (needs === 'oct') return
  const bytes = Buffer.from(secret?.k ?? '', 'base64url')
  const key = recognizeKey(bytes)
  if (key) fail('key-form-unknown', { source, ...key })
  if (algorithm && needs) fail('key-is-secret', { source, algorithm, needs, bytes: bytes.length })
}

/** Checks that require computing with the key. */
async function checkSound(key: Key): Promise<Problem[]> {
  const { kty, d } = key.jwk
  if (await hasPrimeModulus(key.jwk)) return [problem('rsa-modulus', { what: 'prime' })]
  const isTorn = d !== undefined && kty !== 'RSA' && !(await isPair(key))
  return isTorn ? [problem('key-torn', { kty })] : []
}

/** Weak secrets are for development: without an issuer, or with one on this machine. */
const isDevelopment = (issuers: TokenSettings['issuers']): boolean =>
  issuers !== 'any' && issuers.every(isLoopbackIssuer)

/** The algorithm that the keys themselves state; RSA keys and raw secrets state none, and none is guessed. */
function saidBy(
  all: readonly Jwk[],
  found: { readonly source: string; readonly raw: boolean; readonly flag: boolean } & InSettings,
): Algorithm {
  const { source, flag, profile } = found
  const keys = signingKeys(all, source)
  const silent = keys.find((jwk) => algorithmOf(jwk) === undefined)
  if (silent) return fail('algorithm-unsaid', { ...found, kty: silent.kty })
  const algorithms = [...new Set(keys.flatMap((jwk) => algorithmOf(jwk) ?? []))]
  const common = algorithms.find((one) => algorithms.every((other) => accepts(one, other)))
  return common ?? fail('algorithms-differ', { source, algorithms, flag, profile })
}

/** The ring next to the catalog: created by the first `token`, never by a question. */
async function development({ settings, place }: Keying, use: KeyUse): Promise<Loaded> {
  const { profile } = settings
  const { folder, ctx } = place
  const found = await readRing(folder, ctx)
  if (!found && use === 'verify')
    return fail('no-development-key', { folder: '.scopectl/', profile })
  const { ring, note } = found ? { ring: found, note: undefined } : await createRing(folder, ctx)
  const algorithm: Algorithm = 'ES256'
  if (settings.algorithm !== undefined && settings.algorithm !== algorithm) {
    fail('development-key-algorithm', { algorithm: settings.algorithm, made: algorithm, profile })
  }
  const keys = ring.keys.map(({ kid, jwk }) => ({ kid, algorithm, jwk }))
  return { algorithm, keys, source: ring.folder, notes: note ? [note] : [], development: true }
}
