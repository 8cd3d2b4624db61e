import type { CheckAnswer } from '../core/answer.js'
import type { Decision } from '../core/decision/decide.js'
import { grantsOf } from '../core/subject/grants.js'
import { escapeAscii, escapeText } from './escape.js'
import { grantingWords, lineOf, type Whose } from './grant-words.js'
import { needsRow, outsideText, sameAsRow, schemeAlone } from './requirement-words.js'
import { asOfRow, type Row, scopesRow, sentenceRow } from './rows.js'
import { commandLine, option } from './shell.js'
import { relative } from './time.js'
import { claimOf } from './token-facts.js'

/** The route and the subject. */
export function askedRows(answer: CheckAnswer): Row[] {
  return [...routeRow(answer), ...subjectRow(answer), ...asOfRow(answer.asOf)]
}

/** Scopes needed, held and missing. */
export function scopeRows({ decision, catalog, user }: CheckAnswer): Row[] {
  if (!decision) return []
  const { requirement, route } = decision.question
  const isRefused = decision.decision === 'deny' && decision.status === 401
  return [
    ...(isRefused && !route ? [] : [needsRow(requirement)]),
    ...(decision.held ? [scopesRow('holds', decision.held.scopes)] : []),
    ...missingRows(decision, catalog, user),
  ]
}

function routeRow({ decision, explanation }: CheckAnswer): Row[] {
  const { route, method, also } = decision?.question ?? {}
  if (!route) return []
  const fallen = method === route.method ? '' : `   (also handles ${method})`
  const at = explanation ? lineOf(route.at) : ''
  const value = `${escapeText(route.name)}${fallen}${at && `   ${at}`}`
  return [{ label: 'route', value }, ...sameAsRow(also)]
}

/** Tokens for machines may have only a client. */
function whose(token: CheckAnswer['token']): string {
  const text = (claim: string): string | undefined => {
    const value = token && claimOf(token, claim)
    return typeof value === 'string' ? escapeText(value) : undefined
  }
  const client = text('client_id')
  return text('sub') ?? (client === undefined ? 'none' : `none (client_id ${client})`)
}

/** Who an accepted token belongs to, and how long it lasts. */
function subjectRow({ subject, token, now, decision, atMost }: CheckAnswer): Row[] {
  const isAccepted = decision?.held !== undefined || atMost?.surplus !== undefined
  const { exp } = token?.claims ?? {}
  if (subject.kind !== 'token' || !isAccepted) return []
  if (typeof exp !== 'number') return []
  const ends =
    exp > now ? `expires ${relative(exp, now)}` : `expired ${relative(exp, now)}, within the leeway`
  return [sentenceRow('subject', `${whose(token)}, by a token that ${ends}`)]
}

function missingRows(decision: Decision, catalog: CheckAnswer['catalog'], user: Whose): Row[] {
  if (decision.decision === 'allow' || decision.status === 401) return []
  const { missing, grantedBy = [], question } = decision
  if (!missing) {
    const outside = outsideText(question.requirement)
    const scheme = schemeAlone(question.requirement)
    const flag = scheme === undefined ? undefined : commandLine(option('--scheme', scheme))
    // Alone, the flag would replace the scheme that the catalog's scopes are from.
    const beside = catalog.scopes.size > 0 ? ', beside a --scheme for the other tokens' : ''
    const count =
      flag === undefined ? '' : ` (to count its tokens, import the document with ${flag}${beside})`
    return [sentenceRow('missing', `${outside}: tokens of this catalog cannot satisfy it${count}`)]
  }
  const lacks = scopesRow('missing', missing.scopes)
  if (catalog.roles.size === 0) return [lacks]
  const roles = grantedBy.map((each) => grantingWords(catalog, each, user)).join(', ')
  // Some of them may allow the request by another alternative, without the scopes that are named as missing.
  const holdMissing = grantedBy.every((each) => {
    const granted = grantsOf(catalog, { kind: 'role', roles: each.roles })
    return missing.scopes.every((scope) => granted?.has(scope) === true)
  })
  const label = holdMissing ? 'held by' : 'allowed by'
  return [lacks, sentenceRow(label, roles === '' ? 'no role' : roles)]
}

/** Rows shown with and without --explain. */
export function furtherRows(answer: CheckAnswer): Row[] {
  const { decision, atMost, catalog } = answer
  const rows: Row[] = []
  const unknown = decision?.held?.views.unknown ?? []
  if (unknown.length > 0) {
    const why = answer.files.catalog === undefined ? '(not checked)' : '(not in the catalog)'
    rows.push({ label: 'ignored', value: [...unknown.map(nameText), why] })
  }
  if (decision?.views) {
    const { enforce, enforceWritten } = catalog.token
    const written = enforceWritten ? `is ${enforce}` : 'is not set'
    const { literal, implied } = decision.views
    rows.push(
      sentenceRow(
        'views',
        `literal ${may(literal)}, implied ${may(implied)}; \`enforce\` ${written}`,
      ),
    )
  }
  if (atMost) {
    rows.push(scopesRow('at most', atMost.limit))
    rows.push(
      atMost.surplus
        ? scopesRow('surplus', atMost.surplus, 'none')
        : { label: 'surplus', value: 'unknown: no token was accepted' },
    )
  }
  return [...rows, ...challengeRows(answer)]
}

export function challengeRows({ decision, showChallenge }: CheckAnswer): Row[] {
  if (!showChallenge || !decision) return []
  const value = decision.decision === 'deny' ? decision.challenge : 'none: the request is allowed'
  return [sentenceRow('challenge', value)]
}

/** A short text for --at-most. */
export function limitText({ limit, surplus }: NonNullable<CheckAnswer['atMost']>): string {
  const over =
    surplus === undefined
      ? ', surplus unknown'
      : surplus.length > 0
        ? `, surplus ${surplus.map(nameText).join(' ')}`
        : ''
  return `at most ${limit.map(nameText).join(' ')}${over}`
}

/** A name with spaces would look like several, and an empty one like nothing. */
const nameText = (name: string): string =>
  /^[^\s]+$/.test(name) ? escapeAscii(name) : `\`${escapeAscii(name)}\``

const may = (allows: boolean): string => (allows ? 'allows' : 'denies')
