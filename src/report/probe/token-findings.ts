import type { ProbeAnswer } from '../../core/probe/answer.js'
import type { Severity } from '../../core/probe/kinds.js'
import type { SuppliedGaps } from '../../core/probe/model.js'
import type { TokenFault, TokenFinding } from '../../core/probe/supplied.js'
import type { JsonOf } from '../documents/dsl.js'
import type { tokenFinding as document, missingTokens, suppliedTokens } from '../documents/probe.js'
import { escapeText } from '../escape.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'
import { say } from '../words/index.js'
import { list, plural, quote } from '../words/words.js'

// Findings about supplied tokens are not about a route, and were not seen in an answer.

/** A scope too many is the issuer's mistake; anything else only makes the probe less useful. */
export const severityOf = ({ is, ...fault }: TokenFault): Severity =>
  'surplus' in fault && fault.surplus.length > 0
    ? 'high'
    : is === 'token-subject'
      ? 'high'
      : 'medium'

/** Improper privilege management, a wrong subject, and an expired or otherwise unacceptable token. */
export const cweOf = ({ is }: TokenFault): number =>
  is === 'token-scopes' ? 269 : is === 'token-expired' ? 613 : is === 'token-subject' ? 287 : 345

export function tokenFindingLine({ who, source, fault }: TokenFinding): string {
  return `the token for ${quote(who)} (${escapeText(source)}) ${faultText(fault)}`
}

function faultText(fault: TokenFault): string {
  if ('expected' in fault) {
    const found = fault.found === undefined ? 'no subject' : `the subject ${quote(fault.found)}`
    return `has ${found}, not ${quote(fault.expected)}`
  }
  if ('missing' in fault) {
    const parts = [
      ...(fault.missing.length > 0 ? [`lacks ${list(fault.missing, 'and')}`] : []),
      ...(fault.surplus.length > 0 ? [`has ${list(fault.surplus, 'and')} in addition`] : []),
    ]
    return `${parts.join(' and ')}: its issuer and the catalog disagree`
  }
  return `is not sent, since the catalog refuses it: ${say(fault.detail).says}`
}

export function tokenFindingsText({ tokenFindings }: ProbeAnswer, style: Style): string {
  return tokenFindings
    .map((finding) => {
      const { fault } = finding
      const severity = severityOf(fault)
      const paint = severity === 'high' ? style.bad : style.warn
      const head = `${paint(severity)}  ${style.bold(fault.is)}  CWE-${cweOf(fault)}\n`
      return `\n${head}${paragraph(tokenFindingLine(finding), 2, style)}`
    })
    .join('')
}

export const tokenFindingJson = (finding: TokenFinding): JsonOf<typeof document> => {
  const { id, who, source, fault } = finding
  return {
    ...{ id, kind: fault.is, severity: severityOf(fault), cwe: `CWE-${cweOf(fault)}` },
    ...{ for: who, source, message: tokenFindingLine(finding) },
  }
}

export const suppliedJson = ({ supplied }: ProbeAnswer): JsonOf<typeof suppliedTokens> =>
  (supplied ?? []).map(({ who, source, held, isUsable }) => ({
    ...{ for: who, source, scopes: [...held], sent: isUsable },
  }))

/** What the tokens could not show about one route; undefined for nothing. */
function gapsText(route: string, gaps: SuppliedGaps | undefined): string | undefined {
  if (!gaps) return undefined
  const { allowed, refused, unclear } = gaps
  const parts = [
    ...(allowed.length > 0 ? [`no token with exactly ${allowed.map(setText).join(', or ')}`] : []),
    ...(refused.length > 0
      ? [
          `no token with every scope but ${refused.map(({ lacks }) => setText(lacks)).join(', or ')}`,
        ]
      : []),
    ...(unclear.length > 0
      ? [`whether ${list(unclear, 'and')} may call it depends on \`enforce\`, which is not set`]
      : []),
  ]
  return parts.length === 0 ? undefined : `${route}: ${parts.join('; ')}`
}

const setText = (names: readonly string[]): string =>
  names.length === 0 ? 'no scope' : names.map(quote).join(' + ')

/** The most routes that are listed; JSON has them all. */
const MOST_ROUTES = 10

export function gapsList({ incomplete, withoutKey, supplied }: ProbeAnswer): string[] {
  if (!supplied) return []
  const lines = incomplete.flatMap((each) => gapsText(each.route.name, each.supplied) ?? [])
  const more = lines.length - MOST_ROUTES
  return [
    ...(withoutKey.length > 0
      ? [
          `not probed, since only the issuer can sign it: ${withoutKey.join(', ')}, and undeclared scopes`,
        ]
      : []),
    ...(lines.length > 0 ? ['not probed, since no supplied token has these scopes:'] : []),
    ...lines.slice(0, MOST_ROUTES),
    ...(more > 0 ? [`and ${plural(more, 'more route')}: --json has them all`] : []),
  ]
}

export const gapsJson = (gaps: SuppliedGaps | undefined): JsonOf<typeof missingTokens> =>
  gaps
    ? {
        missing_tokens: {
          ...{ allowed: gaps.allowed, refused: gaps.refused.map(({ lacks }) => ({ lacks })) },
          unclear: gaps.unclear,
        },
      }
    : {}
