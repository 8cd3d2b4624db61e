import type { Caller } from '../core/proof/rule.js'
import type { JsonOf } from './documents/dsl.js'
import type { caller as document } from './documents/proof.js'

/** A caller as a person would describe it: `no token`, `token without scopes`, `a b`, `roles: editor`. Nothing is escaped here. */
export function callerText(caller: Caller): string {
  if (caller === undefined) return 'no token'
  if (caller.length === 0) return 'token without scopes'
  const claims = new Map<string, string[]>()
  const scopes: string[] = []
  for (const item of caller) {
    if (item.kind === 'scope') scopes.push(item.name)
    else claims.set(item.claim, [...(claims.get(item.claim) ?? []), item.name])
  }
  const roles = [...claims].map(([claim, names]) => `${claim}: ${names.join(' ')}`)
  return [...(scopes.length > 0 ? [scopes.join(' ')] : []), ...roles].join(', ')
}

/** As JSON: `token` false for a caller without one; `roles` by the claim that they are in. */
export function callerJson(caller: Caller): JsonOf<typeof document> {
  const roles: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  for (const item of caller ?? []) {
    if (item.kind === 'role') roles[item.claim] = [...(roles[item.claim] ?? []), item.name]
  }
  const scopes = (caller ?? []).flatMap((item) => (item.kind === 'scope' ? [item.name] : []))
  return { token: caller !== undefined, scopes, roles }
}
