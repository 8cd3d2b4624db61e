import type { Catalog } from '../core/catalog/model.js'
import type { Decision } from '../core/decision/decide.js'
import type { Flaw } from '../core/issue/flaws.js'
import type { Problem } from '../core/problem.js'
import type { JsonObject, Rejected, Verified } from '../core/token/model.js'
import type { Users } from '../core/users/model.js'

/**
 * A subject that a token can be issued for: a user or client of the users file, or a user with exactly these roles (and the
 * default ones). Set one of the three.
 *
 * @example
 * ```ts
 * import { type Holder, load } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const holders: Holder[] = [{ user: 'bob' }, { client: 'ci-bot' }, { role: ['editor', 'support'] }]
 * holders.map((holder) => access.can(holder, 'POST /items/')) // => [true, false, true]
 * ```
 */
export type Holder =
  | { readonly user: string }
  | { readonly client: string }
  | { readonly role: string | readonly string[] }

/**
 * The subject of a question: a named user, client or role, a token that carries exactly these scopes, no token at all, or a
 * token that `verify` returned.
 *
 * @example
 * ```ts
 * import { load, type Who } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const nobody: Who = { anonymous: true }
 * const reader: Who = { scopes: 'read' }
 * const all = [nobody, reader].map((who) => access.can(who, 'GET /items/'))
 * all // => [false, true]
 * ```
 */
export type Who =
  | Holder
  | { readonly scopes: string | readonly string[] }
  | { readonly anonymous: true }
  | Verified
  | Rejected

/**
 * What to check: a request or the name of a route (`DELETE /users/42`, `DELETE /users/{id}`), or scopes without a route: all
 * of them, or with `any` one of them.
 *
 * @example
 * ```ts
 * import { type Goal, load } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const goals: Goal[] = ['GET /me', { need: 'read write' }, { need: ['write', 'orders:read'], any: true }]
 * goals.map((goal) => access.can({ client: 'ci-bot' }, goal)) // => [true, false, true]
 * ```
 */
export type Goal =
  | string
  | { readonly route: string }
  | { readonly need: string | readonly string[]; readonly any?: boolean | undefined }

/**
 * What `load` reads besides the catalog. Each option has a command-line flag that does the same.
 *
 * @example
 * ```ts
 * import { load, type LoadOptions } from 'scopectl/node'
 *
 * const options: LoadOptions = { usersFile: 'users.yaml', env: { SECRET_KEY: 'only for tests' } }
 * load('scopes.yaml', options).users.users.has('alice') // => true
 * ```
 */
export interface LoadOptions {
  /** A users file in place of the catalog's own (`--users-file`). */
  readonly usersFile?: string | undefined
  /** A profile of the catalog (`--profile`). */
  readonly profile?: string | undefined
  /** The variables that `env:NAME` refers to; default: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** A file with more variables (`--env`). */
  readonly envFile?: string | undefined
}

/**
 * Options of a new token. By default it carries everything that its subject is granted.
 *
 * @example
 * ```ts
 * import { load, type MintOptions } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const options: MintOptions = { scope: 'read', lifetime: '5m', claims: { tenant: 'a' } }
 * const presented = await access.verify(await access.mint({ user: 'bob' }, options))
 * presented.token?.claims['tenant'] // => 'a'
 * ```
 */
export interface MintOptions {
  /** Only these scopes; one that is not granted is an error. */
  readonly scope?: string | readonly string[]
  /** Drops scopes that are not granted, instead of failing. */
  readonly downscope?: boolean | undefined
  /** For example `15m`, or seconds; default: the catalog's. */
  readonly lifetime?: string | number | undefined
  /** Default: the first one in the catalog. */
  readonly audience?: string | undefined
  /** Further claims; reserved ones are refused. */
  readonly claims?: JsonObject | undefined
  /** When it is issued; default: now. */
  readonly at?: Date | undefined
  /** A token with this one defect, for tests of what must be refused (`scopectl help tokens` lists them). */
  readonly flaw?: Flaw | undefined
  /** Allows signing a flawed token correctly with the key from the catalog. */
  readonly withConfiguredKey?: boolean | undefined
}

/**
 * The time at which a token is verified.
 *
 * @example
 * ```ts
 * import { load, type VerifyOptions } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const token = await access.mint({ user: 'bob' })
 * const tomorrow: VerifyOptions = { at: new Date(Date.now() + 86_400_000), leeway: '30s' }
 * const presented = await access.verify(token, tomorrow)
 * presented.kind === 'rejected' && presented.refusals.map(({ reason }) => reason) // => ['expired']
 * ```
 */
export interface VerifyOptions {
  /** Default: now. */
  readonly at?: Date | undefined
  /** Clock skew to allow, for example `30s`, or seconds; default: none. */
  readonly leeway?: string | number | undefined
}

/**
 * A catalog with its users, as `load` returns it. Files are read once, keys when they are first needed.
 *
 * In every method, an unknown name is an error, never a denial: a misspelled role must not make a test pass that expects a
 * denial.
 */
export interface Access {
  readonly catalog: Catalog
  readonly users: Users
  /** Notes about the files, as the command line prints them. */
  readonly notes: readonly Problem[]

  /**
   * Whether a subject may call a route or holds scopes. Decides like `scopectl check`, without a key.
   *
   * NOT checked: whether they may access this one object. Scopes cannot answer that.
   *
   * @param who a named subject, bare scopes, no token, or a token from `verify`
   * @param goal a request, the name of a route, or scopes
   * @returns true for 200, false for 401 and 403; `decide` tells them apart
   * @throws ScopectlError `no-such-user`, `no-such-client`, `no-such-role`, `no-such-scope`; `no-route`, `bad-route`, `bad-path`,
   * `ambiguous-route`, `undecided-route`, `unmatchable-route`; `blank-scopes`; `scope-claims-differ`; `views-differ` if the answer
   * depends on how the server compares scopes and the catalog has no `enforce`; `argument-foreign` for a token that another `load()`
   * verified; `argument-…`, `extra-argument`, `unknown-option`
   * @example
   * ```ts
   * import { load } from 'scopectl/node'
   *
   * const access = load('scopes.yaml')
   * access.can({ role: 'editor' }, 'POST /items/') // => true
   * access.can({ user: 'bob' }, 'DELETE /users/42') // => false
   * access.can({ role: 'editro' }, 'DELETE /users/42') // throws ScopectlError: the catalog has no role `editro`\nhint: did you mean `editor`?
   * ```
   */
  can(who: Who, goal: Goal): boolean

  /**
   * The full answer: 200, 401 or 403, the reasons, what is missing and who would grant it.
   *
   * @param who as for `can`
   * @param goal as for `can`
   * @returns the decision
   * @throws ScopectlError as `can`, except that differing views are reported in `views` of the decision
   * @example
   * ```ts
   * import { load, messageOf } from 'scopectl/node'
   *
   * const access = load('scopes.yaml')
   * const decision = await access.decide({ user: 'bob' }, 'DELETE /users/42')
   * decision.decision === 'deny' && [decision.status, decision.missing?.scopes] // => [403, ['users:delete']]
   * decision.decision === 'deny' && messageOf(decision.reasons[0].detail) // => 'missing `users:delete`'
   * ```
   */
  decide(who: Who, goal: Goal): Promise<Decision>

  /**
   * Issues a token, signed with the key from the catalog, else with a development key, which is created in `.scopectl/` next
   * to the catalog on first use.
   *
   * @param holder the subject of the token
   * @param options by default the token carries everything that the subject is granted
   * @returns the token
   * @throws ScopectlError `subject-disabled`, `more-than-granted`, `no-such-…`, `blank-scopes`, `reserved-…`, `bad-span`,
   * `unknown-flaw`, `flaw-…`, `key-…`, `env-…`, `ring-…`; `argument-…`, `extra-argument`, `unknown-option`
   * @example
   * ```ts
   * import { load } from 'scopectl/node'
   *
   * const access = load('scopes.yaml')
   * const expired = await access.mint({ user: 'bob' }, { flaw: 'expired' })
   * access.can(await access.verify(expired), 'GET /items/') // => false
   * access.can(await access.verify(await access.mint({ user: 'bob' })), 'GET /items/') // => true
   * await access.mint({ role: 'reader' }, { scope: 'admin' }) // throws ScopectlError
   * ```
   */
  mint(holder: Holder, options?: MintOptions): Promise<string>

  /**
   * Verifies a token: signature, algorithm, times, issuer, audience and subject, as the catalog says.
   *
   * @param token the token, with or without `Bearer`
   * @param options the time at which it is verified; default: now
   * @returns `kind: 'verified'`, or `kind: 'rejected'` with every reason; `can` of the same object accepts both
   * @throws ScopectlError `not-a-token`, `token-blank` for text that is not a token at all; `no-development-key`, `key-…`, `keys-…`,
   * `env-…`, `url-…` where there is no usable key
   * @example
   * ```ts
   * import { load } from 'scopectl/node'
   *
   * const access = load('scopes.yaml')
   * const presented = await access.verify(await access.mint({ client: 'ci-bot' }))
   * presented.kind // => 'verified'
   * access.can(presented, 'GET /orders') // => true
   * await access.verify('null') // throws ScopectlError
   * ```
   */
  verify(token: string, options?: VerifyOptions): Promise<Verified | Rejected>
}
