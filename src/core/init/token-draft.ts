import { ENV_KEY } from '../token/key-place.js'
import type { TokenAnswers } from './answers.js'
import type { Comment, Value } from './draft.js'

/** The `token:` settings that follow from the answers. */
export const tokenValue = (token: TokenAnswers): { readonly [name: string]: Value } => ({
  ...entry('key', token.key),
  ...entry('algorithm', token.algorithm),
  ...entry('issuer', token.issuer),
  ...entry('audience', token.audience),
  scope_claim: token.scopeClaim,
  ...(canSign(token) ? { lifetime: '15m' } : {}),
})

const entry = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value }

/** A provider publishes the keys to verify with, and keeps those to sign with. */
const canSign = ({ key }: TokenAnswers): boolean => key === undefined || !/^https?:/i.test(key)

export const tokenComment = (token: TokenAnswers): Comment => ({
  at: ['token'],
  above: [KEY_WORDS[placeOf(token)], ...absent(token)].join('\n'),
})

const KEY_WORDS = {
  development:
    'Without a `key`, tokens are signed with a development key in .scopectl/ (ignored by git).',
  variable: 'The key is read from an environment variable, never from this file.',
  file: 'The key is read from a file; its path is relative to this one.',
  url: 'Tokens are verified with the keys that the provider publishes here.',
} as const

function placeOf({ key }: TokenAnswers): keyof typeof KEY_WORDS {
  if (key === undefined) return 'development'
  if (ENV_KEY.test(key)) return 'variable'
  return key.startsWith('file:') ? 'file' : 'url'
}

function absent({ issuer, audience }: TokenAnswers): string[] {
  const names = [
    ...(issuer === undefined ? ['issuer'] : []),
    ...(audience === undefined ? ['audience'] : []),
  ]
  if (names.length === 0) return []
  return [
    `Without \`${names.join('` and `')}\`, a token that carries ${names.length === 1 ? 'one' : 'them'} is refused.`,
  ]
}
