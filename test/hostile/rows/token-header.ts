import { encode, forge, GOOD, headerOf, KEYS, newKey } from '../../core/token/support.js'
import { publicKey } from '../../support/published-key.js'
import {
  KEY_URLS,
  RIGHT_TYPES,
  UNKNOWN_KIDS,
  WRONG_CRITS,
  WRONG_TYPES,
} from '../../support/wrong-tokens.js'
import type { Case, Row } from '../row.js'
import { each, GOOD_TOKEN, KEY, refused, trusting, verified, withHeader } from './token-cases.js'

const rs = KEYS.RS256
const attacker = newKey('RS256')
const forged = (what: string, header: object): Case =>
  refused(
    what,
    forge({ ...headerOf(rs), ...header }, GOOD, attacker),
    'bad-signature',
    trusting(rs),
  )
const right = (what: string, header: object): Case =>
  verified(what, forge({ ...headerOf(rs), ...header }, GOOD, rs), trusting(rs))
const jwk = publicKey(attacker.jwk).export({ format: 'jwk' })
const [one, two] = [newKey('ES256', 'one'), newKey('ES256', 'two')]
/** A set of both keys. */
const both = {
  ...trusting(one),
  'key.json': JSON.stringify({
    keys: [one, two].map(({ jwk, kid }) => ({ ...publicKey(jwk).export({ format: 'jwk' }), kid })),
  }),
}
const by = (kid: unknown) => forge({ alg: 'ES256', kid }, GOOD, one)
const jwe = (what: string, header: object): Case =>
  refused(what, `${encode(header)}.AA.AA.AA.AA`, 'malformed')

export const HEADER_ROWS: readonly Row[] = [
  {
    id: 'HDR1',
    input: "`jwk`, `x5c` and `x5t` with the attacker's key",
    behaviour: 'never used as a key: refused because of the signature',
    rule: 'RFC 7515 §4.1.3',
    cases: [
      forged('jwk', { jwk }),
      forged('x5c', { x5c: ['AAAA'] }),
      forged('x5t', { x5t: 'AAAA' }),
    ],
    controls: [right('jwk beside a right signature', { jwk })],
  },
  {
    id: 'HDR2',
    input: '`jku` and `x5u`: http, a metadata address, a file, userinfo',
    behaviour: 'never fetched or opened',
    rule: 'RFC 8725 §3.10',
    cases: KEY_URLS.flatMap((url) => [
      forged(`jku ${url}`, { jku: url }),
      forged(`x5u ${url}`, { x5u: url }),
    ]),
    controls: [right('jku beside a right signature', { jku: KEY_URLS[0] })],
  },
  {
    id: 'HDR3',
    input:
      '`kid` as a path, SQL, control characters, `__proto__`, not a string; unknown; the kid of two keys',
    behaviour: 'only compared with the kids of loaded keys; never "try all"',
    rule: 'RFC 7515 §4.1.4',
    cases: [
      ...each(UNKNOWN_KIDS, (kid, title) =>
        refused(`${title}, two keys`, by(kid), 'unknown-key', both),
      ),
      ...each(UNKNOWN_KIDS, (kid, title) =>
        refused(`${title}, one key`, by(kid), 'unknown-key', trusting(one)),
      ),
      ...each([7, null, ['one'], true], (kid, title) =>
        refused(title, by(kid), 'bad-header', both),
      ),
      refused('no kid, two keys', by(undefined), 'unknown-key', both),
      refused('the kid of the other key', by('two'), 'bad-signature', both),
    ],
    controls: [
      verified('its own kid', by('one'), both),
      verified('no kid, one key', by(undefined), trusting(one)),
    ],
  },
  {
    id: 'HDR4',
    input: '`crit` with an unknown, a standard, an absent or a repeated name; empty; not an array',
    behaviour: 'refused',
    rule: 'RFC 7515 §4.1.11',
    cases: each(WRONG_CRITS, (crit, title) =>
      refused(title, withHeader({ crit, x: 1 }), 'bad-header'),
    ),
    controls: [verified('other unknown members', withHeader({ x: 1, critical: ['x'] }))],
  },
  {
    id: 'HDR5',
    input: '`b64: false`, with and without `crit`',
    behaviour: 'refused',
    rule: 'RFC 7797 §7',
    cases: [
      refused('with crit', withHeader({ b64: false, crit: ['b64'] }), 'bad-header'),
      refused('without crit', withHeader({ b64: false }), 'bad-header'),
      refused('true', withHeader({ b64: true }), 'bad-header'),
    ],
    controls: [verified('without b64', GOOD_TOKEN)],
  },
  {
    id: 'HDR6',
    input: '`zip`; `cty: JWT` with and without a nested token',
    behaviour: 'refused: nothing is inflated, and a nested token is not opened',
    rule: 'RFC 8725 §3.6',
    cases: [
      refused('zip', withHeader({ zip: 'DEF' }), 'bad-header'),
      refused('zip: null', withHeader({ zip: null }), 'bad-header'),
      refused(
        'a token in a token',
        forge({ ...headerOf(KEY), cty: 'JWT' }, GOOD_TOKEN, KEY),
        'malformed',
      ),
    ],
    controls: [verified('without zip', GOOD_TOKEN)],
  },
  {
    id: 'TYP',
    input: '`dpop+jwt`, `logout+jwt`, other types; ID tokens by their claims',
    behaviour: 'another `typ` is refused; a note reports an ID token without one',
    rule: 'RFC 8725 §3.11',
    decided:
      'A `typ` is required only where the catalog has `type:`, since servers disagree about `at+jwt` (decision 130).',
    cases: [
      ...each(WRONG_TYPES, (typ, title) => refused(title, withHeader({ typ }), 'bad-header')),
      {
        ...verified(
          'an ID token',
          forge(headerOf(KEY), { ...GOOD, nonce: 'n', at_hash: 'h' }, KEY),
        ),
        stderr: /ID token/,
      },
    ],
    controls: each(RIGHT_TYPES, (typ, title) => verified(title, withHeader({ typ }))),
  },
  {
    id: 'JWE',
    input: 'an encrypted token, with any parameters',
    behaviour: 'refused at once: nothing is derived, decrypted or inflated',
    rule: 'RFC 8725 §3.6',
    cases: [
      jwe('PBES2', { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2_147_483_647, p2s: 'AAAA' }),
      jwe('zip', { alg: 'dir', enc: 'A128GCM', zip: 'DEF' }),
      jwe('RSA1_5', { alg: 'RSA1_5', enc: 'A128CBC-HS256' }),
    ].map((one) => ({ ...one, stdout: /encrypted token/ })),
    controls: [verified('a signed one', GOOD_TOKEN)],
  },
]
