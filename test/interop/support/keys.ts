import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OddToken, Signer } from '../../../src/core/as-server/odd-tokens.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Jwk } from '../../../src/core/token/model.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { type KeyAlgorithm, newKey, oddKeys, othersFor } from '../../support/odd-keys.js'
import { startKeyServer } from './key-server.js'

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
