import type { SubjectShown } from '../core/answer-base.js'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { findSubject } from '../core/subject/find.js'
import { nameOf } from '../core/subject/model.js'
import type { NamedSubject } from '../core/suite/model.js'
import type { Users } from '../core/users/model.js'
import { readStdin, readToken, type TokenReading, type TokenText } from '../io/token-source.js'
import type { SubjectOptions } from './shared-flags.js'

/** The subject of the query: a name, or the text of a token. */
export type Asked =
  | (NamedSubject & { readonly shown: SubjectShown })
  | { readonly kind: 'token'; readonly token: TokenText; readonly shown: SubjectShown }

const FLAGS = ['token', 'user', 'client', 'role', 'scopes', 'anonymous'] as const

/** The flags and arguments that name a subject. */
export function subjectWords([argument]: readonly string[], options: SubjectOptions): string[] {
  const flags = FLAGS.filter((name) => options[name] !== undefined).map((name) => `--${name}`)
  return argument === undefined ? flags : ['TOKEN', ...flags]
}

/**
 * Reads the one subject on the command line; without one, stdin, if it is a pipe or a file. With one, stdin is never
 * opened, so that the command works in a `while read` loop.
 */
export async function readSubject(
  args: readonly string[],
  options: SubjectOptions,
  { catalog, users }: { catalog: Catalog; users: Users },
  reading: TokenReading,
): Promise<Asked> {
  const [argument] = args
  const [first, second, ...rest] = subjectWords(args, options)
  if (first !== undefined && second !== undefined)
    fail('conflicting-flags', { flags: [first, second, ...rest] })
  const named = findSubject(options, catalog, users)
  if (named) {
    const shown = { kind: named.kind, name: nameOf(named), source: first ?? '' }
    return { kind: 'named', subject: named, scope: undefined, flaw: undefined, shown }
  }
  const from = argument ?? options.token
  const token = await (from === undefined ? readPiped(reading) : readToken(from, reading))
  return { kind: 'token', token, shown: { kind: 'token', name: null, source: token.source } }
}

function readPiped(reading: TokenReading): Promise<TokenText> {
  const { kind } = reading.ctx.stdin
  if (kind !== 'pipe' && kind !== 'file') fail('no-subject-named', { stdin: kind })
  return readStdin(reading)
}
