import { randomBytes, randomInt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSecret } from '../../../src/core/token/key-rules.js'
import { recognizeKey } from '../../../src/core/token/recognize-key.js'
import { cpuTimer } from '../../support/cpu-time.js'
import { isText, KEY_FORMS, TEXT_WRAPPINGS, WRAPPINGS } from '../../support/key-spellings.js'

const codes = (bytes: Uint8Array) => checkSecret(bytes, 'HS256').map(({ code }) => code)

describe('ALG3: key material in its usual forms is never accepted as an HMAC secret', () => {
  test.each(KEY_FORMS)('%s', (_name, form) => {
    const inner = Buffer.from(form)
    expect(codes(inner)).toEqual(['secret-looks-like'])
    for (const [how, wrap] of isText(inner) ? [...WRAPPINGS, ...TEXT_WRAPPINGS] : WRAPPINGS) {
      expect(codes(wrap(inner)), how).toEqual(['secret-looks-like'])
      const cut = wrap(inner).toString('latin1').trim()
      expect(codes(Buffer.from(cut, 'latin1')), `${how}, trimmed`).toEqual(['secret-looks-like'])
    }
  })

  test('through three encodings, in any order', () => {
    const wrappings = fc.array(fc.constantFrom(...WRAPPINGS, ...TEXT_WRAPPINGS), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(fc.constantFrom(...KEY_FORMS), wrappings, ([form, text], around) => {
        let wrapped: Buffer = Buffer.from(text)
        for (const [name, wrap] of around) {
          const needsText = TEXT_WRAPPINGS.some(([other]) => other === name)
          if (needsText && !isText(wrapped)) return
          wrapped = wrap(wrapped)
        }
        const how = around.map(([name]) => name).join(', then ')
        expect(codes(wrapped), `${form}, in ${how}`).toEqual(['secret-looks-like'])
      }),
      { numRuns: 1000 },
    )
  })

  test('the result has the form, and the encodings around it', () => {
    const [, spki] = KEY_FORMS[0] ?? ['', '']
    const inner = Buffer.from(spki)
    const document = JSON.stringify({ keys: [{ cert: `"${inner.toString('base64')}"` }] })
    expect(recognizeKey(Buffer.from(document))).toEqual({
      what: 'der',
      through: ['json', 'quotes', 'base64'],
      at: '.keys[0].cert',
    })
    expect(recognizeKey(Buffer.from(`\ufeff${inner.toString('hex')}`, 'utf16le'))).toEqual({
      what: 'der',
      through: ['utf-16', 'hex'],
    })
  })
})

test('an address that should have been read is not a secret either', () => {
  for (const place of [
    'https://idp.test/jwks.json',
    'http://localhost:8080/realms/a/protocol/openid-connect/certs',
    'file:/run/secrets/jwt',
    'env:SECRET_KEY',
    '/run/secrets/jwt_secret',
    './keys/jwt.pem',
    'C:\\keys\\jwt.key',
    'jwt.pem',
  ]) {
    expect(recognizeKey(Buffer.from(place))).toEqual({ what: 'place', through: [] })
    expect(codes(Buffer.from(`${place}\n`))).toEqual(['secret-looks-like'])
  }
})

describe('CTRL: a secret is never mistaken for anything else', () => {
  const spell = (bytes: Buffer): Buffer[] =>
    [
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      bytes.toString('hex').match(/../g)?.join(':') ?? '',
      bytes.toString('base64'),
      bytes.toString('base64').replaceAll('=', ''),
      bytes.toString('base64url'),
      bytes
        .toString('base64')
        .match(/.{1,64}/g)
        ?.join('\n') ?? '',
      `"${bytes.toString('base64')}"`,
      `SECRET_KEY=${bytes.toString('base64url')}`,
      JSON.stringify({ secret: bytes.toString('hex') }),
      Buffer.from(bytes.toString('base64')).toString('base64'),
      bytes.toString('latin1'),
      [...bytes].map((byte) => String.fromCharCode(33 + (byte % 94))).join(''),
    ].map((text) => Buffer.from(text, text === bytes.toString('latin1') ? 'latin1' : 'utf8'))

  test('5,000 random ones of 32 to 512 bytes, as bytes and in thirteen encodings each', () => {
    const taken: string[] = []
    for (let i = 0; i < 5_000; i++) {
      const bytes = randomBytes(i % 10 === 0 ? randomInt(33, 513) : ([32, 48, 64][i % 3] ?? 32))
      for (const secret of i % 20 === 0 ? [bytes, ...spell(bytes)] : [bytes]) {
        if (recognizeKey(secret)) taken.push(secret.toString('hex'))
      }
    }
    expect(taken).toEqual([])
  })

  test('random bytes that begin like ASN.1', () => {
    const taken: string[] = []
    for (let i = 0; i < 5_000; i++) {
      const bytes = randomBytes(randomInt(32, 300))
      bytes[0] = 0x30
      bytes[1] = bytes.length - 2 < 128 ? bytes.length - 2 : 0x81
      if (recognizeKey(bytes)) taken.push(bytes.toString('hex'))
    }
    expect(taken).toEqual([])
  })

  test.each([
    'correct horse battery staple correct horse battery staple',
    'my-very-long-application-signing.key',
    'a/b+c/d+e/f+g/h+i/j+k/l+m/n+o/p+q/r+s/t=',
    '/9j4AAQSkZJRgABAQEAYABgAAD2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgG',
    '{a passphrase that merely starts so, and goes on for a while}',
    '[another one, with a bracket at its beginning and at its end]',
    'MIIBThis is not a key, though it begins like many of them do',
    'ssh-rsa is what I use, and this is my passphrase for it, ok?',
    "n=5 and e=3 are my two favourite numbers, don't tell anybody",
    'x'.repeat(32),
    'd3b07384d113edec49eaa6238ad5ff00d3b07384d113edec49eaa6238ad5ff00',
    'パスワードはとても長いのでだれにもわかりません',
  ])('%s', (secret) => {
    expect(codes(Buffer.from(secret))).toEqual([])
  })
})

test('HMAC cannot distinguish only zeros from no secret', () => {
  for (const length of [0, 1, 32, 64, 65, 1000]) {
    expect(codes(Buffer.alloc(length))).toEqual(['secret-empty'])
  }
  expect(codes(Buffer.concat([Buffer.alloc(40), Buffer.from([1])]))).toEqual([])
})

test('SIZE: a megabyte of anything is checked in linear time: in milliseconds, not hours', () => {
  const size = 1_000_000
  for (const unit of [
    '-',
    '--BEGIN ',
    '-----BEGIN A-----',
    ' ',
    '\\',
    'n=',
    ' n = ',
    'kty: ',
    '"ssh-rsa',
    'ssh-rsa ',
    '<Modulus',
    'A',
    '0',
    `${'A'.repeat(40)}.`,
    `${'f'.repeat(80)}.`,
    '[',
    '"',
    '{"a":',
    '%41',
    '/',
    'a/',
    '\0',
    'a\0',
    '30 ',
    '0x30, ',
    '48, ',
    '9',
    'f',
    '00000000: 3082\n',
    ' xModulus ',
    'aModulus',
    'Modulus (1',
  ]) {
    const bytes = Buffer.alloc(size, unit)
    const spent = cpuTimer()
    recognizeKey(bytes)
    expect(spent(), JSON.stringify(unit)).toBeLessThan(20_000)
  }
})
