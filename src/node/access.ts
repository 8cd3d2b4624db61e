import type { Catalog } from '../core/catalog/model.js'
import type { Decision } from '../core/decision/decide.js'
import type { Flaw } from '../core/issue/flaws.js'
import type { Problem } from '../core/problem.js'
import type { JsonObject, Rejected, Verified } from '../core/token/model.js'
import type { Users } from '../core/users/model.js'

/**
 * Somebody who can be given a token: a user or client of the users file, or whoever has exactly these roles (and the default
 * ones). One of the three.
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
 * Whom a question is about: somebody by name, a token that carries exactly these scopes, nobody (no token), or a token that
 * `verify` has looked at.
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
 * What is asked: a request or the name of a route (`DELETE /users/42`, `DELETE /users/{id}`), or scopes by name, without a
 * route: all of them, or with `any` one of them.
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
 * What `load` reads besides the catalog; every member has a flag of the command line that does the same.
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
  /** The variables that `env:NAME` refers to; left out: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** A file with more variables (`--env`). */
  readonly envFile?: string | undefined
}

/**
 * What the token shall be; left out, it has everything that its holder is granted.
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
  /** Only these of the granted scopes; more than are granted is an error. */
  readonly scope?: string | readonly string[]
  /** Drops scopes that are not granted instead. */
  readonly downscope?: boolean | undefined
  /** Such as `15m`, or seconds; left out: the catalog's. */
  readonly lifetime?: string | number | undefined
  /** In place of the catalog's first. */
  readonly audience?: string | undefined
  /** Further claims; reserved ones are refused. */
  readonly claims?: JsonObject | undefined
  /** When it is issued; left out: now. */
  readonly at?: Date | undefined
  /** A token with this one defect, for tests of what must be refused (`scopectl help tokens` lists them). */
  readonly flaw?: Flaw | undefined
  /** Lets a flawed token have a right signature by the key that the catalog names. */
  readonly withConfiguredKey?: boolean | undefined
}

/**
 * For which moment a token is verified.
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
  /** Left out: now. */
  readonly at?: Date | undefined
  /** Clock skew to forgive, such as `30s`, or seconds; left out: none. */
  readonly leeway?: string | number | undefined
}

/**
 * A catalog with its users, as `load` returns it. Files are read once, keys when they are first needed.
 *
 * A name that does not exist is an error in every method, never a denial: a misspelled role must not make a test pass that
 * expects one.
 */
export interface Access {
  readonly catalog: Catalog
  readonly users: Users
  /** What the command line would note about the files. */
  readonly notes: readonly Problem[]

  /**
   * Whether somebody may do something. Decided as `scopectl check` decides, without a key.
   *
   * NOT checked: whether they may access this one object. Scopes cannot answer that.
   *
   * @param who somebody by name, bare scopes, nobody, or a token from `verify`
   * @param goal a request, the name of a route, or scopes
   * @returns true for 200, false for 401 and 403; `decide` tells them apart
   * @throws ScopectlError `no-such-user`, `no-such-client`, `no-such-role`, `no-such-scope`; `no-route`, `bad-route`, `bad-path`,
   * `ambiguous-route`, `undecided-route`, `unmatchable-route`; `blank-scopes`; `scope-claims-differ`; `views-differ` if the answer
   * depends on how the server compares scopes and the catalog has no `enforce`; `argument-unclear`, `argument-type`, `unknown-option`
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
   * The whole answer: 200, 401 or 403, the reasons, what is missing and who would grant it.
   *
   * @param who as for `can`
   * @param goal as for `can`
   * @returns the decision
   * @throws ScopectlError as `can`; but where views differ, `views` of the decision says so
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
   * Makes a token, signed with the key that the catalog names, else with a development key, which the first use makes in
   * `.scopectl/` beside the catalog.
   *
   * @param holder whom it is for
   * @param options what it shall be; left out: everything that the holder is granted
   * @returns the token
   * @throws ScopectlError `subject-disabled`, `more-than-granted`, `no-such-…`, `blank-scopes`, `reserved-claim`, `bad-span`,
   * `flaw-…`, `key-…`, `env-…`, `ring-…`; `argument-unclear`, `argument-type`, `unknown-option`
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
   * @param token the token, `Bearer` before it or not
   * @param options the moment for which it is verified; left out: now
   * @returns `kind: 'verified'`, or `kind: 'rejected'` with every reason; both can be asked about with `can`
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
