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

/** A key that only this run knows, and the trust that accepts its tokens. */
export interface MemoryKey {
  readonly key: Key
  readonly trust: Trust
}

/** The key that flawed tokens are held against, and one that nobody trusts. */
export interface FlawKeys extends MemoryKey {
  readonly other: Key
}

/** The keys of a session: those of its catalog, and those made for this run only. Each is loaded or made at most once. */
export class SessionKeys {
  readonly #settings: TokenSettings
  readonly #keying: Keying

  constructor(settings: TokenSettings, place: KeyPlace) {
    this.#settings = settings
    this.#keying = { settings, place }
  }

  /** What given tokens are verified with. */
  readonly trust: () => Promise<LoadedTrust> = once(() => loadTrust(this.#keying))

  /** What tokens to be given away are signed with. */
  readonly signing: () => Promise<LoadedSigningKey> = once(() => loadSigningKey(this.#keying))

  /** As `trust`, but keys behind a URL are fetched again when they are too old: for a server, which runs for long. */
  current(): Promise<LoadedTrust> {
    return loadTrust(this.#keying)
  }

  /** For tokens that only answer a question. */
  readonly memory: () => MemoryKey = once(() => {
    const k = Buffer.from(this.#keying.place.ctx.random(32)).toString('base64url')
    return this.#trusted({ kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k } })
  })

  /** Of the family that the catalog pins, so that each flaw means the same as with its real keys. */
  readonly flawed: () => Promise<FlawKeys> = once(async () => {
    const right = await makeKey(memoryAlgorithm(this.#settings.algorithm))
    return { ...this.#trusted(right), other: await makeKey(right.algorithm) }
  })

  #trusted(key: Key): MemoryKey {
    const { issuers, audiences, subject } = this.#settings
    const { algorithm } = key
    return { key, trust: { algorithm, keys: [key], issuers, audiences, subject } }
  }
}

const memoryAlgorithm = (pinned: Algorithm | undefined): Algorithm =>
  pinned?.startsWith('HS') ? pinned : 'ES256'
