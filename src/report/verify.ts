import type { VerifyAnswer } from '../core/answer.js'
import { asWritten } from '../core/token/model.js'
import type { JsonOf } from './documents/dsl.js'
import type { verify } from './documents/tokens.js'
import { escapeAscii } from './escape.js'
import { iso } from './iso.js'
import { subjectJson } from './json-parts.js'
import { nextAfterVerify } from './next-step.js'
import { refusalText } from './refusals.js'
import { asOfRow, nextText, type Row, rowsText, sentenceRow } from './rows.js'
import { reasonJson } from './said-json.js'
import type { Style } from './style.js'
import { instant, relative } from './time.js'
import {
  audienceRow,
  claimOf,
  scopeJson,
  scopeSource,
  scopesShown,
  shownClaim,
  textRow,
  timeCells,
} from './token-facts.js'

/** Indent, label and gap. */
const BEFORE_VALUES = 2 + 'audience'.length + 2

/** Every failed check, then what the token says. */
export function text(answer: VerifyAnswer, style: Style): string {
  const { refusals, checked } = answer
  const [leading] = refusals
  const first = leading
    ? style.bad(style.bold(`refused ${leading.reason}`))
    : style.good(style.bold('valid'))
  return [
    `${first}\n`,
    leading ? refusalText(refusals, checked, style) : '',
    rowsText(rowsOf(answer, style), style),
    nextText(nextAfterVerify(answer), style),
  ].join('')
}

function rowsOf({ token, now, checked, asOf, ...answer }: VerifyAnswer, style: Style): Row[] {
  if (!token) return asOfRow(asOf)
  const room = style.columns - BEFORE_VALUES
  const { issuers, audiences } = checked
  return [
    textRow('subject', shownClaim(token, 'sub'), room, style),
    unchecked(textRow('issuer', shownClaim(token, 'iss'), room, style), issuers),
    unchecked(audienceRow('audience', shownClaim(token, 'aud'), room, style), audiences),
    expiryRow(claimOf(token, 'exp'), now, style),
    ...asOfRow(asOf),
    ...scopeRows({ now, token, checked, ...answer }, style),
    ...roleRows(answer),
  ]
}

function unchecked(row: Row, expected: readonly string[] | 'any'): Row {
  if (expected !== 'any') return row
  const items = typeof row.value === 'string' ? [row.value] : row.value
  return { ...row, value: [...items, `(${row.label} not checked: any)`] }
}

function expiryRow(exp: ReturnType<typeof claimOf>, now: number, style: Style): Row {
  if (typeof exp !== 'number') return { label: 'expires', value: timeCells(exp, now, style) }
  return { label: 'expires', value: [relative(exp, now), `(${instant(exp)})`], between: ' ' }
}

function scopeRows({ scopes, catalog }: VerifyAnswer, style: Style): Row[] {
  if (!scopes) return []
  if (scopes.names.length === 0) return [sentenceRow('scopes', scopeSource(scopes, style))]
  const shown = scopesShown(scopes.names, catalog)
  const value = shown.map(({ name, declared }) =>
    declared === false ? `${escapeAscii(name)} (not in the catalog)` : escapeAscii(name),
  )
  return [{ label: 'scopes', value }]
}

/** The roles that the token names, where the catalog reads them from a claim. */
function roleRows({ roles, catalog }: Pick<VerifyAnswer, 'roles' | 'catalog'>): Row[] {
  if (!catalog || !roles || roles.names.length === 0) return []
  const value = roles.names.map((name) =>
    catalog.roles.has(name) ? escapeAscii(name) : `${escapeAscii(name)} (not in the catalog)`,
  )
  const from = `(from \`${escapeAscii(catalog.token.roleClaim ?? '')}\`)`
  return [{ label: 'roles', value: [...value, from] }]
}

/** Claims of accepted tokens only: `decode` shows those of rejected ones. Does not include the token. */
export function json(answer: VerifyAnswer): JsonOf<typeof verify> {
  const { token, refusals, checked, now } = answer
  const accepted = refusals.length === 0 && token ? asWritten(token) : undefined
  const exp = token && claimOf(token, 'exp')
  return {
    verified: refusals.length === 0,
    subject: subjectJson(answer.subject),
    reasons: refusals.map(({ reason, detail }) => reasonJson(reason, detail)),
    header: accepted?.header ?? null,
    claims: accepted?.claims ?? null,
    scopes: accepted
      ? scopesShown(answer.scopes?.names ?? [], answer.catalog).map(scopeJson)
      : null,
    roles: accepted ? (answer.roles?.roles ?? []) : null,
    expires_at: typeof exp === 'number' ? iso(exp) : null,
    checked: { issuers: checked.issuers, audiences: checked.audiences },
    at: iso(now),
  }
}
