import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/io/env-file.js'
import { loadKeys } from '../../src/io/key-source.js'
import { say } from '../../src/report/words/index.js'
import { cpuTimer } from '../support/cpu-time.js'
import { keyPair } from '../support/key-pair.js'
import { context, folder, problemsOf } from './support.js'

const ec = keyPair('ec', { namedCurve: 'P-256' })
const rsa = keyPair('rsa', { modulusLength: 2048 })
const privatePem = ec.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const publicPem = ec.publicKey.export({ format: 'pem', type: 'spki' }).toString()
const fixture = (name: string) => readFileSync(`test/fixtures/keys/${name}`, 'utf8')
const publicOf = (jwk: object | undefined) => {
  const { kty, crv, x, y } = jwk as Record<string, string>
  return { kty, crv, x, y }
}
const expected = publicOf(ec.publicKey.export({ format: 'jwk' }))

function load(content: string | Uint8Array) {
  const dir = folder({ key: content })
  const ctx = context(dir, { env: { KEY: typeof content === 'string' ? content : '' } })
  const place = { ctx, environment: readEnvironment(undefined, ctx), folder: dir, by: '--key' }
  return loadKeys('env:KEY', place)
}

/** The message and hint of the one problem. */
async function told(content: string): Promise<readonly [string, string | undefined]> {
  const [found, ...others] = await problemsOf(() => load(content))
  expect(others).toEqual([])
  const { says, hint } = say(found as NonNullable<typeof found>)
  return [says, hint]
}

describe('a PEM mangled by environments, editors and .env files is read', () => {
  const escaped = privatePem.replaceAll('\n', '\\n')
  test.each([
    ['line ends written as \\n', escaped],
    ['line ends written as \\r\\n', privatePem.replaceAll('\n', '\\r\\n')],
    ['that in double quotes', `"${escaped}"`],
    ['that in single quotes', `'${escaped}'`],
    ['spaces instead of line ends', privatePem.replaceAll('\n', ' ')],
    ['nothing instead of line ends', privatePem.replaceAll('\n', '')],
    ['indented', privatePem.replace(/^/gm, '    ')],
    ['CR instead of line ends', privatePem.replaceAll('\n', '\r')],
    ['with a BOM', `\ufeff${privatePem}`],
    [
      'with the text that openssl pkcs12 writes around it',
      `Bag Attributes\n    x: 1\n${privatePem}`,
    ],
  ])('%s', async (_name, text) => {
    const { keys } = await load(text)
    expect(keys).toHaveLength(1)
    expect(publicOf(keys[0])).toEqual(expected)
    expect(keys[0]?.d).toBe(ec.privateKey.export({ format: 'jwk' }).d)
  })
})

describe('several blocks in one PEM are one key only if they belong together', () => {
  const own = fixture('ec.pem')
  test.each([
    ['a private key and its public key', publicPem + privatePem, expected],
    ['a duplicate private key above its public one', privatePem + publicPem + publicPem, expected],
  ])('%s', async (_name, text, key) => {
    expect(publicOf((await load(text)).keys[0])).toEqual(key)
  })

  test('a private key, its certificate, and the issuer of that', async () => {
    for (const text of [
      own + fixture('cert.pem'),
      fixture('leaf.pem') + own + fixture('ca.pem'),
      own + fixture('ca.pem') + fixture('leaf.pem'),
    ]) {
      const { keys } = await load(text)
      expect(keys).toHaveLength(1)
      expect(keys[0]?.d).toBeDefined()
    }
  })

  test('a chain is the key of its first certificate', async () => {
    const { keys } = await load(fixture('leaf.pem') + fixture('ca.pem'))
    const [leaf] = (await load(fixture('leaf.pem'))).keys
    expect(keys).toEqual([leaf])
  })

  test.each([
    ['two private keys', privatePem + fixture('ec.pem'), 'several keys'],
    ['two public keys', publicPem + fixture('cert.pem'), 'several keys'],
    ['certificates that are not a chain', fixture('ca.pem') + fixture('leaf.pem'), 'not a chain'],
    ['a private key and the certificate of another', privatePem + fixture('cert.pem'), 'match'],
    [
      'a private key, its certificate, and another public key',
      fixture('ec.pem') + fixture('cert.pem') + publicPem,
      'match',
    ],
    ['a PEM without its end', privatePem.slice(0, 150), 'no END line'],
    ['one of two without its end', publicPem + privatePem.slice(0, 150), 'no END line'],
  ])('%s', async (_name, text, reason) => {
    const [says, hint] = await told(text)
    expect(says).toContain(reason)
    expect(hint).toBeTruthy()
  })

  test.each([
    ['pgp.asc', 'a PGP key', undefined],
    [
      'p7.pem',
      'a PKCS#7 bundle',
      'printenv KEY | openssl pkcs7 -print_certs > key.pem, then use file:key.pem',
    ],
  ])('%s', async (file, what, hint) => {
    const [says, way] = await told(fixture(file))
    expect(says).toBe(
      `\`env:KEY\` has ${what}, which is not supported: use PEM, a JWK or a JWK set`,
    )
    expect(way).toBe(hint)
  })

  test('SIZE: a megabyte of BEGIN lines is refused once and quickly', async () => {
    const spent = cpuTimer()
    await told('-----BEGIN EC PRIVATE KEY-----\n'.repeat(32_000))
    expect(spent()).toBeLessThan(20_000)
  })
})

describe('for a document that is not a key, the message says what it is and what to write', () => {
  const jwk = { ...rsa.publicKey.export({ format: 'jwk' }), use: 'sig' }
  const set = (...keys: unknown[]) => JSON.stringify({ keys })
  test.each<[string, string, string, string | undefined]>([
    [
      'kid null',
      set({ ...jwk, kid: null }),
      '`env:KEY` has no usable key: key 1: `kid` is null, expected a string',
      undefined,
    ],
    [
      'kid a number, and a key that lacks a member',
      set({ ...jwk, kid: 12 }, { kty: 'EC', kid: 'b', crv: 'P-256', x: 'AA' }),
      '`env:KEY` has no usable key: key 1: `kid` is a number, expected a string; key `b`: `y` is missing',
      undefined,
    ],
    [
      'key_ops null',
      set({ ...jwk, kid: 'a', key_ops: null }),
      '`env:KEY` has no usable key: key `a`: `key_ops` is null, expected a list of strings',
      undefined,
    ],
    [
      'x5c only',
      set({ kty: 'RSA', kid: 'a', x5c: ['MIIC'] }),
      '`env:KEY` has no usable key: key `a`: `n` and `e` are missing, and `x5c` is not supported',
      undefined,
    ],
    [
      'five unusable keys',
      set({}, 1, [], 'x', { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }),
      '`env:KEY` has no usable key: key 1: it has no `kty`; key 2: expected an object, found a number; key 3: expected an object, found a list; and 2 more',
      undefined,
    ],
    ['an empty set', set(), 'the JWK set in `env:KEY` is empty', undefined],
    [
      'a discovery document',
      JSON.stringify({ issuer: 'https://idp.test', jwks_uri: 'https://idp.test/jwks' }),
      "`env:KEY` is an issuer's metadata, not its key set",
      'set the key to its jwks_uri: https://idp.test/jwks',
    ],
    [
      'one whose URL may contain a secret',
      JSON.stringify({ jwks_uri: 'https://user:hunter2@idp.test/jwks?token=hunter2' }),
      "`env:KEY` is an issuer's metadata, not its key set",
      'set the key to its jwks_uri',
    ],
    [
      'a bare list',
      JSON.stringify([jwk]),
      'cannot read the key in `env:KEY`: it is a list of keys, not a JWK set',
      'wrap the list: `{"keys": […]}`',
    ],
    [
      'keys is a map',
      JSON.stringify({ keys: { a: jwk } }),
      'cannot read the key in `env:KEY`: `keys` is not a list',
      'write a JWK set as `{"keys": [{…}, {…}]}`',
    ],
    [
      'a service account',
      JSON.stringify({ type: 'service_account', private_key: privatePem }),
      '`env:KEY` has a PEM key in a JSON document, which is not supported: use PEM, a JWK or a JWK set',
      'printenv KEY | jq -r .private_key > key.pem, then use file:key.pem',
    ],
  ])('%s', async (_name, text, says, hint) => {
    expect(await told(text)).toEqual([says, hint])
  })
})
