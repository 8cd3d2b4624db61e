import { problem } from '../problem.js'
import type { Path, Source } from '../source.js'
import { parseDuration } from '../time/duration.js'
import { keyPlaceFault } from '../token/key-place.js'
import type { Json } from '../token/model.js'
import { claimPath, isPointer } from '../token/pointer.js'
import { isReservedClaim, isWrittenClaim, whyReserved } from '../token/reserved-claims.js'
import type { TokenSettings } from './model.js'
import { USUAL_LIFETIME } from './no-token-settings.js'
import type { Report } from './read-scopes.js'
import type { TokenFile } from './schema.js'

export const LIFETIME = {
  least: 1,
  usual: USUAL_LIFETIME,
  warn: 86_400,
  most: 366 * 86_400,
} as const

/**
 * Reads `token:` overlaid with one profile, key by key.
 * @param forms the settings and where they are, weakest first.
 */
export function readTokenSettings(
  forms: readonly { form: TokenFile; path: Path; profile?: string | undefined }[],
  source: Source,
  report: Report,
): TokenSettings {
  const written: TokenFile = Object.assign({}, ...forms.map((each) => each.form))
  const form = withoutNone(written)
  const pathOf = (key: keyof TokenFile): Path => {
    const layer = forms.findLast((each) => each.form[key] !== undefined)
    return [...(layer?.path ?? []), key]
  }
  const at = (key: keyof TokenFile) => source.locate(pathOf(key))
  const lifetime = readLifetime(form.lifetime)
  if (lifetime === undefined) {
    const limits = { least: LIFETIME.least, most: LIFETIME.most }
    report(problem('bad-duration', { text: form.lifetime ?? '', ...limits }, at('lifetime')))
  }
  for (const key of ['scope_claim', 'role_claim'] as const) {
    for (const claim of listOf(form[key])) {
      if (claim.startsWith('/') && !isPointer(claim)) {
        report(problem('bad-pointer', { pointer: claim }, at(key)))
      }
    }
  }
  for (const claim of claimsThatClash(form)) {
    report(problem('reserved-claim', { claim, by: 'role_claim' }, at('role_claim')))
  }
  for (const key of ['scope_claim', 'role_claim'] as const) {
    const claim = listOf(form[key]).find((each) => isWrittenClaim(claimPath(each)[0] ?? ''))
    if (claim !== undefined) report(problem('reserved-claim', { claim, by: key }, at(key)))
  }
  const claims = new Map(Object.entries(form.claims ?? {}) as [string, Json][])
  const scopeClaims = form.scope_claim === undefined ? undefined : listOf(form.scope_claim)
  const read = { scopeClaims, roleClaim: form.role_claim }
  for (const claim of claims.keys()) {
    if (!isReservedClaim(claim, read)) continue
    const where = source.locate([...pathOf('claims'), claim], 'key')
    report(
      problem('reserved-claim', { claim, by: 'token.claims', ...whyReserved(claim, read) }, where),
    )
  }
  const fault = form.key === undefined ? undefined : keyPlaceFault(form.key)
  if (fault !== undefined) {
    // Located at the name, since the value may be a key.
    report(problem('key-place', { fault }, source.locate(pathOf('key'), 'key')))
  }
  for (const claim of ['issuer', 'audience'] as const) {
    const value = form[claim]
    for (const keyword of ['any', NONE] as const) {
      if (Array.isArray(value) && value.includes(keyword)) {
        report(problem('any-not-alone', { claim, keyword }, at(claim)))
      }
    }
  }
  // Read as "not set", it would accept the usual claims: not what it seems to say.
  if (listOf(form.scope_claim).includes(NONE)) {
    report(problem('scope-claim-none', {}, at('scope_claim')))
  }
  return {
    issuers: form.issuer === 'any' ? 'any' : listOf(form.issuer),
    audiences: form.audience === 'any' ? 'any' : listOf(form.audience),
    algorithm: form.algorithm,
    subject: form.subject ?? 'required',
    subjectWritten: form.subject !== undefined,
    key: form.key,
    keyBy: (form.key === undefined ? ['token', 'key'] : pathOf('key')).join('.'),
    lifetime: lifetime ?? LIFETIME.usual,
    type: form.type === 'any' ? undefined : form.type,
    clientId: form.client_id ?? (form.type === 'at+jwt' ? USUAL_CLIENT : undefined),
    claims,
    scopeClaims,
    scopeFormat: form.scope_format,
    roleClaim: form.role_claim,
    enforce: form.enforce ?? 'literal',
    enforceWritten: form.enforce !== undefined,
    profile: forms.findLast((each) => each.profile !== undefined)?.profile,
    at: source.locate(['token'], 'key'),
  }
}

/** Which client a token of a user was issued to: RFC 9068 §2.2 requires that such a token says it. */
const USUAL_CLIENT = 'scopectl'

/** In a profile, leaving a key out means that `token:` sets it. */
const NONE = 'none'

function withoutNone(form: TokenFile): TokenFile {
  const { issuer, audience, role_claim, ...others } = form
  return {
    ...others,
    ...(issuer === undefined || issuer === NONE ? {} : { issuer }),
    ...(audience === undefined || audience === NONE ? {} : { audience }),
    ...(role_claim === undefined || role_claim === NONE ? {} : { role_claim }),
  }
}

/**
 * A role claim within, around or equal to the claim that scopes are written into: a scope with the name of a role would
 * then give that role's scopes to a token that was issued without them.
 */
function claimsThatClash(form: TokenFile): string[] {
  if (form.role_claim === undefined) return []
  const roles = claimPath(form.role_claim)
  const scopes = claimPath(listOf(form.scope_claim)[0] ?? 'scope')
  const isPrefix = roles.every((step, i) => i >= scopes.length || step === scopes[i])
  return isPrefix ? [form.role_claim] : []
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** Seconds within LIFETIME, or undefined if the text is not such a duration. */
function readLifetime(text: string | undefined): number | undefined {
  if (text === undefined) return LIFETIME.usual
  const seconds = parseDuration(text)
  return seconds !== undefined && seconds >= LIFETIME.least && seconds <= LIFETIME.most
    ? seconds
    : undefined
}
