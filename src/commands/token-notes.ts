import type { IssuedToken } from '../core/answer.js'
import type { Catalog } from '../core/catalog/model.js'
import { LIFETIME } from '../core/catalog/read-token-settings.js'
import { FLAWS, isFlaw } from '../core/issue/flaws.js'
import { type Problem, problem } from '../core/problem.js'
import type { TokenFlags } from '../core/problems/issuing.js'
import { redact } from '../core/secrets/redact.js'
import { isLoopbackIssuer } from '../core/token/loopback.js'
import type { Context } from '../io/context.js'
import { isRing } from '../io/dev-ring.js'
import type { TokenOptions } from './token-options.js'

/** What was issued. */
export interface Noted {
  readonly catalog: Catalog
  readonly tokens: readonly Pick<IssuedToken, 'flaw'>[]
  readonly dropped: readonly string[]
  /** Seconds. */
  readonly lifetime: number
}

/** Warnings and notes about the tokens that were issued; loading the catalog and the keys has reported its own. */
export function notesOf(options: TokenOptions, issued: Noted, env: Context['env']): Problem[] {
  const { audience, at } = options
  const { catalog, dropped, lifetime } = issued
  const { audiences } = catalog.token
  const isAccepted = audience === undefined || audiences === 'any' || audiences.includes(audience)
  return [
    ...(dropped.length > 0 ? [problem('scopes-dropped', { scopes: dropped })] : []),
    ...(options.lifetime !== undefined && lifetime > LIFETIME.warn
      ? [problem('long-lifetime', { seconds: lifetime })]
      : []),
    ...(isAccepted ? [] : [problem('audience-not-accepted', { audience: audience ?? '' })]),
    ...(typeof at === 'number' ? [problem('clock-set', { at })] : []),
    ...signedNotes(issued),
    // Several tokens are a table for a person, and no command masks each of them.
    ...(env['GITHUB_ACTIONS'] === 'true' && issued.tokens.length === 1
      ? [problem('token-in-log', { flags: flagsOf(options) })]
      : []),
  ]
}

/** Warnings about the key that signed: the configured one a flaw, or the development key for an issuer elsewhere. */
function signedNotes({ catalog, tokens }: Noted): Problem[] {
  const { key, issuers, profile } = catalog.token
  const flaws = tokens.flatMap(({ flaw }) => flaw ?? []).filter(isFlaw)
  const signed = flaws.filter((flaw) => FLAWS[flaw].needsRightKey)
  const isSigned = signed.length > 0 || flaws.length === 0
  const issuer = issuers === 'any' ? undefined : issuers.find((each) => !isLoopbackIssuer(each))
  return [
    ...(key !== undefined && signed.length > 0 ? [problem('flaw-signed', { flaws: signed })] : []),
    ...(isRing(key) && isSigned && issuer !== undefined
      ? [problem('development-key-signs', { issuer, profile })]
      : []),
  ]
}

/** The flags that issue the same token again, as the bare token; undefined if one of them may be a secret. */
function flagsOf(options: TokenOptions): TokenFlags | undefined {
  const { catalog, usersFile, profile, env, at } = options
  const valued = (flag: string, values: readonly string[] | string | undefined) =>
    [values ?? []].flat().map((value): [string, string] => [flag, value])
  const lifetime = options.lifetime === undefined ? undefined : `${options.lifetime}s`
  const others: TokenFlags['others'] = [
    ...valued('--user', options.user),
    ...valued('--client', options.client),
    ...valued('--role', options.role),
    ...valued('--scope', options.scope),
    ...(options.downscope ? [['--downscope'] as const] : []),
    ...valued('--lifetime', lifetime),
    ...valued('--audience', options.audience),
    ...valued('--claim', options.claim),
    ...valued('--flaw', options.flaw),
    ...(options.withConfiguredKey ? [['--with-configured-key'] as const] : []),
  ]
  const isHidden = others.some(([, value = '']) => redact(value) !== value)
  return isHidden ? undefined : { catalog, usersFile, profile, env, at, others }
}
