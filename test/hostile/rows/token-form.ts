import { encode, forge, GOOD, headerOf, partsOf, signRaw } from '../../core/token/support.js'
import type { Case, Row } from '../row.js'
import { each, GOOD_TOKEN, KEY, refused, verified, withClaims } from './token-cases.js'

const [head, body, mac] = partsOf(GOOD_TOKEN)
/** Signed over the odd spelling itself, so that only strictness can refuse it. */
const resigned = (first: string, second: string): string =>
  `${first}.${second}.${encode(signRaw(`${first}.${second}`, KEY))}`
const malformed = (what: string, token: string): Case => refused(what, token, 'malformed')

const odd: Record<string, (text: string) => string> = {
  '=': (text) => `${text}=`,
  '==': (text) => `${text}==`,
  'a space': (text) => `${text} `,
  'a space before it': (text) => ` ${text}`,
  'a tab': (text) => `${text}\t`,
  'a line feed': (text) => `${text}\n`,
  NUL: (text) => `${text}\0`,
  NBSP: (text) => `${text}\u00a0`,
  ZWSP: (text) => `${text}\u200b`,
  '+': (text) => `${text.slice(0, 4)}+${text.slice(5)}`,
  '/': (text) => `${text.slice(0, 4)}/${text.slice(5)}`,
}
const spelt: Case[] = Object.entries(odd).flatMap(([what, write]) => [
  ...(what === 'a space before it'
    ? []
    : [malformed(`header: ${what}`, resigned(write(head), body))]),
  malformed(`payload: ${what}`, resigned(head, write(body))),
  ...(what === 'a line feed'
    ? []
    : [malformed(`signature: ${what}`, `${head}.${body}.${write(mac)}`)]),
])
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const loose = mac.slice(0, -1) + ALPHABET.charAt(ALPHABET.indexOf(mac.slice(-1)) + 1)

/** Not like a token at all: the output of a failed step, which is not a verdict (exit 2). */
const notToken = (what: string, text: string): Case => ({
  ...malformed(what, text),
  exit: 2,
  stdout: /^$/,
  stderr: /^error/,
})

const notObjects = [
  '[1]',
  '"text"',
  'null',
  '7',
  ' ',
  '{"a":1} x',
  '{/**/}',
  "{'a':1}",
  '\ufeff{}',
  '{"a":"\\ud800"}',
]
const latin1 = Buffer.from(JSON.stringify({ ...GOOD, name: '\u00ff' }), 'latin1')
const twice = '{"sub":"a",'
const rest = JSON.stringify(GOOD).slice(1)
const deep = (depth: number) =>
  `{"deep":${'['.repeat(depth)}${']'.repeat(depth)},${JSON.stringify(GOOD).slice(1)}`
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, 1]))

export const FORM_ROWS: readonly Row[] = [
  {
    id: 'CTRL',
    input:
      'valid tokens of every algorithm; white space in their JSON, `aud` as an array, unknown claims, fractional and exponent times, repeated scopes',
    behaviour: 'accepted: a tool that refuses everything proves nothing',
    rule: 'RFC 7519 §4',
    cases: [refused('the same token, expired', withClaims({ ...GOOD, exp: 1 }), 'expired')],
    controls: [
      verified(
        'white space, CR and LF',
        forge(
          '{\r\n"alg" : "HS256" }\n',
          JSON.stringify(GOOD, null, 2).replaceAll('\n', '\r\n'),
          KEY,
        ),
      ),
      verified('an array of audiences', withClaims({ ...GOOD, aud: ['other', 'items-api'] })),
      verified('unknown claims', withClaims({ ...GOOD, x: { y: [1] }, jti: 7 })),
      verified('a fractional time', withClaims({ ...GOOD, exp: GOOD.exp + 0.5 })),
      verified(
        'an exponent',
        withClaims(JSON.stringify(GOOD).replace(String(GOOD.exp), '1.8000009e9')),
      ),
      verified(
        'scopes repeated and in any order',
        withClaims({ ...GOOD, scope: 'write read write' }),
      ),
    ],
  },
  {
    id: 'B64',
    input: 'padding, the other alphabet, white space, unused bits, a length of 1 mod 4',
    behaviour: 'refused, although the MAC is right: every token has one spelling',
    rule: 'RFC 4648 §3.5',
    cases: [
      ...spelt,
      malformed('signature: unused bits', `${head}.${body}.${loose}`),
      malformed('signature: a length of 1 mod 4', `${head}.${body}.${mac}AA`),
    ],
    controls: [verified('the one spelling', GOOD_TOKEN)],
  },
  {
    id: 'FORM',
    input: 'a wrong number of parts, JSON serialization, quotes, two tokens',
    behaviour:
      'refused, with what it looks like; one U+FEFF, one `Bearer ` and one final line end are stripped, nothing else',
    rule: 'RFC 7515 §7.1',
    decided:
      'Text that is not like a token at all (no dot, JSON, prose) is not a refused token, which could pass for an expected denial: exit 2 (decision 57).',
    cases: [
      notToken('empty', ''),
      notToken('one part', 'abc'),
      malformed('two parts', `${head}.${body}`),
      malformed('four parts', `${GOOD_TOKEN}.`),
      malformed('five parts', `${GOOD_TOKEN}.a.b`),
      malformed('a leading dot', `.${GOOD_TOKEN}`),
      malformed('an empty header', `.${body}.${mac}`),
      malformed('an empty payload', `${head}..${mac}`),
      notToken('quotes: a JSON string', `"${GOOD_TOKEN}"`),
      malformed('single quotes', `'${GOOD_TOKEN}'`),
      notToken(
        'flattened JSON',
        JSON.stringify({ payload: body, protected: head, signature: mac }),
      ),
      notToken(
        'general JSON',
        JSON.stringify({ payload: body, signatures: [{ protected: head, signature: mac }] }),
      ),
      ...each([' ', '\n', ','], (between, title) =>
        malformed(`two tokens and ${title}`, `${GOOD_TOKEN}${between}${GOOD_TOKEN}`),
      ),
      malformed('two final line ends', `${GOOD_TOKEN}\n\n`),
      malformed('two Bearer', `Bearer Bearer ${GOOD_TOKEN}`),
    ],
    controls: each(
      [`\ufeff${GOOD_TOKEN}`, `Bearer ${GOOD_TOKEN}`, `${GOOD_TOKEN}\n`, `${GOOD_TOKEN}\r\n`],
      (text) => verified(JSON.stringify(text.replace(GOOD_TOKEN, 'token')), text),
    ),
  },
  {
    id: 'JSON',
    input:
      'a header or payload that is not exactly one JSON object in valid UTF-8; lone surrogates',
    behaviour: 'refused',
    rule: 'RFC 8259 §8.1',
    cases: [
      ...each(notObjects, (text, title) => malformed(`payload ${title}`, withClaims(text))),
      ...each(notObjects, (text, title) => malformed(`header ${title}`, forge(text, GOOD, KEY))),
      malformed('latin-1', forge(headerOf(KEY), latin1, KEY)),
      malformed('UTF-16', forge(headerOf(KEY), Buffer.from(JSON.stringify(GOOD), 'utf16le'), KEY)),
    ],
    controls: [verified('UTF-8 beyond ASCII', withClaims({ ...GOOD, name: '\u00e9\u{1f600}' }))],
  },
  {
    id: 'DUP',
    input: 'a duplicate member name, also hidden by escapes or nested',
    behaviour: 'refused, by decode too',
    rule: 'RFC 7515 §4',
    cases: [
      malformed('header', forge('{"alg":"HS256","alg":"HS256"}', GOOD, KEY)),
      malformed('claim', withClaims(`${twice}${rest}`)),
      malformed('escaped', withClaims(`{"su\\u0062":"a",${rest}`)),
      malformed('nested', withClaims(`{"act":{"sub":"a","su\\u0062":"b"},${rest}`)),
      {
        ...malformed('decode', withClaims(`${twice}${rest}`)),
        args: ['decode', 'file:token.jwt'],
        stdout: /malformed/,
      },
    ],
    controls: [verified('the same name at two levels', withClaims({ ...GOOD, act: { sub: 'a' } }))],
  },
  {
    id: 'PROTO',
    input: '`__proto__`, `constructor`, `toString` as claims, scopes or header members',
    behaviour: 'own members only; they grant and change nothing',
    cases: [
      refused(
        'exp of __proto__',
        withClaims(`{"__proto__":{"exp":1900000000},${rest.replace(/"exp":\d+/, '"x":1')}`),
        'bad-claim',
      ),
      refused(
        'sub of __proto__',
        withClaims(`{"__proto__":${JSON.stringify({ sub: 'a' })},${rest.replace('"sub"', '"x"')}`),
        'no-subject',
      ),
      refused(
        'alg of __proto__',
        forge('{"__proto__":{"alg":"HS256"}}', GOOD, KEY),
        'wrong-algorithm',
      ),
      ...each(['__proto__', 'constructor', 'toString'], (scope) => ({
        what: `the scope ${scope}`,
        args: ['check', 'file:token.jwt', '--need', 'read', '--at', '2027-01-15T08:00:00Z'],
        files: { 'token.jwt': withClaims({ ...GOOD, scope }) },
        exit: 4,
      })),
    ],
    controls: [
      verified('a subject named __proto__', withClaims({ ...GOOD, sub: '__proto__' })),
      verified('a claim named toString', withClaims({ ...GOOD, toString: 'x', constructor: 'y' })),
    ],
  },
  {
    id: 'SIZE',
    input: 'megabytes of dots, claims, scopes or nesting; key material of a megabyte',
    behaviour: 'refused by limits that are checked first',
    rule: 'CVE-2025-30204',
    cases: [
      malformed('10 MB of dots', '.'.repeat(1e7)),
      malformed('a claim of 20 MB', `${head}.${'A'.repeat(2e7)}.${mac}`),
      malformed('20,000 levels', withClaims(deep(20_000))),
      malformed(
        '200,000 scopes',
        withClaims({ ...GOOD, scp: Array.from({ length: 200_000 }, () => 'a') }),
      ),
      malformed('1,000,000 claims', withClaims({ ...GOOD, ...many(1_000_000) })),
    ],
    controls: [
      verified('15,000 claims', withClaims({ ...GOOD, ...many(15_000) })),
      verified('60 levels', withClaims(deep(60))),
    ],
  },
]
