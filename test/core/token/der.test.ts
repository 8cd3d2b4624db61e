import { describe, expect, test } from 'vitest'
import { derKind } from '../../../src/core/token/der.js'

/** One element, its length in the shortest form. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts)
const integer = (hex: string): Buffer => element(0x02, bytes(hex))
const octets = (size: number): Buffer => element(0x04, Buffer.alloc(size, 7))
const oid = (hex: string): Buffer => element(0x06, bytes(hex))
const set = element(0x31, bytes('0500'))
const modulus = (size: number, first = 0x7f): Buffer =>
  element(0x02, Buffer.concat([Buffer.from([first]), Buffer.alloc(size - 1, 0xab)]))

const RSA = oid('2a864886f70d010101')
const PKCS7 = oid('2a864886f70d010702')
const OTHER = oid('550403')
const ZERO = integer('00')
const ONE = integer('01')
const E65537 = integer('010001')

describe('what the names of algorithms say', () => {
  test.each([
    ['RSA', '2a864886f70d010101'],
    ['EC', '2a8648ce3d0201'],
    ['Ed25519', '2b6570'],
    ['secp256k1', '2b8104000a'],
    ['SM2', '2a811ccf5501822d'],
    ['ML-DSA', '608648016503040311'],
  ])('%s', (_name, name) => {
    expect(derKind(sequence(sequence(oid(name)), octets(32)))).toBe('der')
    expect(derKind(sequence(ZERO, sequence(oid(name)), octets(32)))).toBe('der')
    expect(derKind(sequence(sequence(ONE, sequence(oid(name)))))).toBe('der-certificate')
  })

  test('PKCS#7, also in PKCS#12', () => {
    expect(derKind(sequence(PKCS7, octets(40)))).toBe('pkcs7')
    expect(derKind(sequence(integer('03'), sequence(PKCS7)))).toBe('pkcs12')
    expect(derKind(sequence(RSA, octets(40)))).toBeUndefined()
  })

  test('other names, and a name that is empty or missing, say nothing', () => {
    const empty = Buffer.concat([Buffer.from([0x06, 0]), bytes('2a8648ce3d0201')])
    for (const name of [OTHER, empty, octets(32), Buffer.alloc(0)]) {
      expect(derKind(sequence(sequence(name), octets(32)))).toBeUndefined()
      expect(derKind(sequence(ZERO, sequence(name)))).toBeUndefined()
      expect(derKind(sequence(sequence(ONE, sequence(name))))).toBeUndefined()
    }
    expect(derKind(sequence(sequence()))).toBeUndefined()
    expect(derKind(element(0x31, sequence(RSA), octets(32)))).toBeUndefined()
  })
})

describe('certificates and requests', () => {
  const version = (...parts: readonly Uint8Array[]): Buffer =>
    sequence(sequence(element(0xa0, ...parts)))

  test('the version of a certificate is one number', () => {
    expect(derKind(version(integer('02')))).toBe('der-certificate')
    for (const parts of [[integer('02'), integer('02')], [octets(1)], []])
      expect(derKind(version(...parts))).toBeUndefined()
  })

  test('a request begins with a version of one byte and a name', () => {
    expect(derKind(sequence(sequence(ZERO, sequence(set))))).toBe('der-certificate')
    for (const parts of [
      [integer('0102'), sequence(set)],
      [ZERO, sequence(octets(1))],
      [ZERO, set],
      [octets(1), sequence(set)],
      [octets(1), sequence(RSA)],
      [ZERO],
    ])
      expect(derKind(sequence(sequence(...parts)))).toBeUndefined()
  })
})

describe('RSA keys of PKCS#1', () => {
  test('a public one is a modulus of 1024 bits or more, and an exponent that fills the rest', () => {
    for (const size of [128, 129, 256, 512])
      expect(derKind(sequence(modulus(size), E65537)), `${size}`).toBe('der')
    for (const first of [0, 0x7f]) expect(derKind(sequence(modulus(128, first), ONE))).toBe('der')
    expect(derKind(sequence(modulus(128), element(0x02, Buffer.alloc(14, 1))))).toBe('der')
    const cut = sequence(modulus(128), E65537).subarray(0, -5)
    expect(derKind(cut)).toBe('der')
  })

  test('everything else is not', () => {
    for (const parts of [
      [modulus(127), E65537],
      [modulus(128, 0x80), E65537],
      [modulus(128), octets(1)],
      [modulus(128), Buffer.from([0x02, 0])],
      [modulus(128), element(0x02, Buffer.alloc(15, 1))],
      [modulus(128)],
      [octets(128), E65537],
    ])
      expect(derKind(sequence(...parts))).toBeUndefined()
  })

  test('a private one has version 0 and a modulus', () => {
    expect(derKind(sequence(ZERO, modulus(64)))).toBe('der')
    for (const parts of [
      [ZERO, modulus(63)],
      [ONE, modulus(64)],
      [integer('0000'), modulus(64)],
      [ZERO],
    ])
      expect(derKind(sequence(...parts))).toBeUndefined()
  })
})

test('an EC key of SEC 1 has version 1 and a number of the size of a curve', () => {
  for (const size of [28, 32, 48, 66]) {
    expect(derKind(sequence(ONE, octets(size))), `${size}`).toBe('der')
    expect(derKind(sequence(ZERO, octets(size))), `${size}`).toBeUndefined()
  }
  expect(derKind(sequence(ONE, octets(33)))).toBeUndefined()
  expect(derKind(sequence(ONE, element(0x03, Buffer.alloc(32))))).toBeUndefined()
})

test('the version of a key is at most 3', () => {
  for (const version of ['00', '01', '02', '03'])
    expect(derKind(sequence(integer(version), sequence(RSA))), version).toBe('der')
  for (const version of ['04', '80', 'ff'])
    expect(derKind(sequence(integer(version), sequence(RSA))), version).toBeUndefined()
})

describe('lengths', () => {
  const rest = Buffer.concat([ZERO, sequence(RSA)])
  const withLength = (hex: string): Uint8Array => Buffer.concat([bytes(`30${hex}`), rest])

  test('of up to three bytes, in the shortest form, or indefinite', () => {
    for (const length of ['10', '7f', '8180', '820100', '83010000', '80'])
      expect(derKind(withLength(length)), length).toBe('der')
    for (const length of ['8110', '82007f', '8401000000', 'ff'])
      expect(derKind(withLength(length)), length).toBeUndefined()
  })

  test('an element of indefinite length contains what follows', () => {
    const key = Buffer.concat([bytes('3080'), integer('00'), bytes('3080'), RSA])
    expect(derKind(key)).toBe('der')
    const pkcs1 = (more: number): Uint8Array =>
      Buffer.concat([bytes('3080'), modulus(128), E65537, Buffer.alloc(more)])
    expect(derKind(pkcs1(11))).toBe('der')
    expect(derKind(pkcs1(12))).toBeUndefined()
  })

  test('text that ends in one has none', () => {
    for (const hex of ['', '30', '3003', '300302', '30820100', '3082', '308201', '3003020100'])
      expect(derKind(bytes(hex)), hex).toBeUndefined()
  })
})
