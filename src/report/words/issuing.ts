import type { IssuingProblems, TokenFlags } from '../../core/problems/issuing.js'
import { givenWords } from '../given.js'
import { commandLine, option } from '../shell.js'
import { under } from './settings-place.js'
import { quote, type Words } from './words.js'

/** Notes and warnings about a token that was issued. */
export const issuingWords: Words<IssuingProblems> = {
  'flaw-signed': ({ flaws }) => ({
    says:
      flaws.length === 1
        ? `the configured key signed this token with the flaw ${quote(flaws[0] ?? '')}: a server that misses the flaw accepts it`
        : `the configured key signed ${flaws.length} of these tokens: a server that misses the flaw of one accepts it`,
    warns: true,
  }),
  'development-key-signs': ({ issuer, ...place }) => ({
    says: `signed with the development key, but the issuer ${quote(issuer)} is not on this machine`,
    hint: `set \`key:\` ${under(place)} to the key of that issuer, or use an issuer such as http://localhost:8000`,
    warns: true,
  }),
  'token-in-log': ({ flags }) => {
    const line = flags && maskLine(flags)
    const instead = 'capture it with -q as TOKEN, then run echo "::add-mask::$TOKEN"'
    return {
      says: 'GitHub Actions does not hide this token in its logs',
      hint: line === undefined ? instead : `to hide it: ${line}`,
    }
  },
}

/** Undefined if a value cannot be written in a form that can be pasted. */
function maskLine({ others, ...given }: TokenFlags): string | undefined {
  const flags = others.flatMap(([flag, value]) =>
    value === undefined ? [flag] : option(flag, value),
  )
  const words = ['scopectl', 'token', ...givenWords('token', given).flat(), ...flags, '-q']
  const line = commandLine(words)
  return line && `TOKEN="$(${line})" && echo "::add-mask::$TOKEN"`
}
