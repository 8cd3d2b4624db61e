import { dirname, resolve } from 'node:path'
import { sorted } from '../core/catalog/sorted.js'
import { fail } from '../core/errors.js'
import { splitTokenFor, standsFor } from '../core/probe/stands-for.js'
import {
  readSupplied,
  type StandsFor,
  type Supplied,
  type TokenFinding,
} from '../core/probe/supplied.js'
import { wordsOf } from '../core/probe/words-of.js'
import { type Problem, problem } from '../core/problem.js'
import { grantsOf } from '../core/subject/grants.js'
import { normaliseToken } from '../core/token/compact.js'
import { decode } from '../core/token/decode.js'
import { display } from '../io/catalog-file.js'
import { outputOf } from '../io/probe/token-command.js'
import { decodeText, readBytes } from '../io/read-file.js'
import { readToken, tokenText } from '../io/token-source.js'
import type { Session } from './session.js'

export interface SuppliedFlags {
  readonly tokenFor?: readonly string[] | undefined
  readonly tokens?: string | undefined
  readonly tokenCmd?: string | undefined
  /** `--subject ROLE=USER`: the users that `--token-cmd` is asked for. */
  readonly subject?: readonly string[] | undefined
}

export interface SuppliedRead {
  readonly supplied: readonly Supplied[]
  readonly findings: readonly TokenFinding[]
  readonly notes: readonly Problem[]
  /** A new token for the same subject, if a command issued it. */
  readonly renew: (token: Supplied) => Promise<Supplied | undefined>
}

/** A token, or where it is. */
interface Entry {
  readonly who: string
  readonly source: string
  /** The folder that `file:` is relative to. */
  readonly folder: string
}

/** The flag that supplies tokens, for messages. */
export const suppliedBy = ({ tokenFor, tokens }: SuppliedFlags): string =>
  tokenFor ? '--token-for' : tokens === undefined ? '--token-cmd' : '--tokens'

const TOKENS_LIMIT = 1_000_000

/** The tokens of the flags; undefined if there is none, and tokens are issued. */
export async function suppliedTokens(
  flags: SuppliedFlags,
  session: Session,
): Promise<SuppliedRead | undefined> {
  const { tokenFor = [], tokens, tokenCmd } = flags
  if (tokenFor.length === 0 && tokens === undefined && tokenCmd === undefined) return undefined
  const { catalog, users, ctx } = session
  const words = tokenCmd === undefined ? undefined : (wordsOf(tokenCmd) ?? fail('probe-cmd', {}))
  const listed = tokens === undefined ? undefined : readList(tokens, session)
  const entries = [...tokenFor.map((text) => entryOf(text, ctx.cwd)), ...(listed?.entries ?? [])]
  refuseRepeated(entries)
  const supplied: Supplied[] = []
  const findings: TokenFinding[] = []
  const add = (stands: StandsFor, text: string, source: string): void => {
    const read = decoded(session, stands, text, source)
    supplied.push(read.supplied)
    findings.push(...read.findings)
  }
  for (const { who, source, folder } of entries) {
    const stands = standsFor(who, catalog, users)
    const { text, source: shown } = await textOf(source, folder, session)
    add(stands, text, shown)
  }
  if (words) {
    for (const role of catalog.roles.keys()) {
      const who = `role:${role}`
      if (entries.some((each) => each.who === who)) continue
      const sub = flags.subject?.find((pair) => pair.startsWith(`${role}=`))?.slice(role.length + 1)
      const stands = standsFor(who, catalog, users, sub)
      add(stands, await issuedBy(words, stands, session), COMMAND)
    }
  }
  return {
    ...{ supplied, findings, notes: listed?.notes ?? [] },
    renew: async (token) =>
      words && token.source === COMMAND
        ? decoded(session, token, await issuedBy(words, token, session), COMMAND).supplied
        : undefined,
  }
}

export const COMMAND = '--token-cmd'

function decoded(session: Session, stands: StandsFor, text: string, source: string) {
  const read = decode(normaliseToken(text))
  const { who } = stands
  if (read.kind !== 'decoded') return fail('probe-token-malformed', { who, source })
  return readSupplied(session.catalog, stands, source, read.token, session.ctx.now())
}

function entryOf(text: string, folder: string): Entry {
  const entry = splitTokenFor(text)
  // What it says may be a token, so it is not repeated.
  return entry ? { ...entry, folder } : fail('probe-token-for', {})
}

function refuseRepeated(entries: readonly Entry[]): void {
  const whos = entries.map(({ who }) => who)
  const twice = whos.find((who, i) => whos.indexOf(who) !== i)
  if (twice !== undefined) fail('probe-token-twice', { who: twice })
  if (entries.filter(({ source }) => source === '-').length > 1) fail('probe-token-stdin', {})
}

/** Lines like `role:editor=env:T`, or with the token itself; `#` begins a comment. */
function readList(
  argument: string,
  { ctx }: Session,
): { readonly entries: readonly Entry[]; readonly notes: readonly Problem[] } {
  const path = resolve(ctx.cwd, argument)
  const file = display(path, ctx.cwd)
  const { bytes, stats } = readBytes(path, TOKENS_LIMIT, file, '--tokens')
  const lines = decodeText(bytes, file).split(/\r?\n/)
  let hasToken = false
  const entries = lines.flatMap((text, i): Entry[] => {
    const line = text.trim()
    if (line === '' || line.startsWith('#')) return []
    const folder = dirname(path)
    const entry = splitTokenFor(line)
    if (entry?.source === '-') return fail('probe-tokens-line', { file, line: i + 1 })
    if (entry) return [{ ...entry, folder }]
    const [, who, source] = /^((?:role|user|client|scopes):.+?)=(eyJ[\w.-]+)$/.exec(line) ?? []
    if (who === undefined || source === undefined)
      return fail('probe-tokens-line', { file, line: i + 1 })
    hasToken = true
    return [{ who, source, folder }]
  })
  if (entries.length === 0) fail('probe-tokens-empty', { file })
  const isOpen = ctx.uid !== undefined && (stats.mode & 0o077) !== 0 && hasToken
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0')
  return { entries, notes: isOpen ? [problem('probe-tokens-open', { file, mode })] : [] }
}

function textOf(source: string, folder: string, { environment, ctx }: Session) {
  const argument = source.startsWith('file:') ? `file:${resolve(folder, source.slice(5))}` : source
  return readToken(argument, { environment, ctx })
}

/** Asks the command for a token. What it stands for is in its environment, so nothing has to be quoted. */
async function issuedBy(
  words: readonly [string, ...string[]],
  { who, subject, sub }: StandsFor,
  { ctx, catalog }: Session,
): Promise<string> {
  const role = who.slice('role:'.length)
  const scopes = sorted(catalog, grantsOf(catalog, subject) ?? new Set()).join(' ')
  const asked = { SCOPECTL_ROLE: role, SCOPECTL_SCOPES: scopes, SCOPECTL_SUBJECT: sub ?? '' }
  const output = await outputOf(words, ctx.cwd, { ...ctx.env, ...asked })
  if (!output.ok) return fail('probe-token-cmd', { role, program: words[0], why: output.why })
  return tokenText(output.text, COMMAND, {}).text
}
