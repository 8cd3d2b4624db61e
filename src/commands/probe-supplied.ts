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
import type { Problem } from '../core/problem.js'
import { grantsOf } from '../core/subject/grants.js'
import { normaliseToken } from '../core/token/compact.js'
import { decode } from '../core/token/decode.js'
import { outputOf } from '../io/probe/token-command.js'
import { readTokenList, type TokenEntry } from '../io/probe/token-list.js'
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

/** The flag that supplies tokens, for messages. */
export const suppliedBy = ({ tokenFor, tokens }: SuppliedFlags): string =>
  tokenFor ? '--token-for' : tokens === undefined ? '--token-cmd' : '--tokens'

/** The tokens of the flags; undefined if there is none, and tokens are issued. */
export async function suppliedTokens(
  flags: SuppliedFlags,
  session: Session,
): Promise<SuppliedRead | undefined> {
  const { tokenFor = [], tokens, tokenCmd } = flags
  if (tokenFor.length === 0 && tokens === undefined && tokenCmd === undefined) return undefined
  const { catalog, users, ctx } = session
  const words = tokenCmd === undefined ? undefined : (wordsOf(tokenCmd) ?? fail('probe-cmd', {}))
  const listed = tokens === undefined ? undefined : readTokenList(tokens, ctx)
  const entries = [...tokenFor.map(entryOf), ...(listed?.entries ?? [])]
  refuseRepeated(entries)
  const supplied: Supplied[] = []
  const findings: TokenFinding[] = []
  const add = (claimed: StandsFor, text: string, source: string): void => {
    const read = decoded(session, claimed, text, source)
    supplied.push(read.supplied)
    findings.push(...read.findings)
  }
  const reading = { environment: session.environment, ctx }
  for (const { who, source } of entries) {
    const claimed = standsFor(who, catalog, users)
    const { text, source: shown } = await readToken(source, reading)
    add(claimed, text, shown === 'argument' ? '--tokens' : shown)
  }
  if (words) {
    for (const role of catalog.roles.keys()) {
      const who = `role:${role}`
      if (entries.some((each) => each.who === who)) continue
      const sub = flags.subject?.find((pair) => pair.startsWith(`${role}=`))?.slice(role.length + 1)
      const claimed = standsFor(who, catalog, users, sub)
      add(claimed, await issuedBy(words, claimed, session), COMMAND)
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

function decoded(session: Session, claimed: StandsFor, text: string, source: string) {
  const read = decode(normaliseToken(text))
  const { who } = claimed
  if (read.kind !== 'decoded') return fail('probe-token-malformed', { who, source })
  return readSupplied(session.catalog, claimed, source, read.token, session.ctx.now())
}

/** What it says may be a token, so it is not repeated. */
const entryOf = (text: string): TokenEntry => splitTokenFor(text) ?? fail('probe-token-for', {})

function refuseRepeated(entries: readonly TokenEntry[]): void {
  const whos = entries.map(({ who }) => who)
  const twice = whos.find((who, i) => whos.indexOf(who) !== i)
  if (twice !== undefined) fail('probe-token-twice', { who: twice })
  if (entries.filter(({ source }) => source === '-').length > 1) fail('probe-token-stdin', {})
}

/** Asks the command for a token. What it stands for is in its environment, so nothing needs quotes. */
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
