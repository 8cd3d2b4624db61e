import { canonicalJson } from '../canonical-json.js'
import type { Catalog, TokenSettings } from '../catalog/model.js'
import { partsOf } from '../catalog/norm.js'
import { durationText } from '../time/duration.js'
import { byCodeUnit, isMark, isName, type Token, word } from '../word.js'

/** Written in this order. */
const FIELDS = [
  'issuer',
  'audience',
  'algorithm',
  'key',
  'scope_claim',
  'role_claim',
  'enforce',
  'scope_format',
  'subject',
  'type',
  'lifetime',
  'client_id',
  'claims',
  'thumbprint',
] as const
/** Written only if the catalog has it; early locks had no lifetime. */
const OPTIONAL: ReadonlySet<TrustField> = new Set([
  'scope_format',
  'subject',
  'type',
  'lifetime',
  'client_id',
  'claims',
  'thumbprint',
])
export type TrustField = (typeof FIELDS)[number]
const KEYWORDS: ReadonlySet<string> = new Set(FIELDS)

/** Whose tokens are trusted, and which of their claims: each field as the lock writes it; `-` if not set. */
export type Trust = ReadonlyMap<TrustField, string>

/** The thumbprints (RFC 7638) of the public keys in a key file, by the text of the setting, `file:PATH`. */
export type Thumbprints = ReadonlyMap<string, readonly string[]>

/** By profile; undefined: the catalog's `token:`. */
export function trustOf(
  catalog: Catalog,
  thumbprints: Thumbprints,
): Map<string | undefined, Trust> {
  const all = new Map<string | undefined, Trust>()
  for (const [profile, settings] of catalog.settings) {
    // A mutant may have changed the current settings since they were read.
    const inForce = profile === catalog.token.profile ? catalog.token : settings
    all.set(profile, fieldsOf(inForce, thumbprints))
  }
  return all
}

function fieldsOf(settings: TokenSettings, thumbprints: Thumbprints): Trust {
  const { issuers, audiences, algorithm, key, scopeClaims, roleClaim, enforce } = settings
  const fields: [TrustField, string][] = [
    ['issuer', setText(issuers)],
    ['audience', setText(audiences)],
    ['algorithm', algorithm ?? '-'],
    ['key', key === undefined ? '-' : trustWord(key)],
    // The first one present is read, so the order matters.
    ['scope_claim', scopeClaims?.map(trustWord).join(' | ') ?? '-'],
    ['role_claim', roleClaim === undefined ? '-' : trustWord(roleClaim)],
    ['enforce', enforce],
  ]
  if (settings.scopeFormat) fields.push(['scope_format', settings.scopeFormat])
  if (settings.subject === 'optional') fields.push(['subject', settings.subject])
  if (settings.type) fields.push(['type', trustWord(settings.type)])
  fields.push(['lifetime', durationText(settings.lifetime)])
  if (settings.clientId !== undefined) fields.push(['client_id', trustWord(settings.clientId)])
  if (settings.claims.size > 0)
    fields.push(['claims', trustWord(canonicalJson(Object.fromEntries(settings.claims)))])
  const keys = thumbprints.get(key ?? '') ?? []
  if (keys.length > 0) fields.push(['thumbprint', setText(keys)])
  return new Map(fields)
}

const trustWord = (text: string): string => word(text, KEYWORDS)

/** Any of them is accepted, so the order does not matter. */
function setText(values: readonly string[] | 'any'): string {
  if (values === 'any') return 'any'
  if (values.length === 0) return '-'
  return [...new Set(values)].sort(byCodeUnit).map(trustWord).join(' | ')
}

/** The fields of a `trust` line, without the word `trust`. */
export const trustText = (profile: string | undefined, trust: Trust): string =>
  [
    ...(profile === undefined ? [] : [trustWord(profile)]),
    ...[...trust].map(([field, value]) => `${field} ${value}`),
  ].join(' ')

/** Reads what `trustText` writes. */
export function readTrust(
  tokens: readonly Token[],
): { readonly profile: string | undefined; readonly trust: Trust } | undefined {
  const isField = (token: Token): boolean => !token.quoted && KEYWORDS.has(token.text)
  const [first] = tokens
  if (!first) return undefined
  const named = isName(first) && !isField(first)
  const trust = new Map<TrustField, Token[]>()
  let current: Token[] | undefined
  for (const token of named ? tokens.slice(1) : tokens) {
    if (isField(token)) {
      if (trust.has(token.text as TrustField)) return undefined
      current = []
      trust.set(token.text as TrustField, current)
    } else if (current) current.push(token)
    else return undefined
  }
  const values = new Map<TrustField, string>()
  for (const field of FIELDS) {
    const value = trust.get(field)
    if (!value) {
      if (OPTIONAL.has(field)) continue
      return undefined
    }
    const text = valueText(field, value)
    if (text === undefined) return undefined
    values.set(field, text)
  }
  return { profile: named ? first.text : undefined, trust: values }
}

function valueText(field: TrustField, value: readonly Token[]): string | undefined {
  const words: string[] = []
  for (const [token, ...more] of partsOf(value)) {
    if (!isName(token) || more.length > 0) return undefined
    const keyword = isMark(token, '-') || isMark(token, 'any')
    words.push(keyword ? token.text : trustWord(token.text))
  }
  return (field === 'scope_claim' ? words : [...new Set(words)].sort(byCodeUnit)).join(' | ')
}
