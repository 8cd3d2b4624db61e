import type { SubjectShown } from '../core/answer.js'
import type { Catalog } from '../core/catalog/model.js'
import { requireDeclared } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { splitScopes } from '../core/scope-token.js'
import { nameOf, type Subject } from '../core/subject/model.js'
import type { Users } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import type { Environment } from '../io/env-file.js'
import { readStdin, readToken, type TokenText } from '../io/token-source.js'
import type { SubjectOptions } from './shared-flags.js'

/** Of whom the question is: somebody by name, or a token's text. */
export type Asked =
  | { readonly kind: 'named'; readonly subject: Subject; readonly shown: SubjectShown }
  | { readonly kind: 'token'; readonly token: TokenText; readonly shown: SubjectShown }

const FLAGS = ['token', 'user', 'client', 'role', 'scopes', 'anonymous'] as const

/**
 * Reads the one subject that the line names; none named: stdin, if it is a pipe or a file. Any named: stdin is never
 * opened, so that the line works in a `while read` loop.
 */
export async function readSubject(
  args: readonly string[],
  options: SubjectOptions,
  { catalog, users }: { catalog: Catalog; users: Users },
  { environment, ctx }: { environment: Environment; ctx: Context },
): Promise<Asked> {
  const [argument] = args
  const flags = FLAGS.filter((name) => options[name] !== undefined).map((name) => `--${name}`)
  const given = argument === undefined ? flags : ['TOKEN', ...flags]
  const [first, second, ...rest] = given
  if (first !== undefined && second !== undefined)
    fail('conflicting-flags', { flags: [first, second, ...rest] })
  const named = nameSubject(options, catalog, users)
  if (named) {
    const shown = { kind: named.kind, name: nameOf(named), source: first ?? '' }
    return { kind: 'named', subject: named, shown }
  }
  const from = argument ?? options.token
  const token = await (from === undefined ? readPiped(ctx) : readToken(from, environment, ctx))
  return { kind: 'token', token, shown: { kind: 'token', name: null, source: token.source } }
}

async function readPiped(ctx: Context): Promise<TokenText> {
  const { kind } = ctx.stdin
  if (kind !== 'pipe' && kind !== 'file') fail('no-subject-named', { stdin: kind })
  return readStdin(ctx)
}

/** The subject that a flag names; undefined where none does. Unknown names are errors with the nearest known one. */
export function nameSubject(
  options: SubjectOptions,
  catalog: Catalog,
  users: Users,
): Subject | undefined {
  if (options.user !== undefined) return { kind: 'user', user: findUser(options.user, users) }
  if (options.client !== undefined) {
    const client = users.clients.get(options.client)
    if (client) return { kind: 'client', client }
    const near = nearest(options.client, users.clients.keys())
    fail('no-such-client', { client: options.client, file: users.file, near })
  }
  if (options.role !== undefined) {
    for (const role of options.role) {
      if (catalog.roles.has(role)) continue
      fail('no-such-role', { role, near: nearest(role, catalog.roles.keys()) })
    }
    return { kind: 'role', roles: [...new Set(options.role)] }
  }
  if (options.scopes !== undefined) {
    const scopes = [...new Set(splitScopes(options.scopes))]
    if (scopes.length === 0) fail('blank-scopes', { flag: '--scopes' })
    requireDeclared(catalog, scopes)
    return { kind: 'scopes', scopes }
  }
  return options.anonymous ? { kind: 'anonymous' } : undefined
}

function findUser(name: string, users: Users) {
  return (
    users.users.get(name) ??
    fail('no-such-user', { user: name, file: users.file, near: nearest(name, users.users.keys()) })
  )
}
