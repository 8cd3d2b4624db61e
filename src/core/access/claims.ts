import { canonicalJson } from '../canonical-json.js'
import { parseJson } from '../token/strict-json.js'
import type { Users } from '../users/model.js'
import { isMark, isName, type Token, word } from '../word.js'
import type { Digest } from './digest.js'

/** For each user who gets a token, its additional claims, each as canonical JSON. */
export type Claims =
  | { readonly kind: 'names'; readonly of: ReadonlyMap<string, ReadonlyMap<string, string>> }
  | Digest

export function claimsOf({ users }: Users): Claims {
  const of = new Map<string, ReadonlyMap<string, string>>()
  for (const { name, claims, disabled } of users.values()) {
    if (disabled || claims.size === 0) continue
    of.set(name, new Map([...claims].map(([claim, value]) => [claim, canonicalJson(value)])))
  }
  return { kind: 'names', of }
}

/** `claim bob email = bob@example.test`; anything that is not a string as JSON: `claim bob teams := "[\"blue\"]"`. */
export const claimLines = ({ of }: Extract<Claims, { kind: 'names' }>): string[] =>
  [...of].flatMap(([user, claims]) =>
    [...claims].map(([claim, json]) => `claim ${word(user)} ${word(claim)} ${valueText(json)}`),
  )

/** The form that `--claim` takes: plain text, or JSON. */
export function valueText(json: string): string {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? `= ${word(value)}` : `:= ${word(json)}`
}

/** Reads what claimLines writes, without the first word. */
export function readClaimLine([user, claim, mark, value, ...more]: readonly Token[]):
  | { readonly user: string; readonly claim: string; readonly json: string }
  | undefined {
  if (!isName(user) || !isName(claim) || !isName(value) || more.length > 0) return undefined
  const names = { user: user.text, claim: claim.text }
  if (isMark(mark, '=')) return { ...names, json: JSON.stringify(value.text) }
  if (!isMark(mark, ':=')) return undefined
  const read = parseJson(value.text)
  return read.ok ? { ...names, json: canonicalJson(read.value) } : undefined
}
