import { decode } from '../../../src/core/token/decode.js'
import type { Json, JsonObject, Trust } from '../../../src/core/token/model.js'
import { type ExportCell, verifiedOnce } from './export-cells.js'

// What the README of the exported folder asks of the program in front of Cedar, done with gateway.json alone.

export interface Gateway {
  readonly tokens: {
    readonly scope_claims: readonly (readonly string[])[]
    readonly first_scope_claim: boolean
    readonly scope_format: 'any' | 'string' | 'array'
    readonly role_claim?: readonly string[]
  }
  readonly paths: Readonly<Record<'spelling' | 'unescape' | 'refused' | 'query', string>>
  readonly routes: readonly {
    readonly action?: string
    readonly group?: string
    readonly undecided?: readonly string[]
    readonly methods: readonly string[]
    readonly path: string
    readonly and?: string
    readonly but_not?: readonly string[]
  }[]
}

const whole = new Map<string, RegExp>()

function matches(expression: string, text: string): boolean {
  const known = whole.get(expression) ?? new RegExp(`^(?:${expression})$`)
  whole.set(expression, known)
  return known.test(text)
}

/** An action and the group that it is in. */
export interface Action {
  readonly action: string
  readonly group: string
}

/** The action of a request, or the status that it gets without asking Cedar. */
export function actionOf(gateway: Gateway, method: string, target: string): Action | number {
  const [raw = '', ...after] = target.split(/\?(.*)/s)
  const { spelling, unescape: needless, refused, query } = gateway.paths
  if (!matches(spelling, raw) || !matches(query, after.join(''))) return 400
  const path = raw.replace(new RegExp(needless, 'g'), decodeURIComponent)
  if (matches(refused, path)) return 400
  const route = gateway.routes.find(
    (each) =>
      each.methods.includes(method) &&
      matches(each.path, path) &&
      (each.and === undefined || matches(each.and, path)) &&
      !each.but_not?.some((other) => matches(other, path)),
  )
  if (!route) return 404
  const { action, group } = route
  return action !== undefined && group !== undefined ? { action, group } : 501
}

/** A token for the context; none if it is refused; or the status. */
export async function tokenOf(
  { tokens }: Gateway,
  { token }: ExportCell,
  trust: Trust,
  now: number,
): Promise<JsonObject | undefined | 501> {
  if (token === undefined) return undefined
  // A library for tokens: signature and header, with the claims left to Cedar.
  const presented = await verifiedOnce(token, trust, now)
  const read = decode(token)
  if (read.kind !== 'decoded') return undefined
  if (presented.kind === 'rejected' && presented.refusals.some(({ reason }) => HEADER.has(reason)))
    return undefined
  const { claims } = read.token
  const [exp, nbf, iat] = [timeIn(claims, 'exp'), timeIn(claims, 'nbf'), timeIn(claims, 'iat')]
  if ([exp, nbf, iat].includes('bad')) return undefined
  const sets = tokens.scope_claims.flatMap((path) => {
    const value = at(claims, path)
    return value === undefined ? [] : [scopesIn(value, tokens.scope_format)]
  })
  const forms = new Set(sets.map((set) => JSON.stringify(set && [...new Set(set)].sort())))
  if (!tokens.first_scope_claim && forms.size > 1) return 501
  const aud = at(claims, ['aud'])
  return Object.fromEntries(
    Object.entries({
      ...{ iss: textIn(claims, 'iss'), sub: textIn(claims, 'sub'), exp, nbf, iat },
      aud: aud === undefined ? undefined : textsIn(aud),
      scope: sets[0] ?? [],
      ...(tokens.role_claim ? { roles: textsIn(at(claims, tokens.role_claim)) } : {}),
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value as Json]])),
  )
}

const HEADER = new Set([
  ...['malformed', 'wrong-algorithm', 'unknown-key', 'bad-signature', 'bad-header'],
])

function at(claims: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json = claims
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as JsonObject)[name] as Json
  }
  return value
}

function textIn(claims: JsonObject, name: string): string | undefined {
  const value = at(claims, [name])
  return value === undefined || typeof value === 'string' ? value : ''
}

function timeIn(claims: JsonObject, name: string): number | undefined | 'bad' {
  const value = at(claims, [name])
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !(Math.abs(value) < 2 ** 63)) return 'bad'
  return Math.ceil(value)
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

const textsIn = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : isTexts(value) ? value : []

/** Undefined for another type, which counts as no scopes, but as different from them. */
function scopesIn(
  value: Json,
  format: Gateway['tokens']['scope_format'],
): readonly string[] | undefined {
  if (typeof value === 'string')
    return format === 'array' ? undefined : value.split(' ').filter((name) => name !== '')
  return format !== 'string' && isTexts(value) ? value : undefined
}
