import { sign } from 'node:crypto'
import { ALGORITHMS, type Algorithm, type Key } from '../../../src/core/token/model.js'
import {
  encode,
  forge,
  GOOD,
  headerOf,
  KEYS,
  newKey,
  partsOf,
  signRaw,
} from '../../core/token/support.js'
import { publicKey, publishedForms } from '../../support/published-key.js'
import { PSYCHIC_SIGNATURES, WRONG_ALGS, wrongSignatures } from '../../support/wrong-tokens.js'
import type { Case, Row } from '../row.js'
import { each, GOOD_TOKEN, KEY, refused, trusting, verified, withHeader } from './token-cases.js'

const [head, body, mac] = partsOf(GOOD_TOKEN)
const goodOf = (algorithm: Algorithm) => forge(headerOf(KEYS[algorithm]), GOOD, KEYS[algorithm])
const everyAlgorithm: Case[] = ALGORITHMS.map((algorithm) =>
  verified(algorithm, goodOf(algorithm), trusting(KEYS[algorithm])),
)
const es = KEYS.ES256
const [esHead, esBody, esTail] = partsOf(goodOf('ES256'))
const esToken = (signature: Uint8Array) => `${esHead}.${esBody}.${encode(signature)}`
const der = sign('sha256', Buffer.from(`${esHead}.${esBody}`), {
  key: { ...es.jwk } as never,
  format: 'jwk',
} as never)
const wrong = (text: string) => Object.entries(wrongSignatures(Buffer.from(text, 'base64url')))

/** HS256 whose secret is the published key, in each of its spellings. */
const confused: Case[] = (['RS256', 'ES256', 'EdDSA'] as const).flatMap((algorithm) => {
  return Object.entries(publishedForms(KEYS[algorithm].jwk)).map(([name, secret]) => {
    const forger: Key = { ...KEY, jwk: { kty: 'oct', k: encode(secret) } }
    const token = forge(headerOf(forger), GOOD, forger)
    return refused(`${algorithm}: ${name}`, token, 'wrong-algorithm', trusting(KEYS[algorithm]))
  })
})
const pem = publicKey(KEYS.RS256.jwk).export({ type: 'spki', format: 'pem' }).toString()
const [rs, ps] = [KEYS.RS256, { ...KEYS.RS256, algorithm: 'PS256' as const }]

export const SIGNATURE_ROWS: readonly Row[] = [
  {
    id: 'ALG1',
    input: '`alg: none` in any case, with an empty, right or missing signature',
    behaviour: 'refused; no flag allows it',
    rule: 'RFC 8725 §3.1',
    cases: [
      ...each(['none', 'None', 'NONE', 'nOnE', ' none', 'none '], (alg, title) =>
        refused(`${title}, no signature`, `${encode({ alg })}.${body}.`, 'wrong-algorithm'),
      ),
      ...each(['none', 'None', 'NONE', 'none '], (alg, title) =>
        refused(`${title}, right signature`, forge({ alg }, GOOD, KEY), 'wrong-algorithm'),
      ),
      refused('two parts', `${encode({ alg: 'none' })}.${body}`, 'malformed'),
      refused('HS256 without its signature', `${head}.${body}.`, 'bad-signature'),
      { what: 'as --algorithm', args: ['verify', GOOD_TOKEN, '--algorithm', 'none'], exit: 2 },
    ],
    controls: [verified('HS256', GOOD_TOKEN)],
  },
  {
    id: 'ALG2',
    input:
      '`alg` missing, not a string, in lower case, unknown, `__proto__`, an encryption algorithm',
    behaviour: 'refused before any key is used',
    rule: 'RFC 7515 §4.1.1',
    cases: each(WRONG_ALGS, (alg, title) => refused(title, withHeader({ alg }), 'wrong-algorithm')),
    controls: everyAlgorithm,
  },
  {
    id: 'ALG3',
    input: 'HS256 keyed with a public key in any spelling (PEM, DER, JWK, ssh, hex, …)',
    behaviour:
      'refused: the key sets the algorithm. Key material, public or private, is never loaded as an HMAC secret',
    rule: 'RFC 8725 §2.1',
    cases: [
      ...confused,
      {
        ...refused('a PEM as the secret of HS256', GOOD_TOKEN, 'wrong-algorithm', {
          'key.json': pem,
        }),
        exit: 2,
        stdout: /^$/,
        stderr: /key/,
      },
    ],
    controls: [verified('RS256 by this key', goodOf('RS256'), trusting(rs))],
  },
  {
    id: 'ALG4',
    input: 'a valid signature by another algorithm of the same key; a header that lies',
    behaviour: 'refused: one algorithm per key',
    rule: 'RFC 8725 §3.1',
    cases: [
      refused(
        'PS256 where RS256 is set',
        forge(headerOf(ps), GOOD, ps),
        'wrong-algorithm',
        trusting(rs),
      ),
      refused(
        'PS256 that says RS256',
        forge(headerOf(rs), GOOD, ps),
        'bad-signature',
        trusting(rs),
      ),
      refused('SHA-1', forge({ alg: 'RS1', kid: 'k1' }, GOOD, rs), 'wrong-algorithm', trusting(rs)),
      refused('HS512', withHeader({ alg: 'HS512' }), 'wrong-algorithm'),
    ],
    controls: [
      verified('PS256 where PS256 is set', forge(headerOf(ps), GOOD, ps), trusting(ps)),
      verified('RS256', goodOf('RS256'), trusting(rs)),
    ],
  },
  {
    id: 'SIG1',
    input: 'an empty, cut, extended or swapped signature; a changed header or payload',
    behaviour: 'refused',
    rule: 'RFC 7515 §5.2',
    cases: [
      ...wrong(mac).map(([what, bytes]) =>
        refused(what, `${head}.${body}.${encode(bytes)}`, 'bad-signature'),
      ),
      ...wrong(esTail).map(([what, bytes]) =>
        refused(`ECDSA: ${what}`, esToken(bytes), 'bad-signature', trusting(es)),
      ),
      refused(
        'another payload',
        `${head}.${encode({ ...GOOD, sub: 'root' })}.${mac}`,
        'bad-signature',
      ),
      refused(
        'another header',
        `${encode({ ...headerOf(KEY), x: 1 })}.${body}.${mac}`,
        'bad-signature',
      ),
      refused('by another secret', forge(headerOf(KEY), GOOD, newKey('HS256')), 'bad-signature'),
    ],
    controls: [verified('unchanged', GOOD_TOKEN)],
  },
  {
    id: 'SIG2',
    input: 'ECDSA signatures of zero, of the order of the curve, and the smallest in DER',
    behaviour: 'refused',
    rule: 'CVE-2022-21449',
    cases: Object.entries(PSYCHIC_SIGNATURES).map(([what, signature]) =>
      refused(what, esToken(signature), 'bad-signature', trusting(es)),
    ),
    controls: [verified('a real one', goodOf('ES256'), trusting(es))],
  },
  {
    id: 'SIG3',
    input: 'ECDSA in DER, or by another curve',
    behaviour: 'refused: only R and S with exactly the length for the algorithm',
    rule: 'RFC 7518 §3.4',
    cases: [
      refused('a right signature in DER', esToken(der), 'bad-signature', trusting(es)),
      ...(['ES384', 'ES512'] as const).map((other) =>
        refused(
          other,
          esToken(signRaw(`${esHead}.${esBody}`, KEYS[other])),
          'bad-signature',
          trusting(es),
        ),
      ),
    ],
    controls: (['ES256', 'ES384', 'ES512'] as const).map((algorithm) =>
      verified(algorithm, goodOf(algorithm), trusting(KEYS[algorithm])),
    ),
  },
]
