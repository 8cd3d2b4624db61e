import type * as nodeCrypto from 'node:crypto'
import type { MessagePort } from 'node:worker_threads'

/** Whether a key verifies each of these tokens, which are in their strict form. */
export interface Batch {
  readonly id: number
  readonly keyId: number
  /** Undefined if the thread has been sent it before: sending a key takes longer than verifying a signature. */
  readonly key: ThreadKey | undefined
  readonly tokens: readonly string[]
}

/** A key, and what OpenSSL needs to be told about its algorithm (RFC 7518 §3). */
export interface ThreadKey {
  readonly key: nodeCrypto.KeyObject
  readonly isSecret: boolean
  /** Undefined if the algorithm has its own. */
  readonly digest: string | undefined
  readonly form: Omit<nodeCrypto.VerifyKeyObjectInput, 'key'>
}

/** One byte for each token of a batch: 1 if the key verifies it. */
export interface Verdicts {
  readonly id: number
  readonly held: Uint8Array
}

/**
 * The program of a thread. It is started from its own text, so that the package and the binary need no other file; it can
 * use nothing but its parameters.
 */
export function answerBatches(port: MessagePort, crypto: typeof nodeCrypto): void {
  const { createHmac, timingSafeEqual, verify } = crypto
  const keys = new Map<number, ThreadKey>()
  port.on('message', ({ id, keyId, key: sent, tokens }: Batch) => {
    if (sent) keys.set(keyId, sent)
    const { key, isSecret, digest, form } = keys.get(keyId) as ThreadKey
    const held = Uint8Array.from(tokens, (token) => {
      const end = token.lastIndexOf('.')
      const signed = Buffer.from(token.slice(0, end), 'latin1')
      const signature = Buffer.from(token.slice(end + 1), 'base64url')
      if (isSecret) {
        const right = createHmac(`${digest}`, key).update(signed).digest()
        return Number(right.length === signature.length && timingSafeEqual(right, signature))
      }
      try {
        return Number(verify(digest, signed, { key, ...form }, signature))
      } catch {
        // Numbers that are out of range, as in `signatureHolds`.
        return 0
      }
    })
    port.postMessage({ id, held } satisfies Verdicts)
  })
}
