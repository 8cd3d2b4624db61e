import { encode, forge, GOOD, headerOf } from '../../core/token/support.js'
import type { Case, Row } from '../row.js'
import { AT } from '../world.js'
import { each, GOOD_TOKEN, KEY, refused, verified } from './token-cases.js'

/** The question cannot be asked: exit 2, and no answer. */
const noAnswer = { exit: 2, stdout: /^$/, stderr: /^error/, never: /^valid|^refused/m }
const notToken = (text: string, what: string): Case => ({
  ...refused(what, text, 'malformed'),
  ...noAnswer,
})
const withKey = (what: string, ...source: readonly string[]): Case => ({
  what,
  args: ['verify', GOOD_TOKEN, '--algorithm', 'HS256', '--key', ...source],
  ...noAnswer,
})
const withKeyFile = (what: string, key: string): Case => ({
  ...verified(what, GOOD_TOKEN, { 'key.json': key }),
  ...noAnswer,
})
const decoded: readonly (readonly [string, string])[] = [
  ['a valid token', GOOD_TOKEN],
  ['an expired one', forge(headerOf(KEY), { ...GOOD, exp: 1 }, KEY)],
  ['alg: none', `${encode({ alg: 'none' })}.${encode(GOOD)}.`],
]

export const ANY_INPUT_ROWS: readonly Row[] = [
  {
    id: 'DEC',
    input: 'anything given to `decode`',
    behaviour: 'prints NOT VERIFIED in every format',
    rule: 'RFC 8725 §3.3',
    cases: decoded.flatMap(([what, token]) => [
      {
        what,
        args: ['decode', token, ...AT],
        exit: 0,
        stdout: /^NOT VERIFIED/,
        never: /^valid|✓/m,
      },
      {
        what: `${what}, --json`,
        args: ['decode', token, '--json'],
        exit: 0,
        stdout: /"verified": ?false/,
        never: /"verified": ?true|"valid/,
      },
      { what: `${what}, --quiet`, args: ['decode', token, '-q'], exit: 0, stdout: /^$/ },
    ]),
    controls: [verified('the same token with verify', GOOD_TOKEN)],
  },
  {
    id: 'FAIL',
    input: 'any text at all; trust without usable keys',
    behaviour:
      '`decode` and `verify` never fail because of a token; bad trust is an error, never a verdict',
    cases: [
      ...each(['...', '....', 'a.b.c', 'eyJ.eyJ.', '-.-.-'], (text, title) =>
        refused(title, text, 'malformed'),
      ),
      ...each(['\0.\0.\0', '\ud800.a.b', 'x'.repeat(100_000), '{'], (text, title) =>
        notToken(text, title.slice(0, 20)),
      ),
      withKey('no key file', 'file:missing.json'),
      withKey('a folder as the key', 'file:.'),
      withKey('an unset variable', 'env:NOT_SET'),
      withKeyFile('an empty key file', ''),
      withKeyFile('not a key', '{"a":1}'),
      withKeyFile('a broken key file', '{"kty":'),
    ],
    controls: [verified('a valid token and a usable key', GOOD_TOKEN)],
  },
]
