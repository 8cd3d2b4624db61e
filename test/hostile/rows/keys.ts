import { encode, forge, GOOD, headerOf, KEYS, newKey } from '../../core/token/support.js'
import { keyPair } from '../../support/key-pair.js'
import { publicKey } from '../../support/published-key.js'
import { listen } from '../listen.js'
import type { Case, Row } from '../row.js'
import { AT, catalogOf, TOKEN } from '../world.js'
import { KEY, refused, trusting, verified } from './token-cases.js'

const rs = KEYS.RS256
const rsPublic = publicKey(rs.jwk).export({ format: 'jwk' })
const es = KEYS.ES256
const esPublic = publicKey(es.jwk).export({ format: 'jwk' })
const rsToken = forge(headerOf(rs), GOOD, rs)

/** The key file does not load: exit 2, and no answer. */
const notLoaded = (
  what: string,
  key: unknown,
  algorithm: 'HS256' | 'RS256' | 'ES256' = 'RS256',
): Case => ({
  ...refused(what, rsToken, 'malformed', {
    'scopes.yaml': catalogOf(TOKEN.replace('HS256', algorithm)),
    'key.json': typeof key === 'string' ? key : JSON.stringify(key),
  }),
  exit: 2,
  stdout: /^$/,
  stderr: /^error/,
})
const set = (keys: readonly unknown[]) => ({
  ...trusting(rs),
  'key.json': JSON.stringify({ keys }),
})
const y = Buffer.from(esPublic.y ?? '', 'base64url')
y[31] = (y[31] ?? 0) ^ 1

/** The secret of a variable, with which tokens of this catalog are signed. */
const secretly = (issuer: string) => ({
  'scopes.yaml': catalogOf(`token: { key: env:KEY, algorithm: HS256, issuer: ${issuer} }`),
})
const signing = (
  what: string,
  secret: string,
  exit: 0 | 2,
  stderr: RegExp,
  issuer = 'https://idp.test',
): Case => ({
  what,
  args: ['token', '--user', 'alice'],
  files: secretly(issuer),
  env: { KEY: secret },
  exit,
  stdout: exit === 0 ? /^eyJ/ : /^$/,
  stderr,
  never: /your-256-bit|changeme/,
})
const WEAK = [
  'secret',
  'changeme',
  'your-256-bit-secret',
  '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
]
const short = { ...KEY, kid: undefined, jwk: { kty: 'oct' as const, k: encode('secret') } }
const published = (members: object): Case => ({
  ...verified('', rsToken),
  what: 'a private key in a published set is dropped, with a warning',
  args: [
    'verify',
    'file:token.jwt',
    '--issuer',
    'https://idp.test',
    '--audience',
    'items-api',
    '--algorithm',
    'RS256',
    ...AT,
    '--key',
  ],
  stderr: /private/,
  prepare: () =>
    listen((_request, response) => response.end(JSON.stringify({ keys: [members] })), '/jwks.json'),
})
const LONG = '0123456789abcdef0123456789abcdef'

export const KEY_ROWS: readonly Row[] = [
  {
    id: 'KEY1',
    input: 'an HMAC secret that is empty, shorter than the hash, or well known',
    behaviour:
      'empty: refused. Short or known: verifies with a warning, signs only if the issuer is absent or on this machine',
    rule: 'RFC 7518 §3.2',
    cases: [
      signing('empty', '', 2, /empty/),
      signing('31 bytes', 'x7'.repeat(15).concat('x'), 2, /31 bytes.*32/),
      ...WEAK.map((secret) => signing(secret.slice(0, 8), secret, 2, /well known/)),
      {
        ...verified('a short one verifies with a warning', forge({ alg: 'HS256' }, GOOD, short), {
          'key.json': 'secret',
        }),
        stderr: /warning: .*6 bytes.*32/s,
      },
      signing(
        'short, for an issuer on this machine: a warning',
        'secret',
        0,
        /warning/,
        'http://localhost:8000',
      ),
    ],
    controls: [{ ...signing('32 bytes', LONG, 0, /^$/) }],
  },
  {
    id: 'KEY2',
    input:
      'RSA below 2048 bits or with an exponent of 1 or even; points off their curve; `use`, `key_ops` or `alg` for something else',
    behaviour: 'refused when loaded',
    rule: 'RFC 7518 §3.3',
    cases: [
      notLoaded(
        'RSA of 1024 bits',
        keyPair('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
      ),
      ...['AQ', 'Ag', 'AA', 'AQAA'].map((e) => notLoaded(`the exponent ${e}`, { ...rsPublic, e })),
      notLoaded('off the curve', { ...esPublic, y: encode(y) }, 'ES256'),
      notLoaded('another curve', publicKey(KEYS.ES384.jwk).export({ format: 'jwk' }), 'ES256'),
      notLoaded('use: enc', { ...rsPublic, use: 'enc' }),
      notLoaded('key_ops without verify', { ...rsPublic, key_ops: ['encrypt'] }),
      notLoaded('alg: PS256', { ...rsPublic, alg: 'PS256' }),
      notLoaded('a key of another type', esPublic),
    ],
    controls: [
      verified('RSA of 2048 bits', rsToken, trusting(rs)),
      verified('a point on its curve', forge(headerOf(es), GOOD, es), trusting(es)),
    ],
  },
  {
    id: 'KEY3',
    input:
      'a key set that is empty, mixes secrets and public keys, repeats a kid, has over 100 keys, unknown types or private members',
    behaviour:
      'refused; unknown types are ignored with a note, private members of a published set are dropped with a warning',
    rule: 'RFC 7517 §5',
    cases: [
      notLoaded('empty', { keys: [] }),
      notLoaded('not a list', { keys: {} }),
      notLoaded('a secret among public keys', {
        keys: [rsPublic, { kty: 'oct', k: encode(LONG) }],
      }),
      notLoaded('a kid of two keys', {
        keys: [rsPublic, publicKey(newKey('RS256').jwk).export({ format: 'jwk' })].map((jwk) => ({
          ...jwk,
          kid: 'k1',
        })),
      }),
      notLoaded('10,000 keys', {
        keys: Array.from({ length: 10_000 }, (_, kid) => ({ ...rsPublic, kid: `${kid}` })),
      }),
      {
        ...verified(
          'an unknown type: a note',
          rsToken,
          set([
            { kty: 'AKP', kid: 'new' },
            { ...rsPublic, kid: 'k1' },
          ]),
        ),
        stderr: /AKP/,
      },
      published({ ...rs.jwk, kid: 'k1' }),
    ],
    controls: [
      verified(
        'two keys',
        rsToken,
        set([
          { ...rsPublic, kid: 'k1' },
          { ...esPublic, kid: 'k2' },
        ]),
      ),
      verified(
        '100 keys',
        rsToken,
        set(Array.from({ length: 100 }, (_, kid) => ({ ...rsPublic, kid: `k${kid}` }))),
      ),
    ],
  },
]
