import { expect, test } from 'vitest'
import { MAX_TOKEN_LENGTH, normaliseToken, readCompact } from '../../../src/core/token/compact.js'
import { decode } from '../../../src/core/token/decode.js'
import { verify } from '../../../src/core/token/verify.js'
import { cpuTimer } from '../../support/cpu-time.js'
import { AT, encode, forge, GOOD, KEYS, signRaw, trustOf } from './support.js'

const key = KEYS.HS256
const trust = trustOf(key)
const HEADER = { alg: 'HS256', kid: 'k1' }
const good = forge(HEADER, GOOD, key)
const [head = '', body = '', tail = ''] = good.split('.')

/** What decode and verify say about it; they must agree. */
async function malformed(text: string): Promise<unknown> {
  const decoded = decode(text)
  const verified = await verify(text, trust, AT)
  if (decoded.kind === 'decoded') return undefined
  expect(verified).toEqual({
    kind: 'rejected',
    refusals: [{ reason: 'malformed', detail: decoded.detail }],
    token: undefined,
    notes: [],
  })
  const { code, args } = decoded.detail
  return { code, ...args }
}

/** Signed over the odd spelling itself, so that only strictness can refuse it. */
function resigned(first: string, second: string): string {
  return `${first}.${second}.${signRaw(`${first}.${second}`, key).toString('base64url')}`
}

test('CTRL: the valid token is read, and white space inside its JSON is fine', async () => {
  expect(await malformed(good)).toBeUndefined()
  const spaced = forge(
    '\r\n{\t"alg" : "HS256" }\n',
    ` ${JSON.stringify(GOOD, null, 2).replaceAll('\n', '\r\n')} `,
    key,
  )
  expect(await malformed(spaced)).toBeUndefined()
  expect((await verify(spaced, trust, AT)).kind).toBe('verified')
})

test('FORM: any other number of parts, and what it looks like', async () => {
  const form = (looksLike: string, parts: number) => ({ code: 'token-form', looksLike, parts })
  expect(await malformed('')).toEqual({ code: 'token-empty' })
  expect(await malformed('abc')).toEqual(form('opaque', 1))
  expect(await malformed(`${head}.${body}`)).toEqual(form('unsigned', 2))
  expect(await malformed(`.${good}`)).toEqual(form('parts', 4))
  expect(await malformed(`${good}.`)).toEqual(form('parts', 4))
  expect(await malformed(`${good}.a.b`)).toEqual(form('jwe', 5))
  expect(await malformed(`.${body}.${tail}`)).toEqual({ code: 'token-part-empty', part: 'header' })
  expect(await malformed(`${head}..${tail}`)).toEqual({ code: 'token-part-empty', part: 'payload' })
  expect(await malformed('..')).toEqual({ code: 'token-part-empty', part: 'header' })
  expect(await malformed(`"${good}"`)).toEqual(form('quoted', 3))
  expect(await malformed(`'${good}'`)).toEqual(form('quoted', 3))
  expect(
    await malformed(JSON.stringify({ payload: body, protected: head, signature: tail })),
  ).toMatchObject(form('json', 1))
  expect(await malformed(JSON.stringify({ access_token: good }))).toMatchObject({
    looksLike: 'json',
  })
  for (const between of [' ', '\n', ',', ', ', '\r\n']) {
    expect(await malformed(`${good}${between}${good}`)).toEqual(form('several', 5))
  }
  expect(await malformed(`Authorization: Bearer ${good}`)).toMatchObject({
    looksLike: 'header-line',
  })
  expect(await malformed(`bearer ${good}`)).toMatchObject({ looksLike: 'header-line' })
})

test('FORM: exactly one U+FEFF, `Bearer ` and final line end are stripped', () => {
  for (const text of [
    good,
    `\uFEFF${good}`,
    `Bearer ${good}`,
    `\uFEFFBearer ${good}\r\n`,
    `${good}\n`,
  ]) {
    expect(normaliseToken(text)).toBe(good)
  }
  expect(normaliseToken(`\uFEFF\uFEFF${good}`)).toBe(`\uFEFF${good}`)
  expect(normaliseToken(`Bearer Bearer ${good}`)).toBe(`Bearer ${good}`)
  expect(normaliseToken(`Bearer  ${good}`)).toBe(` ${good}`)
  expect(normaliseToken(`${good}\n\n`)).toBe(`${good}\n`)
  expect(normaliseToken(`${good}\r`)).toBe(`${good}\r`)
  expect(normaliseToken(`${good} `)).toBe(`${good} `)
  expect(normaliseToken(`bearer ${good}`)).toBe(`bearer ${good}`)
  expect(normaliseToken('\n')).toBe('')
})

test('B64: only one spelling in every part, although the MAC over the odd one is right', async () => {
  const odd = (text: string) => [
    `${text}=`,
    `${text}==`,
    `${text} `,
    ` ${text}`,
    `${text}\t`,
    `${text}\n`,
    `${text}\0`,
    `${text}\u00a0`,
    `${text}\u200b`,
    `${text.slice(0, 4)}+${text.slice(5)}`,
    `${text.slice(0, 4)}/${text.slice(5)}`,
    `${text}é`,
  ] // prettier: a table
  for (const spelling of odd(head)) {
    expect(await malformed(resigned(spelling, body))).toMatchObject({
      code: 'token-part-encoding',
      part: 'header',
    })
  }
  for (const spelling of odd(body)) {
    expect(await malformed(resigned(head, spelling))).toMatchObject({
      code: 'token-part-encoding',
      part: 'payload',
    })
  }
  for (const spelling of odd(tail)) {
    expect(await malformed(`${head}.${body}.${spelling}`)).toMatchObject({
      code: 'token-part-encoding',
      part: 'signature',
    })
  }
  // 32 bytes are 43 characters; the last one carries two bits that must be zero.
  const loose =
    tail.slice(0, -1) +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt(indexOf(tail) + 1)
  expect(await malformed(`${head}.${body}.${loose}`)).toMatchObject({ what: 'loose-bits' })
  expect(await malformed(`${head}.${body}.${tail}AA`)).toMatchObject({ what: 'length' })
})

function indexOf(text: string): number {
  return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(text.slice(-1))
}

test.each([
  ['[1]', { code: 'token-part-type', found: { type: 'array' } }],
  ['"text"', { code: 'token-part-type', found: { type: 'string', value: 'text' } }],
  ['null', { code: 'token-part-type', found: { type: 'null' } }],
  ['7', { code: 'token-part-type', found: { type: 'number', value: 7 } }],
  [' ', { code: 'token-part-json', what: 'syntax', offset: 1 }],
  ['{"a":1} x', { code: 'token-part-json', what: 'syntax', offset: 8 }],
  ['{"a":1}\0', { code: 'token-part-json', what: 'syntax', offset: 7 }],
  ['{/**/}', { code: 'token-part-json', what: 'syntax', offset: 1 }],
  ["{'a':1}", { code: 'token-part-json', what: 'syntax', offset: 1 }],
  ['\ufeff{}', { code: 'token-part-json', what: 'syntax', offset: 0 }],
  ['{"a":"\\ud800"}', { code: 'token-part-json', what: 'surrogate' }],
  ['{"exp":1e400}', { code: 'token-part-json', what: 'number' }],
])('JSON: %j as header or payload', async (text, expected) => {
  expect(await malformed(forge(text, GOOD, key))).toMatchObject({ ...expected, part: 'header' })
  expect(await malformed(forge(HEADER, text, key))).toMatchObject({ ...expected, part: 'payload' })
})

test('JSON: invalid UTF-8, UTF-16', async () => {
  for (const bytes of [
    Buffer.from('{"sub":"\xff"}', 'latin1'),
    Buffer.from([0x7b, 0xc0, 0xaf, 0x7d]),
  ]) {
    expect(await malformed(forge(HEADER, bytes, key))).toEqual({
      code: 'token-part-utf8',
      part: 'payload',
    })
  }
  expect(
    await malformed(forge(HEADER, Buffer.from(JSON.stringify(GOOD), 'utf16le'), key)),
  ).toMatchObject({
    code: 'token-part-json',
  })
})

test('DUP: a duplicate name is malformed, in decode too', async () => {
  const twice = { code: 'token-part-json', what: 'duplicate' }
  expect(await malformed(forge('{"alg":"HS256","alg":"none"}', GOOD, key))).toMatchObject({
    ...twice,
    name: 'alg',
  })
  expect(await malformed(forge(HEADER, '{"sub":"a","sub":"b"}', key))).toMatchObject({
    ...twice,
    name: 'sub',
  })
  expect(await malformed(forge(HEADER, '{"scope":"a","\\u0073cope":"b"}', key))).toMatchObject({
    name: 'scope',
  })
  expect(await malformed(forge(HEADER, '{"act":{"sub":"a","su\\u0062":"b"}}', key))).toMatchObject({
    name: 'sub',
  })
})

test('SIZE: too long, too many dots, too deep, refused at once and without recursion', async () => {
  const spent = cpuTimer()
  const limit = MAX_TOKEN_LENGTH
  expect(await malformed('.'.repeat(1e7))).toEqual({ code: 'token-too-long', length: 1e7, limit })
  expect(await malformed(`${head}.${'A'.repeat(2e7)}.${tail}`)).toMatchObject({
    code: 'token-too-long',
  })
  expect(await malformed('.'.repeat(limit))).toMatchObject({ code: 'token-form', parts: limit + 1 })
  expect(await malformed(' '.repeat(limit))).toMatchObject({ code: 'token-form' })
  expect(await malformed(`"${'.'.repeat(limit - 1)}`)).toMatchObject({ code: 'token-form' })
  const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(await malformed(forge(HEADER, deep(20_000), key))).toMatchObject({ what: 'depth' })
  expect(await malformed(forge(HEADER, deep(63), key))).toBeUndefined()
  const scopes = forge(HEADER, { ...GOOD, scp: Array.from({ length: 200_000 }, () => 'a') }, key)
  expect(await malformed(scopes)).toMatchObject({ code: 'token-too-long' })
  const many = forge(
    HEADER,
    { ...GOOD, ...Object.fromEntries(Array.from({ length: 15_000 }, (_, i) => [`c${i}`, 1])) },
    key,
  )
  expect((await verify(many, trust, AT)).kind).toBe('verified')
  expect(spent()).toBeLessThan(15_000)
})

test('JWE: five parts are refused at once, nothing is derived or inflated', async () => {
  const spent = cpuTimer()
  for (const header of [
    { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2_147_483_647, p2s: 'AAAA' },
    { alg: 'dir', enc: 'A128GCM', zip: 'DEF' },
    { alg: 'RSA1_5', enc: 'A128CBC-HS256' },
  ]) {
    expect(await malformed(`${encode(header)}.AA.AA.AA.AA`)).toMatchObject({ looksLike: 'jwe' })
  }
  expect(spent()).toBeLessThan(10_000) // milliseconds; the key of the first would take hours
})

test('DEC: an unsigned token can be read, and nothing suggests that it was verified', () => {
  const unsigned = `${encode({ alg: 'none' })}.${encode(GOOD)}.`
  const token = { raw: unsigned, header: { alg: 'none' }, claims: GOOD }
  expect(decode(unsigned)).toEqual({ kind: 'decoded', token })
  expect(readCompact(unsigned)).toEqual({ ok: true, token })
})
