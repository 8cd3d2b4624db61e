import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalog, type Files, type Situation } from './situation.js'

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const PRIVATE = EC.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const PUBLIC = EC.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const JWK = EC.publicKey.export({ format: 'jwk' })

const KEYS: Files = {
  empty: '',
  word: 'hunter2',
  zeros: '\0'.repeat(32),
  pem: PUBLIC,
  private: PRIVATE,
  cut: PRIVATE.slice(0, 80),
  base64: Buffer.from(PRIVATE).toString('base64'),
  quoted: JSON.stringify(PRIVATE),
  encrypted: EC.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString(),
  damaged: PUBLIC.replace('M', '!'),
  fourDashes: PUBLIC.replaceAll('-----', '----'),
  two: PUBLIC + PUBLIC,
  json: '{}',
  notJson: '{',
  list: '[]',
  noList: '{"keys": 5}',
  noKeys: '{"keys": []}',
  jwk: JSON.stringify(JWK),
  jwks: JSON.stringify({
    keys: [
      { ...JWK, kid: 'a' },
      { ...JWK, kid: 'a' },
    ],
  }),
  mixed: JSON.stringify({ keys: [JWK, { kty: 'oct', k: 'c2NvcGVjdGwg' }] }),
  incomplete: JSON.stringify({ ...JWK, x: undefined }),
  offCurve: JSON.stringify({ ...JWK, y: JWK.x }),
  forEncryption: JSON.stringify({ ...JWK, use: 'enc' }),
  forNothing: JSON.stringify({ ...JWK, key_ops: [] }),
  pinned: JSON.stringify({ ...JWK, alg: 'RS256' }),
  metadata: '{"issuer": "https://idp.test", "jwks_uri": "https://idp.test/jwks"}',
  place: 'https://idp.test/jwks.json',
  ssh: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk1Qz6l0nT1VwXGf1uH7b0j5q5o5b0v5k3h5j5k5l5m ann@host',
  xml: '<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>',
  wellKnown: 'your-256-bit-secret',
}
const PLACES = ['K', 'env:', 'env:K', 'file:', 'file:none.pem', 'file:.', './k.pem']
const URLS = [
  ...['https://', 'http://idp.test/jwks', 'https://u:p@127.0.0.1:1/jwks', 'ftp://idp.test/k'],
  ...['http://127.0.0.1:1/jwks', 'https://127.0.0.1:1/jwks'],
]
const ALGORITHMS = ['algorithm: HS256, ', 'algorithm: ES256, ', 'algorithm: RS256, ', '']

export const keySituations = (): Situation[] => [
  ...Object.values(KEYS).flatMap((key) =>
    ALGORITHMS.flatMap((algorithm) => [
      { files: { 'scopes.yaml': catalog(`${algorithm}key: env:K`) }, options: { env: { K: key } } },
      { files: { 'scopes.yaml': catalog(`${algorithm}key: "file:k"`), k: key } },
    ]),
  ),
  ...[...PLACES, ...URLS].map((key) => ({
    files: {
      'scopes.yaml': catalog(`algorithm: ES256, key: ${JSON.stringify(key)}`),
      '.env': 'K=1',
    },
    options: { env: {} },
  })),
]

const inRing = (prepare: (ring: string, dir: string) => void): Situation => ({
  files: { 'scopes.yaml': catalog('issuer: i, audience: a') },
  prepare: (dir) => prepare(join(dir, '.scopectl'), dir),
})
const ringOf = (text: string, mode = 0o600): Situation =>
  inRing((ring) => {
    mkdirSync(ring, { mode: 0o700 })
    writeFileSync(join(ring, 'keys.json'), text, { mode })
  })
export const ringSituations = (): Situation[] => [
  ...['', '{}', '[]', '{"keys": []}', '{"keys": [{}]}', JSON.stringify({ keys: [JWK] })].map(
    (text) => ringOf(text),
  ),
  ringOf('{}', 0o666),
  inRing((ring) => mkdirSync(join(ring, 'keys.json'), { recursive: true, mode: 0o700 })),
  inRing((ring, dir) => symlinkSync(dir, ring)),
  inRing((ring) => writeFileSync(ring, '')),
  inRing((ring) => {
    mkdirSync(ring)
    chmodSync(ring, 0o777)
  }),
  { files: { 'scopes.yaml': catalog('algorithm: RS256, issuer: i, audience: a') } },
]
