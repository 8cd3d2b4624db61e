import type { FilesUsed } from '../core/answer-base.js'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { Problem } from '../core/problem.js'
import { splitScopes } from '../core/scope-token.js'
import { NO_USERS, type Users } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import { readEnvironment } from '../io/env-file.js'
import { type Loaded, loadCatalog, type UsersWanted } from '../io/load-catalog.js'
import type { Keying } from '../io/trust.js'
import { undeclaredCatalog } from './keyed-catalog.js'
import type { GlobalOptions, GoalOptions, KeyingOptions, SubjectOptions } from './shared-flags.js'

/** What a question is asked of: a catalog with its users, and whom it trusts. */
export interface Setting {
  readonly catalog: Catalog
  readonly users: Users
  readonly files: FilesUsed
  readonly keying: Keying
  readonly notes: readonly Problem[]
  /** Seconds since 1970: --at, else now. `iat`: follows from the token. */
  readonly at: number | 'iat'
  readonly leeway: number
  /** There is no catalog: its place is taken by flags, and no name is declared anywhere. */
  readonly keyed: boolean
}

type Options = GlobalOptions & KeyingOptions & Pick<GoalOptions, 'need'>

/**
 * Opens what the flags name: the catalog, or with --key none at all.
 * @param names further scope names of the question, which without a catalog are all that is declared.
 * @param users false where the question is about nobody of the users file: then it is not read.
 */
export function openSetting(
  options: Options,
  ctx: Context,
  { names = [], users = 'named' }: { names?: readonly string[]; users?: UsersWanted } = {},
): Setting {
  if (options.key !== undefined) {
    const environment = readEnvironment(options.env, ctx)
    if (options.catalog !== undefined) fail('conflicting-flags', { flags: ['--key', '--catalog'] })
    const catalog = undeclaredCatalog(options, [
      ...(options.need ?? []).flatMap(splitScopes),
      ...names,
    ])
    const place = { ctx, environment, folder: ctx.cwd, by: '--key' }
    const keying = { settings: catalog.token, place }
    const nothing = { users: NO_USERS, files: {}, notes: [] }
    return timed({ catalog, keying, keyed: true, ...nothing }, options, ctx)
  }
  const flags = (['algorithm', 'issuer', 'audience'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (flags.length > 0) fail('keying-without-key', { flags: flags.map((name) => `--${name}`) })
  // A users file that is named is looked at in any case: it may not be there, or say nothing that is right.
  const wanted = users || (options.usersFile === undefined ? false : 'named')
  return settingOf(loadCatalog(options, ctx, { users: wanted }), options, ctx)
}

/** Nothing of the users file is read where nobody of it is named: every start would pay for it. */
export const whenNamed = ({
  user,
  client,
}: Pick<SubjectOptions, 'user' | 'client'>): UsersWanted =>
  user !== undefined || client !== undefined ? 'named' : false

/** What is asked of a catalog that has been loaded. */
export function settingOf(loaded: Loaded, options: GlobalOptions, ctx: Context): Setting {
  const { catalog, users, files, folder, notes } = loaded
  const environment = readEnvironment(options.env, ctx)
  const place = { ctx, environment, folder, by: 'token.key' }
  const keying = { settings: catalog.token, place }
  const found = { catalog, users: users ?? NO_USERS, files, keying, notes, keyed: false }
  return timed(found, options, ctx)
}

/**
 * The clock is read when it is asked for, and no sooner: a token that comes down a pipe was issued while we waited,
 * and must not seem to come from the future.
 */
function timed(
  setting: Omit<Setting, 'at' | 'leeway'>,
  options: GlobalOptions,
  ctx: Context,
): Setting {
  return {
    ...setting,
    leeway: options.leeway,
    get at() {
      return options.at ?? ctx.now()
    },
  }
}
