import type { FilesUsed } from '../core/answer-base.js'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { once } from '../core/once.js'
import type { Problem } from '../core/problem.js'
import { NO_USERS, type Users } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import { type Environment, readEnvironment } from '../io/env-file.js'
import type { JwksCache } from '../io/jwks-url.js'
import {
  type CatalogFlags,
  type Loaded,
  loadCatalog,
  type UsersWanted,
} from '../io/load-catalog.js'
import { undeclaredCatalog, undeclaredFiles } from './keyed-catalog.js'
import { SessionKeys } from './session-keys.js'
import type { GlobalOptions, KeyingOptions, SubjectOptions } from './shared-flags.js'
import type { At } from './time-flags.js'

export type SessionOptions = GlobalOptions & KeyingOptions & Pick<CatalogFlags, 'saidBy'>

/** Parts that a session receives instead of loading them itself. */
interface Parts {
  readonly environment: () => Environment
  readonly loaded: () => Loaded
  readonly keys: () => SessionKeys
  readonly users?: Users | undefined
  readonly at?: At | undefined
}

export interface Wants {
  /** `false`: the query needs no users, so the users file is not read. */
  readonly users?: UsersWanted
  /** Key sets that were fetched before. */
  readonly jwks?: JwksCache
}

/**
 * Everything that a run depends on: files, keys and clock. Each part is loaded at most once, on first use;
 * a part that cannot be loaded fails with the same problems each time, without another attempt.
 */
export class Session {
  readonly options: SessionOptions
  readonly ctx: Context
  readonly #parts: Parts
  readonly #jwks: JwksCache
  /** Keyed by what they depend on, since several suites may share one catalog. */
  readonly #keys = new Map<string, SessionKeys>()

  constructor(
    options: SessionOptions,
    ctx: Context,
    { users = 'named', jwks = new Map() }: Wants = {},
    parts: Partial<Parts> = {},
  ) {
    this.options = options
    this.ctx = ctx
    this.#jwks = jwks
    this.#parts = {
      environment: once(() => readEnvironment(options.env, ctx, options.saidBy?.env)),
      loaded: once(() => load(options, ctx, users)),
      keys: once(() => this.#keysOf(this.loaded)),
      ...parts,
    }
  }

  get environment(): Environment {
    return this.#parts.environment()
  }

  /** The catalog and the users file, with facts about their files. */
  get loaded(): Loaded {
    return this.#parts.loaded()
  }

  requireCatalog(): void {
    this.#parts.loaded()
  }

  /** The file of --env must be readable even if nothing is read from it: its name may be misspelled. */
  requireEnvironment(): void {
    this.#parts.environment()
  }

  get catalog(): Catalog {
    return this.loaded.catalog
  }

  get users(): Users {
    return this.#parts.users ?? this.loaded.users ?? NO_USERS
  }

  get files(): FilesUsed {
    return this.loaded.files
  }

  get notes(): readonly Problem[] {
    return this.loaded.notes
  }

  get keys(): SessionKeys {
    return this.#parts.keys()
  }

  /** True without a catalog: flags replace it, and no names are declared. */
  get keyed(): boolean {
    return this.options.key !== undefined
  }

  /**
   * Seconds since 1970: --at, or now. `iat`: depends on the token. The clock is read each time, since a token that
   * comes through a pipe may have been issued while we waited for it.
   */
  get at(): At {
    return this.#parts.at ?? this.options.at ?? this.ctx.now()
  }

  get leeway(): number {
    return this.options.leeway
  }

  /** A session of this run with another catalog, and the time and users of a suite. */
  about(loaded: Loaded, { at, users }: Pick<Parts, 'at' | 'users'>): Session {
    const { environment } = this.#parts
    const keys = () => this.#keysOf(loaded)
    return this.#with({ environment, loaded: () => loaded, keys, at, users })
  }

  /** The catalog for a query with these scopes: without a catalog file, only these are declared. */
  declaring(names: readonly string[]): Session {
    if (!this.keyed) return this
    const { loaded } = this
    const catalog = undeclaredCatalog(this.options, names)
    return this.#with({ ...this.#parts, loaded: () => ({ ...loaded, catalog }) })
  }

  #with(parts: Parts): Session {
    return new Session(this.options, this.ctx, { jwks: this.#jwks }, parts)
  }

  #keysOf({ catalog: { token }, folder }: Loaded): SessionKeys {
    const id = JSON.stringify([folder, token])
    const { ctx, environment } = this
    const place = { ctx, environment, folder, by: token.keyBy, cache: this.#jwks }
    const keys = this.#keys.get(id) ?? new SessionKeys(token, place)
    this.#keys.set(id, keys)
    return keys
  }
}

/** A session with a loaded catalog: its problems are reported before those of the query. */
export function openSession(options: SessionOptions, ctx: Context, wants?: Wants): Session {
  const session = new Session(options, ctx, wants)
  session.requireCatalog()
  session.requireEnvironment()
  return session
}

function load(options: SessionOptions, ctx: Context, users: UsersWanted): Loaded {
  if (options.key !== undefined) {
    if (options.catalog !== undefined) fail('conflicting-flags', { flags: ['--key', '--catalog'] })
    return undeclaredFiles(options, ctx)
  }
  const flags = (['algorithm', 'issuer', 'audience'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (flags.length > 0) {
    fail('keying-without-key', {
      flags: flags.map((name) => `--${name}`),
      profile: options.profile,
    })
  }
  // A users file given by a flag is always loaded: it may be missing or invalid.
  const wanted = users || (options.usersFile === undefined ? false : 'named')
  return loadCatalog(options, ctx, { users: wanted })
}

/** The users file is not read if no user is named, which saves start-up time. */
export const whenNamed = ({
  user,
  client,
}: Pick<SubjectOptions, 'user' | 'client'>): UsersWanted =>
  user !== undefined || client !== undefined ? 'named' : false
