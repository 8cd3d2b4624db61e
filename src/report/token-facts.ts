import type { Catalog } from '../core/catalog/model.js'
import type { Problem } from '../core/problem.js'
import { asWritten, type DecodedToken, type Json } from '../core/token/model.js'
import { jsonText, type Written } from '../core/token/written-number.js'
import type { TokenScopes } from '../core/token-scopes/read.js'
import type { JsonOf } from './documents/dsl.js'
import type { shownScope, time } from './documents/tokens.js'
import { escapeAscii, escapeText } from './escape.js'
import { iso } from './iso.js'
import type { Row } from './rows.js'
import type { Style } from './style.js'
import { instant, isFar, relative } from './time.js'
import { cutTo } from './width.js'

/** Own members only: a claim may have the name of an inherited member. */
export const claimOf = ({ claims }: DecodedToken, name: string): Json | undefined =>
  Object.hasOwn(claims, name) ? claims[name] : undefined

/** A claim as it is shown: numbers keep the digits written in the token. */
export const shownClaim = (token: DecodedToken, name: string): Written | undefined => {
  const { claims } = asWritten(token)
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** Text as it is, everything else as JSON; on a terminal, at most `room` columns. */
export function valueText(value: Written, room: number, style: Style): string {
  const text = escapeText(typeof value === 'string' ? value : jsonText(value))
  return style.folds ? cutTo(text, room, style.marks.cut) : text
}

/** A claim that should be text, with a mark if it is not. */
export function textRow(
  label: string,
  value: Written | undefined,
  room: number,
  style: Style,
): Row {
  if (value === undefined) return { label, value: 'none' }
  if (value === '') return { label, value: `${style.marks.warning} empty` }
  const shown = valueText(value, room, style)
  return {
    label,
    value: typeof value === 'string' ? shown : `${shown}  ${style.marks.warning} not text`,
  }
}

export function audienceRow(
  label: string,
  value: Written | undefined,
  room: number,
  style: Style,
): Row {
  const isList =
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
  if (!isList) return textRow(label, value, room, style)
  return { label, value: value.map((one) => valueText(one, room, style)) }
}

/** A time in both forms, as two columns, with a mark if it is not a time. */
export function timeCells(value: Json | undefined, now: number, style: Style): [string, string] {
  const { warning } = style.marks
  if (value === undefined) return [`${warning} missing`, '']
  if (typeof value !== 'number') return [`${warning} not a number`, valueText(value, 40, style)]
  return [
    relative(value, now),
    `${instant(value)}${isFar(value) ? `  ${warning} milliseconds?` : ''}`,
  ]
}

/** `time` is null for a number that is not a date. */
export function timeJson(token: DecodedToken, claim: string, now: number): JsonOf<typeof time> {
  const value = claimOf(token, claim)
  if (typeof value !== 'number') return null
  return { seconds: shownClaim(token, claim), time: iso(value), from_now: value - now }
}

/** Where the scopes were read from, in words. */
export function scopeSource(
  { claim, form, names, ambiguous, notes }: TokenScopes,
  style: Style,
): string {
  const { warning } = style.marks
  if (ambiguous) return `${warning} ${ambiguous.map(quoted).join(' and ')} differ, so none is read`
  if (claim === undefined) return 'none: the token has no scope claim'
  if (form === undefined && notes.some(isNull)) return `${warning} ${quoted(claim)} is null: none`
  if (form === undefined)
    return `${warning} ${quoted(claim)} is neither a string nor a list of strings: none`
  const none = names.length === 0 ? ': none' : ''
  return `from ${quoted(claim)}, ${form === 'string' ? 'a string' : 'a list'}${none}`
}

const isNull = ({ code, args }: Problem): boolean =>
  code === 'scope-claim-type' && args.found === 'null'

const quoted = (claim: string): string => `\`${escapeText(claim)}\``

export interface ScopeShown {
  readonly name: string
  readonly description: string | undefined
  /** Undefined without a catalog. */
  readonly declared: boolean | undefined
}

export const scopesShown = (names: readonly string[], catalog: Catalog | undefined): ScopeShown[] =>
  names.map((name) => ({
    name,
    description: catalog?.scopes.get(name)?.description,
    declared: catalog?.scopes.has(name),
  }))

export const scopeJson = ({
  name,
  description,
  declared,
}: ScopeShown): JsonOf<typeof shownScope> => ({
  name,
  description: description ?? null,
  declared: declared ?? null,
})

/** The algorithm, key and type in the header, and the names of other members, which are ignored. */
export function headerText(token: DecodedToken, style: Style): string {
  const { header } = asWritten(token)
  const member = (name: string): Written | undefined =>
    Object.hasOwn(header, name) ? header[name] : undefined
  const [alg, kid, typ] = [member('alg'), member('kid'), member('typ')]
  const named = [
    alg === undefined ? 'no alg' : valueText(alg, 20, style),
    ...(kid === undefined ? [] : [`kid ${valueText(kid, 24, style)}`]),
    ...(typ === undefined ? [] : [valueText(typ, 24, style)]),
  ].join(', ')
  const others = Object.keys(header).filter((name) => !['alg', 'kid', 'typ'].includes(name))
  return others.length === 0 ? named : `${named}; ignored: ${others.map(escapeAscii).join(', ')}`
}
