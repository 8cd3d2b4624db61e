import { describe, expect, test } from 'vitest'
import { decodeBase64url } from '../../../src/core/token/base64url.js'
import { readCompact } from '../../../src/core/token/compact.js'
import { readHex } from '../../../src/core/token/hex.js'
import { checkKey, checkSecret } from '../../../src/core/token/key-rules.js'
import type { Jwk } from '../../../src/core/token/model.js'
import { insteadOfToken } from '../../../src/core/token/not-a-token.js'
import { publicKeyAsSecret } from '../../../src/core/token/public-key-as-secret.js'
import { spellingOf } from '../../../src/core/token/secret-spelling.js'
import { sign } from '../../../src/core/token/sign.js'
import { otherKinds } from '../../../src/core/token/token-kinds.js'
import { jsonText } from '../../../src/core/token/written-number.js'
import { GOOD, KEYS } from './support.js'

describe('base64url and hex', () => {
  test('what is wrong is padding only if nothing else is', () => {
    for (const text of ['YWI=', 'YQ==', 'Y_-=', '=']) expect(decodeBase64url(text)).toBe('padding')
    for (const text of ['YWI===', 'YW+=', '++==', '+YWI=', '=YWI', 'YWI=x', ' YWI=', 'YWI=\n'])
      expect(decodeBase64url(text), text).toBe('alphabet')
  })

  test('sixteen bytes of hex or more, and nothing else', () => {
    const hex = '00ff'.repeat(8)
    expect(readHex(hex)).toEqual(Uint8Array.from({ length: 16 }, (_, i) => (i % 2) * 255))
    expect(readHex(hex.toUpperCase())).toEqual(readHex(hex))
    for (const text of [hex.slice(2), `${hex}0`, `x${hex}`, `${hex}x`, `0${hex}`, ''])
      expect(readHex(text), text).toBeUndefined()
  })
})

describe('the form of a text that is not a token', () => {
  const formOf = (text: string): unknown => {
    const read = readCompact(text)
    return read.ok ? 'a token' : { code: read.detail.code, ...read.detail.args }
  }
  const form = (looksLike: string, parts: number) => ({ code: 'token-form', looksLike, parts })

  test.each([
    [' {"a":"b.c.d"}', form('json', 3)],
    ['"a.b.c"', form('quoted', 3)],
    ["'a.b.c\n'", form('quoted', 3)],
    ['authorization : Bearer a.b.c', form('header-line', 3)],
    [' BEARER a.b.c', form('header-line', 3)],
    ['a.b.c,\n d.e.f', form('several', 5)],
  ])('%j', (text, found) => {
    expect(formOf(text)).toEqual(found)
  })

  test.each(['x{.b.c', 'x"a.b.c"', '"a.b.c"x', 'my bearer a.b.c', 'xBearer a.b.c', 'a.b.c d'])(
    '%j has three parts, and a wrong one',
    (text) => {
      expect(formOf(text)).toMatchObject({ code: 'token-part-encoding' })
    },
  )

  test.each([
    ['"abc def', { is: 'no-dot' }],
    ['{abc"', { is: 'text' }],
    ['"one. two', { is: 'text' }],
    ['nobearer null', { is: 'no-dot' }],
    ['xbearer', { is: 'word' }],
    ['[1]', { is: 'json' }],
    ['1.5', { is: 'json' }],
    ['"a.b"', { is: 'quoted' }],
    [`"${'a. '.repeat(40_000)}"`, { is: 'text' }],
    [`[${'1.5,'.repeat(40_000)}"`, { is: 'json' }],
  ])('%.20j is not even a damaged one', (text, found) => {
    expect(insteadOfToken(text)).toEqual(found)
  })
})

describe('numbers as they are written', () => {
  const part = (text: string): string => Buffer.from(text).toString('base64url')
  const written = (header: string, claims: string): unknown => {
    const read = readCompact(`${part(header)}.${part(claims)}.`)
    return read.ok && jsonText(read.token.written ?? null)
  }

  test('are kept if JavaScript would write one of them differently', () => {
    expect(written('{"a":1}', '{"b":2}')).toBe('null')
    expect(written('{"a":1.10}', '{"b":2}')).toBe('{"header":{"a":1.10},"claims":{"b":2}}')
    expect(written('{"a":1}', '{"b":2e3}')).toBe('{"header":{"a":1},"claims":{"b":2e3}}')
  })
})

describe('signing', () => {
  test('a key of two parts that do not match is reported, and other errors are left alone', async () => {
    const torn = { ...KEYS.ES256, jwk: { ...KEYS.ES256.jwk, d: 'AQAB'.padEnd(43, 'A') } }
    await expect(sign({}, GOOD, torn)).rejects.toMatchObject({
      problems: [{ code: 'key-torn', args: { kty: 'EC' } }],
    })
    await expect(sign({ crit: ['x'] }, GOOD, KEYS.ES256)).rejects.not.toHaveProperty('problems')
  })
})

test('a public key as a secret is its PEM, with a final line break or without', async () => {
  const [bare, line] = await Promise.all(
    (['bare', 'line'] as const).map(async (form) => {
      const made = await publicKeyAsSecret(KEYS.ES256, form)
      return Buffer.from(String(made?.jwk.k), 'base64url').toString()
    }),
  )
  expect(bare).toMatch(/^-----BEGIN PUBLIC KEY-----\n.+\n-----END PUBLIC KEY-----$/s)
  expect(line).toBe(`${bare}\n`)
  expect(await publicKeyAsSecret(KEYS.HS256)).toBeUndefined()
})

test('how a secret may have been meant: quotes and a name are around all of it', () => {
  const around = (text: string) => spellingOf(Buffer.from(text)).around
  for (const text of ['"abc"', "'abc' \n", '`a\nb`']) expect(around(text)).toBe('quotes')
  for (const text of ['x"abc"', '"abc"x', '"abc\'']) expect(around(text)).toBeUndefined()
  for (const text of ['export A=b', 'AB_1=c']) expect(around(text)).toBe('a name')
  for (const text of ['my A=b', 'A=', 'export  A=b']) expect(around(text)).toBeUndefined()
})

test('what a token says about its kind is the whole word', () => {
  const kinds = (typ: string, claims: object) =>
    otherKinds({ raw: '', header: { typ }, claims: { nonce: 'n', ...claims } }).map(
      ({ code }) => code,
    )
  expect(kinds('JWT', {})).toEqual(['token-is-id-token'])
  for (const word of ['bearer', 'access', 'access_token', 'Bearer'])
    expect(kinds('JWT', { token_type: word }), word).toEqual([])
  for (const word of ['xbearer', 'access_tokens', 'no-access'])
    expect(kinds('JWT', { token_type: word }), word).toEqual(['token-is-id-token'])
  expect(kinds('application/at+jwt', {})).toEqual([])
  expect(kinds('x/application/at+jwt', {})).toEqual(['token-is-id-token'])
})

describe('what is wrong with a key', () => {
  const ec = KEYS.ES256.jwk
  const faults = (change: object, use: 'sign' | 'verify' = 'verify') =>
    checkKey({ ...ec, ...change } as Jwk, 'ES256', use).map(({ code, args }) => ({ code, ...args }))

  test.each<[object, object]>([
    [
      { crv: 'P-384' },
      { code: 'key-type', algorithm: 'ES256', needs: 'EC P-256', found: 'EC P-384' },
    ],
    [
      { kty: 'oct', crv: undefined },
      { code: 'key-type', algorithm: 'ES256', needs: 'EC P-256', found: 'oct' },
    ],
    [{ alg: 'RS256' }, { code: 'key-pinned', algorithm: 'ES256', found: 'RS256' }],
    [{ use: 'enc' }, { code: 'key-use', use: 'enc' }],
    [{ key_ops: ['sign', 7] }, { code: 'key-ops', needs: 'verify', found: ['sign', '7'] }],
    [{ key_ops: 'verify' }, { code: 'key-ops', needs: 'verify', found: [] }],
    [{ x: undefined }, { code: 'key-member', kty: 'EC', member: 'x', what: 'missing' }],
    [{ x: 7 }, { code: 'key-member', kty: 'EC', member: 'x', what: 'invalid' }],
    [{ x: 'AQAB' }, { code: 'key-member', kty: 'EC', member: 'x', what: 'invalid' }],
    [{ y: ec.x }, { code: 'ec-off-curve', crv: 'P-256' }],
  ])('%j', (change, fault) => {
    expect(faults(change)).toEqual([fault])
  })

  test('a private part that is missing, or present and damaged', () => {
    expect(faults({ d: undefined }, 'sign')).toEqual([{ code: 'key-public-only', kty: 'EC' }])
    expect(faults({ d: undefined })).toEqual([])
    expect(faults({ d: '*' })).toEqual([
      { code: 'key-member', kty: 'EC', member: 'd', what: 'invalid' },
    ])
    const { d: _, ...half } = KEYS.RS256.jwk
    expect(checkKey({ ...half } as Jwk, 'RS256', 'verify')).toEqual([])
  })

  test('secrets that are too short', () => {
    const args = checkSecret(Buffer.from('short but good'), 'HS256').map(({ args }) => args)
    expect(args).toMatchObject([{ bytes: 14 }])
  })
})
