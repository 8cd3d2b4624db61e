import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../src/core/token/strict-json.js'

const flawOf = (text: string, maxDepth?: number) => {
  const result = parseJson(text, maxDepth === undefined ? {} : { maxDepth })
  return result.ok ? undefined : result.flaw
}

test('whatever JSON.stringify writes is read back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(parseJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) })
    }),
  )
})

test('anything accepted is also accepted by JavaScript, with the same value', () => {
  const bits = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '"\\u0061"',
    '0',
    '-',
    '01',
    '1.',
    '.5',
    '1e5',
    '1E+2',
    'true',
    'nul',
    'null',
    ' ',
    '\t',
    '\n',
    '\u00a0',
    '"',
    '\\',
    '"\\x"',
    '\u0001',
    '//',
    "'",
    '\ufeff',
  ) // prettier: a table
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const result = parseJson(text)
      if (result.ok) expect(result.value).toEqual(JSON.parse(text))
      else if (result.flaw.what === 'syntax') expect(() => JSON.parse(text)).toThrow(SyntaxError)
      else expect(['duplicate', 'number']).toContain(result.flaw.what)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['', 0],
  [' ', 1],
  ['{', 1],
  ['{"a"', 4],
  ['{"a":1,}', 7],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['01', 1],
  ['+1', 0],
  ['1.', 1],
  ['NaN', 0],
  ['Infinity', 0],
  ["{'a':1}", 1],
  ['{a:1}', 1],
  ['{} {}', 3],
  ['/* c */ {}', 0],
  ['"a\nb"', 2],
  ['"abc', 4],
  ['"abc\\', 5],
  ['"\\x"', 0],
  ['"\\u00g0"', 0],
  ['\ufeff{}', 0],
  ['nulL', 0],
  ['1\u00a0', 1],
])('JSON: %j is not JSON, at %i', (text, offset) => {
  expect(flawOf(text)).toEqual({ what: 'syntax', offset })
})

test('JSON: a lone surrogate is refused, raw and as an escape; a pair is not', () => {
  for (const text of ['"\ud800"', '"\\ud800"', '"\\udc00\\ud800"', '"a\udfffb"']) {
    expect(flawOf(text)).toEqual({ what: 'surrogate', offset: 0 })
  }
  expect(flawOf('{"\\ud800":1}')).toEqual({ what: 'surrogate', offset: 1 })
  expect(parseJson('"\\ud83d\\ude00"')).toMatchObject({ value: '😀' })
  expect(parseJson('"😀"')).toMatchObject({ value: '😀' })
})

test('EXP: a number that is not finite is refused (JSON.parse makes it Infinity)', () => {
  for (const text of ['1e400', '-1e400', `1${'0'.repeat(400)}`])
    expect(flawOf(text)?.what).toBe('number')
  expect(parseJson('1e308')).toMatchObject({ value: 1e308 })
  expect(parseJson('1e-400')).toMatchObject({ value: 0 })
})

test.each([
  ['{"a":1,"a":1}', 7, 'a'],
  ['{"abc":1,"ab\\u0063":2}', 9, 'abc'],
  ['{"o":{"x":1,"x":2}}', 12, 'x'],
  ['[{"x":1},{"y":1,"y":2}]', 16, 'y'],
  ['{"__proto__":1,"__proto__":2}', 15, '__proto__'],
  ['{"toString":1,"toString":2}', 14, 'toString'],
  ['{"":1,"":2}', 6, ''],
  ['{"1":1,"1":2}', 7, '1'],
])('DUP: %s has a duplicate member', (text, offset, name) => {
  expect(flawOf(text)).toEqual({ what: 'duplicate', offset, name })
})

test('PROTO: names from Object.prototype are ordinary members, and pollute nothing', () => {
  const result = parseJson('{"__proto__":{"admin":true},"constructor":1,"toString":2}')
  const value = (result.ok ? result.value : {}) as object
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect('admin' in value).toBe(false)
  expect('admin' in {}).toBe(false)
})

describe('SIZE', () => {
  test('nesting is limited, even 20,000 levels deep', () => {
    expect(parseJson('['.repeat(64) + ']'.repeat(64)).ok).toBe(true)
    expect(flawOf('['.repeat(65) + ']'.repeat(65))).toEqual({ what: 'depth', offset: 64 })
    expect(flawOf('{"a":'.repeat(65))?.what).toBe('depth')
    expect(flawOf('['.repeat(20_000), 1e9)).toEqual({ what: 'depth', offset: 1000 })
    expect(flawOf('[[]]', 1)).toEqual({ what: 'depth', offset: 1 })
  })

  test('time is linear: a million members, long names, many escapes', () => {
    const members = Array.from({ length: 1e6 }, (_, i) => `"claim${i}":${i}`).join(',')
    // 0.8 s; a quadratic reader would exceed the time limit of the test.
    expect(parseJson(`{${members}}`).ok).toBe(true)
    const long = 'n'.repeat(1e6)
    const list = Array.from({ length: 1e5 }, () => '0').join(',')
    const nested = parseJson(`{"${long}":[${list}]}`, { positions: true })
    expect(nested.ok && nested.positions.get(`/${long}/99999`)?.value[0]).toBe(1e6 + 5 + 2 * 99_999)
  })
})

test('positions: where each value and each name is', () => {
  const text = ' {"a/b~c": [10, {"x": null}], "": "é"} '
  const result = parseJson(text, { positions: true })
  if (!result.ok) throw new Error('not read')
  const at = (pointer: string, part: 'key' | 'value' = 'value') => {
    const place = result.positions.get(pointer)
    return place?.[part] && text.slice(...place[part])
  }
  expect(at('')).toBe(text.trim())
  expect(at('/a~1b~0c')).toBe('[10, {"x": null}]')
  expect(at('/a~1b~0c', 'key')).toBe('"a/b~c"')
  expect(at('/a~1b~0c/0')).toBe('10')
  expect(at('/a~1b~0c/0', 'key')).toBeUndefined()
  expect(at('/a~1b~0c/1/x', 'key')).toBe('"x"')
  expect(at('/a~1b~0c/1/x')).toBe('null')
  expect(at('/')).toBe('"é"')
  for (const pointer of ['a', '/nothing', '/a~1b~0c/2', '/a~1b~0c/0/x', '/a/b~0c'])
    expect(at(pointer)).toBeUndefined()
  expect(parseJson('{"a":1}')).toMatchObject({ positions: undefined })
})
