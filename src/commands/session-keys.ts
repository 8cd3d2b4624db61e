import type { TokenSettings } from '../core/catalog/model.js'
import { once } from '../core/once.js'
import type { Algorithm, Key, Trust } from '../core/token/model.js'
import type { KeyPlace } from '../io/key-source.js'
import { makeKey } from '../io/make-key.js'
import {
  type Keying,
  type LoadedSigningKey,
  type LoadedTrust,
  loadSigningKey,
  loadTrust,
} from '../io/trust.js'

/** A key for this run only, and the trust that accepts its tokens. */
export interface MemoryKey {
  readonly key: Key
  readonly trust: Trust
}

/** The key that flawed tokens are checked with, and one that is not trusted. */
export interface FlawKeys extends MemoryKey {
  readonly other: Key
}

/** The keys of a session: those of its catalog, and temporary ones. Each is loaded or created at most once. */
export class SessionKeys {
  readonly #settings: TokenSettings
  readonly #keying: Keying

  constructor(settings: TokenSettings, place: KeyPlace) {
    this.#settings = settings
    this.#keying = { settings, place }
  }

  /** For verifying given tokens. */
  readonly trust: () => Promise<LoadedTrust> = once(() => loadTrust(this.#keying))

  /** For signing tokens that are printed. */
  readonly signing: () => Promise<LoadedSigningKey> = once(() => loadSigningKey(this.#keying))

  /** Like `trust`, but keys at a URL are fetched again when they are too old: for a long-running server. */
  current(): Promise<LoadedTrust> {
    return loadTrust(this.#keying)
  }

  /** For tokens that exist only to answer a query. */
  readonly memory: () => MemoryKey = once(() => {
    const k = Buffer.from(this.#keying.place.ctx.random(32)).toString('base64url')
    return this.#trusted({ kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k } })
  })

  /** Same family as the catalog's algorithm, so that each flaw means the same as with its real keys. */
  readonly flawed: () => Promise<FlawKeys> = once(async () => {
    const right = await makeKey(memoryAlgorithm(this.#settings.algorithm))
    return { ...this.#trusted(right), other: await makeKey(right.algorithm) }
  })

  #trusted(key: Key): MemoryKey {
    const { issuers, audiences, subject, type } = this.#settings
    const { algorithm } = key
    return { key, trust: { algorithm, keys: [key], issuers, audiences, subject, type } }
  }
}

const memoryAlgorithm = (pinned: Algorithm | undefined): Algorithm =>
  pinned?.startsWith('HS') ? pinned : 'ES256'
