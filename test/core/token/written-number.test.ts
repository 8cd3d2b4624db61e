import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, parseWritten } from '../../../src/core/token/strict-json.js'
import { isExact, jsonText, WrittenNumber } from '../../../src/core/token/written-number.js'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${length}}$`))
/** Any number as JSON writes it, with up to 40 digits. */
const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.constant('0'),
      digits(25).map((text) => `${1}${text}`),
    ),
    fc.oneof(
      fc.constant(''),
      digits(20).map((text) => `.${text}`),
    ),
    fc.oneof(
      fc.constant(''),
      fc.constantFrom('e', 'E', 'e+', 'e-').chain((e) => digits(2).map((n) => e + n)),
    ),
  )
  .map((parts) => parts.join(''))

/** The value as a fraction of integers: numerator and power of ten. */
function fractionOf(text: string): [bigint, number] {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return [BigInt(whole + fraction), Number(power) - fraction.length]
}
const isSame = (a: string, b: string): boolean => {
  const [[m, p], [n, q]] = [fractionOf(a), fractionOf(b)]
  const least = Math.min(p, q)
  return m * 10n ** BigInt(p - least) === n * 10n ** BigInt(q - least)
}

describe('whether a number is kept', () => {
  test('exact: the number that JavaScript writes has the same value', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(isExact(text)).toBe(isSame(text, String(Number(text))))
        expect(parseJson(text, { numbers: 'exact' }).ok).toBe(isExact(text))
        expect(parseJson(`[1, ${text}]`, { numbers: 'verbatim' }).ok).toBe(
          String(Number(text)) === text,
        )
      }),
    )
  })

  test.each([
    ...['0', '-0', '1.0', '1e3', '0.1', '9007199254740992', '1.5E-7', '100000000000000000000'],
    ...['.5', '5.', '+1', '-.5e1', '0x1F', '0o17'],
    ...['1e-3', '0.10e-2', '00100', '1001.0', '10.010', '-1e-3', '-0.0', '0e5', '1e+2'],
  ])('%s is', (text) => expect(isExact(text)).toBe(true))
  test.each([
    ...[
      '9007199254740993',
      '-9007199254740993',
      '0.1234567890123456789',
      '1e400',
      '-1e400',
      '1e-400',
    ],
    ...[
      '1.0000000000000000000001',
      '123456789012345678901234567890',
      '0x20000000000001',
      '10x1',
      '1 2',
      '1e5x',
      '.inf',
      '.nan',
    ],
  ])('%s is not', (text) => expect(isExact(text)).toBe(false))
})

test('a number that JavaScript would write differently is refused, kept in its digits, or read as the nearest', () => {
  const read = (text: string, numbers?: 'rounded' | 'exact' | 'verbatim' | 'written') => {
    const json = parseJson(text, numbers && { numbers })
    return json.ok ? json.value : json.flaw.what
  }
  for (const text of ['9007199254740993', '0.1234567890123456789', '1e-400']) {
    expect(read(text, 'exact')).toBe('inexact')
    expect(read(text, 'verbatim')).toBe('inexact')
    expect(read(text, 'written')).toEqual(new WrittenNumber(text))
    expect(read(text)).toBe(Number(text))
    expect(read(text, 'rounded')).toBe(Number(text))
  }
  expect(read('1.0', 'exact')).toBe(1)
  expect(read('1.0', 'verbatim')).toBe('inexact')
  for (const numbers of ['exact', 'verbatim', 'written'] as const)
    expect(read('1', numbers)).toBe(1)
})

describe('numbers in their original digits', () => {
  test('any JSON with any numbers is written exactly as it was read', () => {
    const texts = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        number,
        fc.string().map((text) => JSON.stringify(text)),
        fc.constantFrom('true', 'null'),
        fc.array(tie('value'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), tie('value'), { maxKeys: 4 }).map(
          (all) =>
            `{${Object.entries(all)
              .map(([name, value]) => `"${name}":${value}`)
              .join(',')}}`,
        ),
      ),
    }))
    fc.assert(
      fc.property(texts.value, (text) => {
        const read = parseWritten(text)
        if (read.ok) expect(jsonText(read.value)).toBe(text)
        else expect(read.flaw.what).toMatch(/number|surrogate/)
      }),
    )
  })

  test('no text looks like such a number', () => {
    for (const text of ['\\udead1', '\udead', '"\\udead1"', '\\\\udead1', 'udead1']) {
      expect(jsonText({ text })).toBe(JSON.stringify({ text }))
    }
    expect(parseWritten('"\\udead1"').ok).toBe(false)
  })
})
