import { createHmac, createPublicKey, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newKeyPair } from '../../src/io/make-key.js'
import { keyPair } from '../support/key-pair.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const b64 = (part: string | Uint8Array): string => Buffer.from(part as string).toString('base64url')
const catalog = (key: string) =>
  [
    `token: { key: ${key}, issuer: https://idp.test, audience: api, scope_claim: scope }`,
    'scopes: { admin: All }',
    'roles: { root: { scopes: [admin] } }',
    'routes: { GET /x: admin }',
  ].join('\n')

test('a signature that nobody made allows nothing: a key of small order is exit 2', async () => {
  const point = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: b64(point) }
  const claims = {
    iss: 'https://idp.test',
    aud: 'api',
    sub: 'eve',
    exp: 4102444800,
    scope: 'admin',
  }
  const input = `${b64('{"alg":"EdDSA"}')}.${b64(JSON.stringify(claims))}`
  const signature = Buffer.concat([point, Buffer.alloc(32)])
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  expect(verify(null, Buffer.from(input), key, signature)).toBe(true)

  const cwd = tempDir({ 'scopes.yaml': catalog('file:key'), key: JSON.stringify(jwk) })
  const token = `${input}.${b64(signature)}`
  const { exit, stdout, stderr } = await scopectl(['check', '--need', 'admin'], {
    cwd,
    input: token,
  })
  expect([exit, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    'error[ed25519-point]: the Ed25519 key is a point of small order: anyone can sign for it\n',
  )
})

test('a key whose parts do not match is exit 2 with the reason, not a bug, in the ring too', async () => {
  const jwk = { ...newKeyPair('EC'), d: newKeyPair('EC').d, alg: 'ES256' }
  const cwd = tempDir({ 'scopes.yaml': catalog('env:KEY') })
  const torn = await scopectl(['token', '--role', 'root'], {
    cwd,
    env: { KEY: JSON.stringify(jwk) },
  })
  expect(torn).toMatchObject({ exit: 2, stdout: '' })
  expect(torn.stderr).toContain('the private part of the EC key does not match its public part')

  const own = tempDir({ 'scopes.yaml': catalog('env:KEY').replace('key: env:KEY, ', '') })
  expect(await scopectl(['token', '--role', 'root'], { cwd: own })).toMatchObject({ exit: 0 })
  const ring = join(own, '.scopectl/keys.json')
  const { d } = JSON.parse(readFileSync(ring, 'utf8')).keys[0]
  writeFileSync(ring, readFileSync(ring, 'utf8').replace(d, jwk.d ?? ''))
  const { exit, stdout, stderr } = await scopectl(['token', '--role', 'root'], { cwd: own })
  expect([exit, stdout]).toEqual([2, ''])
  expect(stderr).toContain('error[key-torn]')
})

test('ALG3: public key material is not an HMAC secret, neither for checking nor for signing', async () => {
  const { publicKey } = keyPair('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const jwk = publicKey.export({ format: 'jwk' })
  const claims = {
    iss: 'https://idp.test',
    aud: 'api',
    sub: 'eve',
    exp: 4102444800,
    scope: 'admin',
  }
  const input = `${b64('{"alg":"HS256"}')}.${b64(JSON.stringify(claims))}`
  const forms = [
    spki.toString('base64'),
    Buffer.from(pem).toString('base64'),
    spki.toString('hex'),
    `n=${jwk.n}`,
    JSON.stringify([{ kid: 'a', ...jwk }]),
  ]
  const lines = forms.flatMap((secret) => {
    const cwd = tempDir({ 'scopes.yaml': catalog('env:KEY, algorithm: HS256') })
    const signature = createHmac('sha256', secret).update(input).digest('base64url')
    const env = { KEY: secret }
    return [
      scopectl(['check', '--need', 'admin'], { cwd, env, input: `${input}.${signature}` }),
      scopectl(['token', '--role', 'root'], { cwd, env }),
    ]
  })
  for (const { exit, stdout } of await Promise.all(lines)) expect([exit, stdout]).toEqual([2, ''])
})
