import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../src/core/errors.js'
import { readEnvironment } from '../../src/io/env-file.js'
import { loadKeys } from '../../src/io/key-source.js'
import { keyPair } from '../support/key-pair.js'
import { codesOf, context, folder, problemsOf } from './support.js'

const ec = keyPair('ec', { namedCurve: 'P-256' })
const rsa = keyPair('rsa', { modulusLength: 2048 })
const ed = keyPair('ed25519')
const jwkOf = ({ privateKey }: ReturnType<typeof keyPair>) => privateKey.export({ format: 'jwk' })
const publicOf = ({ publicKey }: ReturnType<typeof keyPair>) => publicKey.export({ format: 'jwk' })
const pem = (key: { export: (options: never) => unknown }, type: string): string =>
  String(key.export({ format: 'pem', type } as never))

function loader(content: string | Uint8Array, env: Record<string, string> = {}) {
  const dir = folder({ key: content })
  chmodSync(join(dir, 'key'), 0o600)
  const ctx = context(dir, { env })
  const place = { ctx, environment: readEnvironment(undefined, ctx), folder: dir, by: '--key' }
  return (spec = 'file:key') => loadKeys(spec, place)
}

describe('forms, by content', () => {
  test.each([
    ['PKCS#8', pem(ec.privateKey, 'pkcs8'), 'EC', true],
    ['SEC1', pem(ec.privateKey, 'sec1'), 'EC', true],
    ['PKCS#1 private', pem(rsa.privateKey, 'pkcs1'), 'RSA', true],
    ['PKCS#1 public', pem(rsa.publicKey, 'pkcs1'), 'RSA', false],
    ['SPKI', pem(ed.publicKey, 'spki'), 'OKP', false],
    ['SPKI with CRLF', pem(ec.publicKey, 'spki').replaceAll('\n', '\r\n'), 'EC', false],
    [
      'openssl ecparam',
      `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(ec.privateKey, 'sec1')}`,
      'EC',
      true,
    ],
    ['JWK', JSON.stringify(jwkOf(ed)), 'OKP', true],
    ['JWKS', JSON.stringify({ keys: [publicOf(rsa)] }), 'RSA', false],
  ])('%s', async (_name, text, kty, isPrivate) => {
    const { keys, secretBytes, notes } = await loader(text)()
    expect(keys).toHaveLength(1)
    expect(keys[0]?.kty).toBe(kty)
    expect(keys[0]?.d !== undefined).toBe(isPrivate)
    expect(secretBytes).toBeUndefined()
    expect(notes).toEqual([])
  })

  test('KEY4: a raw secret file loses at most one line end; its bytes are counted', async () => {
    const of = async (content: string | Uint8Array) => {
      const { keys, secretBytes } = await loader(content)()
      return [Buffer.from(keys[0]?.k ?? '', 'base64url').toString('latin1'), secretBytes]
    }
    expect(await of('abc\n')).toEqual(['abc', 3])
    expect(await of('abc\r\n')).toEqual(['abc', 3])
    expect(await of('abc\n\n')).toEqual(['abc\n', 4])
    expect(await of(' abc ')).toEqual([' abc ', 5])
    expect(await of('\ufeffabc')).toEqual(['\u00ef\u00bb\u00bfabc', 6])
    expect(await of('deadbeef')).toEqual(['deadbeef', 8])
    expect(await of('{not json')).toEqual(['{not json', 9])
    expect(await of(Uint8Array.from([0xff, 0, 1]))).toEqual(['\u00ff\0\u0001', 3])
  })

  test('a variable is used as it is', async () => {
    const { keys, source, secretBytes } = await loader('', { S: 'é\n' })('env:S')
    expect([keys[0]?.k, source, secretBytes]).toEqual([
      Buffer.from('é\n').toString('base64url'),
      'env:S',
      3,
    ])
  })
})

describe('refused', () => {
  const spki = publicOf(ec)
  test.each([
    [
      'an encrypted key',
      String(
        ec.privateKey.export({
          format: 'pem',
          type: 'pkcs8',
          cipher: 'aes-256-cbc',
          passphrase: 'p',
        }),
      ),
      ['key-encrypted'],
    ],
    [
      'an old encrypted key',
      String(
        rsa.privateKey.export({
          format: 'pem',
          type: 'pkcs1',
          cipher: 'aes-256-cbc',
          passphrase: 'p',
        }),
      ),
      ['key-encrypted'],
    ],
    [
      'a broken PEM',
      pem(ec.privateKey, 'pkcs8').replace(/[A-Za-z0-9]{30}/, ''),
      ['key-unreadable'],
    ],
    ['two PEM blocks', pem(ec.publicKey, 'spki') + pem(rsa.publicKey, 'spki'), ['key-unreadable']],
    [
      'an OpenSSH private key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
      ['key-form-unknown'],
    ],
    ['X25519, which does not sign', pem(keyPair('x25519').publicKey, 'spki'), ['key-type-unknown']],
    [
      'RSA-PSS only',
      pem(keyPair('rsa-pss', { modulusLength: 2048 }).publicKey, 'spki'),
      ['key-type-unknown'],
    ],
    ['SEC9: an empty file', '', ['key-empty']],
    ['SEC9: a line end only', '\n', ['key-empty']],
    ['a JWK with a duplicate name', '{"kty":"oct","k":"YQ","k":"Yg"}', ['key-unreadable']],
    ['a truncated JWK', '{"kty":"oct","k":"YQ"', ['key-unreadable']],
    ['an incomplete JWK', '{"kty":"RSA","n":"AQAB"}', ['key-incomplete']],
    ['a JWK with a number instead of text', '{"kty":"oct","k":1}', ['key-incomplete']],
    ['JSON that is not a key', '{"a":1}', ['key-unreadable']],
    ['a JWK of unknown type', '{"kty":"AKP","pub":"x"}', ['key-type-unknown']],
    ['KEY3: no key in the set', '{"keys":[]}', ['keys-none']],
    ['KEY3: keys is not a list', '{"keys":{}}', ['key-unreadable']],
    [
      'KEY3: secrets and public keys mixed',
      JSON.stringify({ keys: [{ kty: 'oct', k: 'YQ' }, spki] }),
      ['keys-mixed'],
    ],
    ['KEY3: 101 keys', JSON.stringify({ keys: Array(101).fill(spki) }), ['keys-too-many']],
    [
      'KEY3: 10,000 keys',
      JSON.stringify({ keys: Array(10_000).fill({ kty: 'oct', k: 'YQ' }) }),
      ['keys-too-many'],
    ],
  ])('%s', async (_name, content, codes) => {
    expect(await codesOf(() => loader(content as string)())).toEqual(codes)
  })

  test.each([
    ['SEC1: a bare secret', 'my-secret', 'key-source-unknown'],
    ['nothing after file:', 'file:', 'key-source-unknown'],
    ['a bad variable name', 'env:$X', 'env-bad-name'],
    ['http to another machine', 'http://example.test/jwks', 'key-url-insecure'],
    ['another scheme', 'ftp://example.test/jwks', 'key-source-unknown'],
  ])('%s', async (_name, spec, code) => {
    expect(await codesOf(() => loader('x')(spec))).toEqual([code])
  })
})

const ignored = (key: string | number, fault: object) => ({
  code: 'key-ignored',
  source: 'file:key',
  key,
  fault,
})

test('KEY3: an unknown type in a set is ignored, with a note', async () => {
  const keys = [
    { kty: 'AKP', kid: 'new' },
    { kty: 'EC', crv: 'secp256k1', x: 'a', y: 'b' },
    7,
    publicOf(ec),
  ]
  const loaded = await loader(JSON.stringify({ keys }))()
  expect(loaded.keys).toHaveLength(1)
  expect(loaded.notes.map(({ code, args }) => ({ code, ...args }))).toEqual([
    ignored('new', { what: 'type', type: 'AKP' }),
    ignored(2, { what: 'type', type: 'EC secp256k1' }),
    ignored(3, { what: 'not-object', found: 'number' }),
  ])
})

test('unknown members are dropped, inherited ones are ignored', async () => {
  const { keys } = await loader(
    '{"kty":"oct","k":"YQ","x5u":"http://x.test","__proto__":{"alg":"none"}}',
  )()
  expect(keys).toEqual([{ kty: 'oct', k: 'YQ' }])
  expect(keys[0]?.alg).toBeUndefined()
})

test('SEC2: a private key file that others may read gives a warning; a public one does not', async () => {
  const open = async (content: string) => {
    const dir = folder({ key: content })
    chmodSync(join(dir, 'key'), 0o644)
    const ctx = context(dir)
    const place = { ctx, environment: readEnvironment(undefined, ctx), folder: dir, by: '--key' }
    return (await loadKeys('file:key', place)).notes
  }
  const note = { code: 'key-file-open', args: { file: 'key', mode: '0644' } }
  expect(await open(pem(ec.privateKey, 'pkcs8'))).toMatchObject([note])
  expect(await open('a-secret')).toMatchObject([note])
  expect(await open(pem(ec.publicKey, 'spki'))).toEqual([])
})

test('SEC4: no byte of a key in any error, its stack or cause', async () => {
  const d = String(jwkOf(ec)['d'])
  const body = pem(ec.privateKey, 'pkcs8').split('\n')[1] ?? ''
  const inputs = [
    `{"kty":"EC","d":"${d}","d":"${d}"}`,
    `{"kty":"EC","d":"${d}"`,
    `{"kty":"EC","crv":"P-256","d":"${d}"}`,
    `{"secret":"${d}"}`,
    `{"keys":[{"kty":"EC","d":"${d}"}]}`,
    `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`,
    pem(ec.privateKey, 'pkcs8').repeat(2),
  ]
  for (const input of inputs) {
    const error = await loader(input)().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ScopectlError)
    const { stack, message, cause, problems } = error as ScopectlError
    const all = JSON.stringify([stack, message, String(cause), problems])
    expect(all).not.toContain(d)
    expect(all).not.toContain(body)
    expect(cause).toBeUndefined()
  }
  for (const spec of [
    d,
    `env:${d}-`,
    `https:${d}`,
    `https://user:${d}@x.test/`,
    `http://x.test/?k=${d}`,
  ]) {
    expect(JSON.stringify(await problemsOf(() => loader('x')(spec)))).not.toContain(d)
  }
})
