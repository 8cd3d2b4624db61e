import { fail } from '../core/errors.js'
import type { TokenAnswers } from '../core/init/answers.js'
import { providerOf } from '../core/init/provider.js'
import { keyPlaceFault } from '../core/token/key-place.js'
import type { Algorithm } from '../core/token/model.js'
import { pathFrom } from '../io/init-paths.js'
import type { Asker } from '../io/prompt.js'
import { isUrl, readableUrl } from '../io/url.js'
import { badText } from './init-names.js'
import type { KeyingOptions } from './shared-flags.js'

const DEVELOPMENT = 'development'
const VARIABLE = 'variable'
const PUBLISHED = 'published'
const NONE = 'none'

/** The algorithms that providers and frameworks use, the most common one first. */
const SECRET_ALGORITHMS: readonly Algorithm[] = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'ES256',
  'EdDSA',
]
const PROVIDER_ALGORITHMS: readonly Algorithm[] = ['RS256', 'ES256', 'EdDSA', 'PS256']

/** Defaults for an API on this machine; `serve` takes its port from the issuer. */
const LOCAL = { issuer: 'http://localhost:8000', audience: 'api' } as const

/** How tokens are signed: from the flags, and questions for the rest. */
export async function askToken(ask: Asker, flags: KeyingOptions): Promise<TokenAnswers> {
  const key = flags.key ?? (await askKey(ask))
  const algorithm = flags.algorithm ?? (await askAlgorithm(ask, key))
  if (key === undefined && algorithm !== undefined && algorithm !== 'ES256') {
    fail('init-algorithm-needs-key', { algorithm })
  }
  const provider = key !== undefined && isUrl(key) ? providerOf(key) : undefined
  // A server's own tokens carry these claims only if its code writes them, and often it does not.
  const usual = provider
    ? { issuer: provider.issuer ?? '', audience: '' }
    : key === undefined
      ? LOCAL
      : { issuer: NONE, audience: NONE }
  const claim = async (name: 'issuer' | 'audience', question: string) =>
    claimValue(flags[name] ?? (await ask.text(question, usual[name], badClaim)))
  const issuer = await claim('issuer', 'Issuer (`iss`) of tokens; none: no such claim')
  const audience = await claim('audience', 'Audience (`aud`) of tokens; none: no such claim')
  return { key, algorithm, issuer, audience, scopeClaim: provider?.scopeClaim ?? 'scope' }
}

async function askKey(ask: Asker): Promise<string | undefined> {
  const place = await ask.one(
    'How are tokens signed?',
    [
      { value: DEVELOPMENT, name: 'with a development key, made here (git ignores it)' },
      { value: VARIABLE, name: 'with a secret or key in an environment variable' },
      { value: PUBLISHED, name: 'by an identity provider, which publishes its keys (JWKS URL)' },
    ],
    DEVELOPMENT,
  )
  if (place === DEVELOPMENT) return undefined
  if (place === PUBLISHED) return (await ask.text('JWKS URL', '', badUrl)).trim()
  return `env:${(await ask.text('Name of the variable', 'SECRET_KEY', badVariable)).trim()}`
}

async function askAlgorithm(ask: Asker, key: string | undefined): Promise<Algorithm | undefined> {
  // A key file contains its algorithm, or `check` reports that it is missing.
  if (key === undefined || key.startsWith('file:')) return undefined
  const offered = isUrl(key) ? PROVIDER_ALGORITHMS : SECRET_ALGORITHMS
  const [usual = 'HS256'] = offered
  const chosen = await ask.one(
    'Which algorithm?',
    offered.map((value) => ({ value, name: value })),
    usual,
  )
  return offered.find((each) => each === chosen) ?? usual
}

const claimValue = (text: string): string | undefined =>
  text.trim() === NONE || text.trim() === '' ? undefined : text.trim()

/**
 * The flags as written in the catalog, with `file:` relative to it.
 * @throws ScopectlError if --key is not a key source, or the claims of a provider's tokens are not given
 */
export function tokenFlags(
  flags: KeyingOptions,
  { yes, cwd, folder }: { yes: boolean; cwd: string; folder: string },
): KeyingOptions {
  const { key } = flags
  if (key === undefined) return flags
  if (isUrl(key)) {
    readableUrl(key, '--key', 'key-url')
    const missing = (['issuer', 'audience'] as const).filter((name) => flags[name] === undefined)
    if (yes && missing.length > 0) {
      const issuer = missing.includes('issuer') ? providerOf(key).issuer : undefined
      fail('init-needs-claims', { flags: missing.map((name) => `--${name}`), issuer })
    }
  } else if (keyPlaceFault(key) !== undefined) fail('key-source-unknown', { by: '--key' })
  if (!key.startsWith('file:')) return flags
  return { ...flags, key: `file:${pathFrom(folder, key.slice('file:'.length), cwd)}` }
}

function badUrl(text: string): string | undefined {
  if (!isUrl(text.trim())) return 'an address is expected: https://…/jwks.json'
  if (keyPlaceFault(text.trim()) !== undefined) return 'not a valid URL, or it contains a password'
  return /^http:\/\/(?!localhost|127\.|\[::1\])/i.test(text.trim())
    ? 'use https; http is only for this machine'
    : undefined
}

const badVariable = (text: string): string | undefined =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(text.trim())
    ? undefined
    : 'enter the name of the variable, not its value: SECRET_KEY'

const badClaim = (text: string): string | undefined =>
  text.trim() === '' ? 'enter the value as it appears in tokens, or none' : badText(text)
