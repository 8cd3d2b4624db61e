import { constants, createPublicKey, createSecretKey, type JsonWebKey } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { needsOf } from '../../core/token/algorithms.js'
import { keyMaterial } from '../../core/token/key-material.js'
import type { Key } from '../../core/token/model.js'
import { isSignedBy } from '../../core/token/signature-holds.js'
import { answerBatches, type Batch, type ThreadKey, type Verdicts } from './thread-program.js'

/** A token in its strict form. */
export interface Question {
  readonly token: string
  readonly answer: (held: boolean | Promise<boolean>) => void
}

export interface Asked {
  readonly key: Key
  readonly questions: readonly Question[]
}

/** One thread, and what it has not answered yet. */
export class SignatureThread {
  #worker: Worker | undefined
  #next = 0
  readonly #keys = new Map<Key, number>()
  readonly #asked = new Map<number, Asked>()

  constructor() {
    const program = `(${answerBatches})(require('node:worker_threads').parentPort,require('node:crypto'))`
    try {
      this.#worker = new Worker(program, { eval: true, execArgv: [] })
        .on('message', (verdicts: Verdicts) => this.#answer(verdicts))
        .on('error', () => this.#isLost())
    } catch {
      // Node may run without the permission to start threads.
    }
  }

  /** How many batches it has. */
  get busy(): number {
    return this.#worker ? this.#asked.size : Number.POSITIVE_INFINITY
  }

  /** @throws whatever OpenSSL throws for a key that cannot be imported */
  ask({ key, questions }: Asked): void {
    if (!this.#worker) {
      answerHere({ key, questions })
      return
    }
    const known = this.#keys.get(key)
    const sent = known === undefined ? threadKey(key) : undefined
    const keyId = known ?? this.#keys.size
    this.#keys.set(key, keyId)
    const id = this.#next++
    this.#asked.set(id, { key, questions })
    const tokens = questions.map(({ token }) => token)
    this.#worker.postMessage({
      id,
      keyId,
      key: sent,
      tokens,
    } satisfies Batch)
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #answer({ id, held }: Verdicts): void {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    for (const [i, { answer }] of asked?.questions.entries() ?? []) answer(held[i] === 1)
  }

  /** It did not start, or ran out of memory. */
  #isLost(): void {
    this.#worker = undefined
    for (const asked of this.#asked.values()) answerHere(asked)
    this.#asked.clear()
  }
}

/** Asks WebCrypto instead. */
export function answerHere({ key, questions }: Asked): void {
  for (const { token, answer } of questions) answer(isSignedBy(token, key))
}

/** The key that WebCrypto would use, and for OpenSSL what `webAlgorithm` tells WebCrypto. */
function threadKey(key: Key): ThreadKey {
  const { public: jwk } = keyMaterial(key.jwk)
  const { kty, hash } = needsOf(key.algorithm)
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants
  const isPss = key.algorithm.startsWith('PS')
  const forms = {
    oct: {},
    OKP: {},
    EC: { dsaEncoding: 'ieee-p1363' },
    RSA: isPss
      ? { padding: RSA_PKCS1_PSS_PADDING, saltLength: hash / 8 }
      : { padding: RSA_PKCS1_PADDING },
  } as const
  return {
    key:
      kty === 'oct'
        ? createSecretKey(`${jwk.k}`, 'base64url')
        : createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }),
    isSecret: kty === 'oct',
    digest: kty === 'OKP' ? undefined : `sha${hash}`,
    form: forms[kty],
  }
}
