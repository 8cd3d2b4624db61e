import type { DecodeAnswer } from '../core/answer.js'
import { asWritten, type DecodedToken } from '../core/token/model.js'
import type { JsonOf } from './documents/dsl.js'
import type { decode } from './documents/tokens.js'
import { escapeAscii, escapeText } from './escape.js'
import { listing } from './listing.js'
import { together } from './requirement-words.js'
import { paragraph, type Row, rowsText, sentenceRow } from './rows.js'
import { problemJson } from './said-json.js'
import type { Style } from './style.js'
import { table } from './table.js'
import {
  audienceRow,
  claimOf,
  headerText,
  scopeJson,
  scopeSource,
  scopesShown,
  shownClaim,
  textRow,
  timeCells,
  timeJson,
  valueText,
} from './token-facts.js'
import { cutTo, widthOf } from './width.js'
import { say } from './words/index.js'

const TIMES = [
  ['issued', 'iat'],
  ['begins', 'nbf'],
  ['expires', 'exp'],
] as const
/** Indent, label and gap. */
const BEFORE_VALUES = 2 + 'audience'.length + 2
/** The most other claims listed on a terminal; --json has them all. */
const MOST_CLAIMS = 20

/** What a token says about itself. The warning that none of it is verified always comes first. */
export function text(answer: DecodeAnswer, style: Style): string {
  const { token, malformed, now } = answer
  const warning = `${style.warn(style.bold('NOT VERIFIED'))}  anyone can write a token; scopectl verify checks it\n`
  if (!token) return warning + (malformed ? malformedText(malformed, style) : '')
  const room = style.columns - BEFORE_VALUES
  const parties: Row[] = [
    sentenceRow('header', headerText(token, style)),
    textRow('subject', shownClaim(token, 'sub'), room, style),
    textRow('issuer', shownClaim(token, 'iss'), room, style),
    audienceRow('audience', shownClaim(token, 'aud'), room, style),
  ]
  return [
    warning,
    rowsText(parties, style),
    timesText(token, now, style),
    scopesText(answer, style),
    othersText(answer, style),
    outlookText(answer, style),
  ].join('')
}

function malformedText(malformed: NonNullable<DecodeAnswer['malformed']>, style: Style): string {
  const { says, hint } = say(malformed)
  const why = paragraph(`malformed: ${says}`, 2, style)
  return hint === undefined ? why : why + paragraph(hint, 4, style)
}

function timesText(token: DecodedToken, now: number, style: Style): string {
  const rows = TIMES.filter(([, claim]) => claim === 'exp' || claimOf(token, claim) !== undefined)
  const cells = rows.map(([label, claim]) => [
    { text: label.padEnd('audience'.length), paint: style.dim },
    ...timeCells(claimOf(token, claim), now, style),
  ])
  return table(cells, { columns: style.columns })
}

function scopesText({ scopes, catalog }: DecodeAnswer, style: Style): string {
  if (!scopes) return ''
  const source = sentenceRow('scopes'.padEnd('audience'.length), scopeSource(scopes, style))
  const rows = scopesShown(scopes.names, catalog).map(({ name, description, declared }) => {
    const words =
      declared === false ? `${style.marks.warning} not in the catalog` : (description ?? '')
    return { head: [`  ${escapeAscii(name)}`], rest: [words] }
  })
  return [rowsText([source], style), ...listing(rows, style)].join('')
}

/** Anyone can write a token: a longer name would widen every row to its own length. */
const LONGEST_NAME = 200

/** The claims that no other row shows, one per line. */
function othersText({ token, scopes }: DecodeAnswer, style: Style): string {
  const isRead = scopes?.form !== undefined && scopes.ambiguous === undefined
  const shown = new Set(['sub', 'iss', 'aud', 'iat', 'nbf', 'exp', isRead ? scopes.claim : ''])
  const others = Object.entries(token ? asWritten(token).claims : {}).filter(
    ([name]) => !shown.has(name),
  )
  if (others.length === 0) return ''
  const shownOthers = style.folds ? others.slice(0, MOST_CLAIMS) : others
  const rows = shownOthers.map(([name, value]) => ({
    head: [`  ${claimName(name, style)}`],
    rest: [valueText(value, style.columns, style)],
  }))
  const isLong = ({ head: [name = ''] }: { head: string[] }) => widthOf(name) > LONGEST_NAME
  const left = others.length - rows.length
  return [
    `  ${style.dim('other claims')}\n`,
    ...listing(
      rows.filter((row) => !isLong(row)),
      style,
    ),
    ...rows.filter(isLong).flatMap((row) => [...listing([row], style)]),
    left > 0 ? `    and ${left} more: --json has them all\n` : '',
  ].join('')
}

const claimName = (name: string, { folds, marks }: Style): string =>
  folds ? cutTo(escapeText(name), LONGEST_NAME, marks.cut) : escapeText(name)

function outlookText({ outlook }: DecodeAnswer, style: Style): string {
  if (!outlook) return ''
  const { goal, status, missing } = outlook
  const what = status === 200 ? 'allow' : `deny ${status}`
  const lacks = missing.length === 0 ? '' : `, missing ${together(missing)}`
  return paragraph(`if it were verified: ${what} for ${escapeText(goal)}${lacks}`, 2, style)
}

export function json({
  token,
  malformed,
  scopes,
  catalog,
  now,
  outlook,
}: DecodeAnswer): JsonOf<typeof decode> {
  const times = TIMES.map(([, claim]) => [claim, token ? timeJson(token, claim, now) : null])
  return {
    verified: false,
    malformed: malformed ? problemJson(malformed) : null,
    header: token ? asWritten(token).header : null,
    claims: token ? asWritten(token).claims : null,
    scopes: scopesShown(scopes?.names ?? [], catalog).map(scopeJson),
    scope_claim: scopes?.claim ?? null,
    times: Object.fromEntries(times),
    ...(outlook ? { outlook } : {}),
  }
}
