import { describe, expect, test } from 'vitest'
import { keyKind } from '../../../src/core/token/key-signs.js'
import { keyPair } from '../../support/key-pair.js'

const kindOf = (text: string) => keyKind(text, Buffer.from(text))
const binary = (...parts: readonly (string | Uint8Array)[]) => {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)))
  return keyKind(bytes.toString('latin1'), bytes)
}

describe('the first line of a PEM says what it is', () => {
  test.each([
    ['CERTIFICATE', 'certificate'],
    ['TRUSTED CERTIFICATE', 'certificate'],
    ['CERTIFICATE REQUEST', 'certificate'],
    ['OPENSSH PRIVATE KEY', 'ssh-private'],
    ['SSH2 PUBLIC KEY', 'ssh'],
    ['PGP PUBLIC KEY BLOCK', 'pgp'],
    ['PKCS7', 'pkcs7'],
    ['PKCS #7 SIGNED DATA', 'pkcs7'],
    ['PKCS 7', 'pkcs7'],
    ['CMS', 'pkcs7'],
    ['PUBLIC KEY', 'pem'],
    ['RSA PRIVATE KEY', 'pem'],
    ['EC PARAMETERS', 'pem'],
  ] as const)('%s: %s', (label, kind) => {
    expect(kindOf(`-----BEGIN ${label}-----\nAAAA`)).toBe(kind)
  })
})

describe('text', () => {
  test.each([
    ['{"kty":"RSA"}', 'jwk'],
    ['ssh-ed25519 AAAAC3Nza', 'ssh'],
    ['<RSAKeyValue><Modulus>', 'xml'],
    ['<ds:X509Certificate >', 'xml'],
    ['Public-Key: (2048 bit)', 'modulus'],
    ['keys/jwt.pem', 'place'],
    [`  file:${'a'.repeat(995)}  `, 'place'],
  ] as const)('%s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })

  test('a text of more than 1,000 characters is not a place', () => {
    expect(kindOf(`file:${'a'.repeat(996)}`)).toBeUndefined()
  })

  test('a modulus after its name, among the first twenty names', () => {
    const digits = 'c5'.repeat(128)
    for (const spread of [digits, digits.replace(/.{30}/g, '$&:\\n '), `"${digits}"`])
      expect(kindOf(`n: ${spread}`), spread).toBe('modulus')
    expect(kindOf(`${'n: 1; '.repeat(19)}n: ${digits}`)).toBe('modulus')
    expect(kindOf(`${'n: 1; '.repeat(20)}n: ${digits}`)).toBeUndefined()
    expect(kindOf(`n: ${digits.slice(0, 169)}`)).toBeUndefined()
  })
})

describe('binary forms', () => {
  test('of ssh and Windows', () => {
    expect(binary(Buffer.from([0, 0, 0, 11]), 'ssh-ed25519', Buffer.alloc(40, 1))).toBe('ssh')
    expect(binary('openssh-key-v1\0none', Buffer.alloc(40, 1))).toBe('ssh-private')
    const header = Buffer.from('0602000000a40000525341310008000001000100', 'hex')
    expect(binary(header, Buffer.alloc(40, 1))).toBe('modulus')
    expect(binary(Buffer.alloc(1, 1), header, Buffer.alloc(40, 1))).toBeUndefined()
  })

  test('ASN.1 after blanks, and nothing but blanks', () => {
    const der = keyPair('ed25519').publicKey.export({ format: 'der', type: 'spki' })
    for (const before of ['', '\0\0', '\r\n\t ', '\ufeff']) expect(binary(before, der)).toBe('der')
    expect(binary('x', der)).toBeUndefined()
    expect(binary('\0\0\0\0')).toBeUndefined()
  })
})

describe('a point of a curve', () => {
  test.each([
    ['P-256', 32],
    ['P-384', 48],
    ['P-521', 66],
    ['secp256k1', 32],
  ] as const)('%s', (namedCurve, size) => {
    const { x, y } = keyPair('ec', { namedCurve }).publicKey.export({ format: 'jwk' })
    const both = Buffer.concat([x, y].map((part) => Buffer.from(String(part), 'base64url')))
    expect(both.length).toBe(2 * size)
    const point = (...first: readonly number[]) => binary(Buffer.from(first), both)
    expect(point()).toBe('point')
    expect(point(4)).toBe('point')
    for (const first of [[3], [0], [4, 4], [0, 4]]) expect(point(...first)).toBeUndefined()
    both[both.length - 1] = (both.at(-1) ?? 0) ^ 1
    expect(point()).toBeUndefined()
    expect(point(4)).toBeUndefined()
  })
})
