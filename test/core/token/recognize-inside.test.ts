import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { recognizeKey } from '../../../src/core/token/recognize-key.js'
import { keyPair } from '../../support/key-pair.js'

const der = keyPair('ed25519').publicKey.export({ format: 'der', type: 'spki' })
const cert = readFileSync('test/fixtures/keys/cert.pem', 'utf8').trim()
const kindOf = (text: string) => recognizeKey(Buffer.from(text))
const list = (bytes: Uint8Array): number[] => [...bytes]
/** Recognized by its first fourteen bytes, so it can have any length. */
const ssh = (size: number): Buffer =>
  Buffer.concat([Buffer.from('openssh-key-v1'), Buffer.alloc(size - 14)])
/** Long enough to be looked at, and nothing is encoded in it. */
const FILLER = 'this is not a key, not at all'

describe('JSON', () => {
  test('a JWK is one where it is; anything else is looked for in the members', () => {
    expect(kindOf(' {"keys":[{"kty":"RSA"}]}')).toEqual({ what: 'jwk', through: [] })
    for (const before of ['', ' ', '\n'])
      expect(kindOf(`${before}${JSON.stringify({ tls: [{ cert }] })}`)).toEqual({
        what: 'certificate',
        through: ['json'],
        at: '.tls[0].cert',
      })
    expect(kindOf(JSON.stringify([FILLER, der.toString('base64')]))).toEqual({
      what: 'der',
      through: ['json', 'base64'],
      at: '[1]',
    })
  })

  test('a PEM with braces around or after it is not a document', () => {
    for (const text of [`${cert} # {note}`, `see{${cert}`, `a "quoted" word, ${cert}`])
      expect(kindOf(text)).toEqual({ what: 'certificate', through: [] })
  })

  test('a PEM in a text that only begins like JSON', () => {
    expect(kindOf(`{ not JSON ${cert}`)?.what).toMatch(/certificate/)
  })

  test('texts of 24 characters or more', () => {
    expect(kindOf(JSON.stringify({ a: 'env:ABCDEFGHIJKLMNOPQRST' }))).toEqual({
      what: 'place',
      through: ['json'],
      at: '.a',
    })
    expect(kindOf(JSON.stringify({ a: 'env:ABCDEFGHIJKLMNOPQRS' }))).toBeUndefined()
  })

  test('lists of 32 bytes or more, and no other lists', () => {
    const found = { what: 'ssh-private', through: ['json'], at: '.a' }
    for (const size of [32, 33, 40])
      expect(kindOf(JSON.stringify({ a: list(ssh(size)) })), `${size}`).toEqual(found)
    expect(kindOf(JSON.stringify({ a: [...list(ssh(32)), 255, 0] }))).toEqual(found)
    expect(kindOf(JSON.stringify({ a: list(ssh(31)) }))).toBeUndefined()
    const [start, end] = [list(ssh(32)).slice(0, 20), list(ssh(32)).slice(20)]
    const among = (other: unknown) => kindOf(JSON.stringify({ a: [...start, other, ...end] }))
    for (const other of [256, 1.5, null, '1', true])
      expect(among(other), `${other}`).toBeUndefined()
    expect(among(-1)?.through, 'as Java prints them').toEqual(['hex'])
    expect(kindOf(JSON.stringify({ a: [null, [list(der)]] }))).toEqual({
      what: 'der',
      through: ['json'],
      at: '.a[1][0]',
    })
  })
})

describe('encodings', () => {
  const escaped = list(der)
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('')

  test.each([
    ['quotes', `"${cert}"`, ['quotes']],
    ['quotes with blanks around them', ` '${der.toString('hex')}'\n`, ['quotes', 'hex']],
    ['percent escapes', encodeURIComponent(cert), ['percent']],
    ['escapes of Python', `b'${escaped}'`, ['hex']],
    ['the same with blanks', ` b"${escaped}" \n`, ['hex']],
    ['escapes alone', escaped, ['hex']],
    ['hex', der.toString('hex'), ['hex']],
    ['hex with colons', der.toString('hex').replace(/..(?=.)/g, '$&:'), ['hex']],
    ['hex in a sentence', `the key is ${der.toString('hex')}, in hex.`, ['hex']],
    ['base64 in a sentence', `the key is ${der.toString('base64')}, in base64.`, ['base64']],
    ['base64 on lines', der.toString('base64').replace(/.{20}/g, '$&\\n'), ['base64']],
    ['base64 with escaped slashes', der.toString('base64').replaceAll('/', '\\/'), ['base64']],
  ])('%s', (_how, text, through) => {
    expect(kindOf(text)?.through).toEqual(through)
  })

  test('bytes as Python prints them, where printable ones are themselves', () => {
    const printed = list(der.subarray(0, 44))
      .map((byte) =>
        byte > 0x20 && byte < 0x7f && !'\\\'"'.includes(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`,
      )
      .join('')
    expect(printed).toContain('*0')
    for (const text of [
      printed,
      `b'${printed}'`,
      `b"${printed}"`,
      ` b'${printed}' \n`,
      `'${printed}'`,
    ])
      expect(kindOf(text)?.what, text).toBe('der')
  })

  test('other quotes, and half an escape, are only text', () => {
    for (const text of [`"${FILLER}'`, `b'${FILLER}'`, '100%, or 50% of it', 'a \\x1 and a \\xyz'])
      expect(kindOf(text)).toBeUndefined()
  })

  test('UTF-16, with and without its mark, in both orders', () => {
    const wide = Buffer.from(`\ufeff${cert}`, 'utf16le')
    for (const bytes of [wide, wide.subarray(2), Buffer.from(wide).swap16()])
      expect(recognizeKey(bytes)).toEqual({ what: 'certificate', through: ['utf-16'] })
  })

  test('four of them are undone, and no more', () => {
    const nested = (times: number): string =>
      Array.from({ length: times }).reduce<string>(
        (text) => Buffer.from(text).toString('base64'),
        cert,
      )
    expect(kindOf(nested(4))?.through).toHaveLength(4)
    expect(kindOf(nested(5))).toBeUndefined()
  })
})

describe('how much is examined', () => {
  const among = (fillers: number) =>
    kindOf(JSON.stringify([...Array.from({ length: fillers }, () => FILLER), cert]))

  test('300 texts, counting the document', () => {
    expect(among(298)).toEqual({ what: 'certificate', through: ['json'], at: '[298]' })
    expect(among(299)?.through).not.toEqual(['json'])
  })

  test('100,000 bytes', () => {
    expect(kindOf(`${'. '.repeat(45_000)}${cert}`)?.what).toBe('certificate')
    expect(kindOf(`${'. '.repeat(50_000)}${cert}`)).toBeUndefined()
  })
})
