import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OddToken, Signer } from '../../../src/core/as-server/odd-tokens.js'
import { needsOf } from '../../../src/core/token/algorithms.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Algorithm, Jwk } from '../../../src/core/token/model.js'
import { newKeyPair } from '../../../src/io/make-key.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { startKeyServer } from './key-server.js'

export type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA'
/** A public key, or the address of a key set with that key alone, or with others as well. */
export type KeyForm = 'PEM' | 'JWKS' | 'JWKS of several'

/** Keys that scopectl signs with and a server verifies with. */
export interface KeySetup {
  readonly token: object
  readonly issuer: string
  readonly signer: Signer
  /** The environment of the server. */
  readonly told: Readonly<Record<string, string>>
  /** Writes the file that `token` refers to. */
  write(dir: string): void
  /** Tokens with these claims by keys of the set, each named in the right or in a wrong way. */
  oddKeys(claims: object): OddToken[]
}

function newKey(algorithm: KeyAlgorithm, members: object): Jwk {
  const { kty, crv } = needsOf(algorithm)
  if (kty === 'oct') throw new Error(`${algorithm} has no key pair`)
  return { ...newKeyPair(kty, crv), ...members }
}
const published = (jwk: Jwk) => publicJwk(jwk) as Jwk

export async function keySetup(algorithm: KeyAlgorithm, form: KeyForm): Promise<KeySetup> {
  const first = newKey(
    algorithm,
    form === 'PEM' ? {} : { kid: 'first', alg: algorithm, use: 'sig' },
  )
  const others = form === 'JWKS of several' ? othersFor(algorithm) : {}
  const keys = [first, ...Object.values(others)]
  const origin = form === 'PEM' ? undefined : await startKeyServer(keys.map(published), [algorithm])
  const pem = createPrivateKey({ key: { ...first } as JsonWebKey, format: 'jwk' })
  const key = form === 'PEM' ? 'key.pem' : 'key.json'
  const text =
    form === 'PEM'
      ? pem.export({ format: 'pem', type: 'pkcs8' }).toString()
      : JSON.stringify({ keys: [first, ...Object.values(others).map(published)] })
  return {
    token: { algorithm, key: `file:${key}` },
    issuer: origin ?? 'http://localhost:8000',
    signer: rawSigner({ kid: first.kid, algorithm, jwk: first }),
    told: {
      ALGORITHM: algorithm,
      SECRET: createPublicKey(pem).export({ format: 'pem', type: 'spki' }).toString(),
      ...(origin ? { JWKS_URL: `${origin}/jwks` } : {}),
    },
    write(dir) {
      writeFileSync(join(dir, key), text)
      chmodSync(join(dir, key), 0o600)
    },
    oddKeys: (claims) => oddKeys(algorithm, { first, ...others }, claims),
  }
}

function othersFor(algorithm: KeyAlgorithm): Record<string, Jwk> {
  const other = algorithm === 'ES256' ? 'RS256' : 'ES256'
  return {
    second: newKey(algorithm, { kid: 'second', alg: algorithm, use: 'sig' }),
    other: newKey(other, { kid: 'other', alg: other, use: 'sig' }),
    // Without `alg`, and as Keycloak publishes it.
    enc: newKey(algorithm, { kid: 'enc', use: 'enc' }),
    oaep: newKey('RS256', { kid: 'oaep', use: 'enc', alg: 'RSA-OAEP' }),
  }
}

function oddKeys(
  algorithm: KeyAlgorithm,
  { first, second, other, enc, oaep }: Record<string, Jwk>,
  claims: object,
): OddToken[] {
  const by = (jwk: Jwk | undefined, kid: string | undefined, alg: Algorithm = algorithm) => {
    if (!jwk) return undefined
    const { sign } = rawSigner({ jwk, algorithm: alg, kid })
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const input = `${encode({ alg, typ: 'JWT', kid })}.${encode(claims)}`
    return `${input}.${Buffer.from(sign(input)).toString('base64url')}`
  }
  const otherAlg = (other?.alg ?? algorithm) as Algorithm
  const table = {
    'by the first key': by(first, 'first'),
    'by the first key, without kid': by(first, undefined),
    'by the second key': by(second, 'second'),
    'by the second key, without kid': by(second, undefined),
    'by the second key, with the kid of the first': by(second, 'first'),
    'by the second key, with an unknown kid': by(second, 'nobody'),
    'by the key for another algorithm': by(other, 'other', otherAlg),
    'by the key for another algorithm, without kid': by(other, undefined, otherAlg),
    'by the key for another algorithm, with the kid of the first': by(other, 'first', otherAlg),
    'by the first key, with the kid of the one for another algorithm': by(first, 'other'),
    'by the key for encryption': by(enc, 'enc'),
    'by the key for encryption, without kid': by(enc, undefined),
    'by the key for RSA-OAEP': by(oaep, 'oaep', 'RS256'),
    'by the first key, with the kid of the one for encryption': by(first, 'enc'),
  }
  return Object.entries(table).flatMap(([what, token]) =>
    token === undefined ? [] : [{ what, token }],
  )
}
