import type { TokenSettings } from '../core/catalog/model.js'
import type { Problem } from '../core/problem.js'
import type { Reason } from '../core/reason.js'
import { marked, paragraph } from './rows.js'
import type { Style } from './style.js'
import { duration } from './time.js'
import { say } from './words/index.js'

export interface Failed {
  readonly reason: Reason
  readonly detail: Problem
}

/** Says a problem for the command line or for a program. */
export type Speak = (problem: Problem) => Pick<ReturnType<typeof say>, 'says' | 'hint'>

export type Trusted = Pick<TokenSettings, 'issuers' | 'audiences'>

/** Every failed check and its hint, then what was valid. */
export function refusalText(
  failed: readonly Failed[],
  trusted: Trusted,
  style: Style,
  speak: Speak = say,
): string {
  const lines = failed.flatMap(({ detail }) => {
    const { says, hint } = speak(detail)
    return [
      marked(style.marks.no, style.bad, `${says}${lived(detail)}`, style),
      ...(hint === undefined ? [] : [paragraph(hint, 4, style)]),
    ]
  })
  const rest = whatHolds(failed, trusted)
  return `${lines.join('')}${rest === undefined ? '' : paragraph(rest, 2, style)}`
}

function lived({ code, args }: Problem): string {
  if (code !== 'token-expired' || args.iat === undefined || args.iat >= args.exp) return ''
  return `, after a lifetime of ${duration(args.exp - args.iat)}`
}

const TIMES: readonly Reason[] = ['bad-claim', 'expired', 'not-yet-valid', 'issued-in-future']
/** Reasons after which nothing else was checked, or nothing could be checked. */
const ALONE: readonly Reason[] = ['malformed', 'no-token']
const UNPROVEN: readonly Reason[] = ['wrong-algorithm', 'unknown-key', 'bad-signature']

function whatHolds(failed: readonly Failed[], { issuers, audiences }: Trusted): string | undefined {
  const reasons = new Set(failed.map(({ reason }) => reason))
  const has = (some: readonly Reason[]): boolean => some.some((reason) => reasons.has(reason))
  if (has(ALONE)) return undefined
  const isProven = !has(UNPROVEN) && !failed.some(({ detail }) => leavesUnsigned(detail))
  const holds = [
    ...(isProven ? ['signature'] : []),
    ...(has(TIMES) ? [] : ['times']),
    ...(has(['wrong-issuer']) || !isNamed(issuers) ? [] : ['issuer']),
    ...(has(['wrong-audience']) || !isNamed(audiences) ? [] : ['audience']),
    ...(has(['no-subject']) ? [] : ['subject']),
  ]
  if (holds.length === 0) return undefined
  const lead = isProven ? 'everything else is valid' : 'not verified, but as expected'
  return `${lead}: ${holds.join(', ')}`
}

/** Problems after which no signature was checked. */
const leavesUnsigned = ({ code, args }: Problem): boolean =>
  code === 'token-header' && args.member !== 'zip' && args.member !== 'typ'

/** If none is set, or `any` is, nothing was compared. */
const isNamed = (names: readonly string[] | 'any'): boolean => names !== 'any' && names.length > 0
