import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Outline, unreadText } from '../../../src/core/token/json-later.js'
import { parseJson } from '../../../src/core/token/strict-json.js'

const OUTLINE: Outline = new Map<string, Outline | 'later' | 'skip'>([
  ['later', 'later'],
  ['skip', 'skip'],
  ['in', new Map<string, 'later'>([['*', 'later']])],
])
/** What is skipped is not checked: it is only for texts that were read before. */
const CHECKED: Outline = new Map([...OUTLINE].filter(([, kind]) => kind !== 'skip'))
const read = (text: string, outline = OUTLINE) => parseJson(text, { maxDepth: 6, outline })
const readWhole = (text: string) => parseJson(text, { maxDepth: 6 })

/** JSON texts, some of them with a flaw, in each part that the outline names. */
const texts = fc
  .record({
    values: fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 4, maxLength: 4 }),
    cut: fc.nat(60),
    flaw: fc.constantFrom(
      '',
      '"a":1,"a":2',
      '"\\ud800"',
      '"\ud800"',
      '1e400',
      '[[[[[[]]]]]]',
      ',',
      '}',
      '{"\\u0061":1,"a":2}',
      '\u0001',
      '"😀"',
    ),
  })
  .map(({ values: [a, b, c, d], cut, flaw }) => {
    const json = (value: unknown): string => JSON.stringify(value)
    const text = `{"x":${json(a)},"later":{"k":[${json(b)}]},"skip":[${json(c)}],"in":{"n":{"m":${json(d)}}}}`
    const at = Math.min(cut, text.length)
    return flaw === '' ? text : `${text.slice(0, at)}${flaw}${text.slice(at)}`
  })

test('an outline changes neither what is refused nor where', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const all = readWhole(text)
      const some = read(text, all.ok ? OUTLINE : CHECKED)
      if (!all.ok) {
        expect(some).toEqual(all)
        return
      }
      const { skip: _, ...rest } = all.value as Record<string, unknown>
      const { skip, ...made } = (some as { value: Record<string, unknown> }).value
      // As text, since a member that is made later is not a plain one.
      expect(JSON.stringify(made)).toBe(JSON.stringify(rest))
      expect(skip ?? null).toBe(null)
    }),
    { numRuns: 2000 },
  )
})

test('a flaw in each kind of part is found there', () => {
  const flaws = [
    '{"a":1,"a":2}',
    '["\\ud800"]',
    '[1e400]',
    '[[[[[[[1]]]]]]]',
    '[1,]',
    '["\u0001"]',
    '[',
  ]
  for (const name of ['x', 'later']) {
    for (const flaw of flaws) {
      const text = `{"${name}":${flaw}}`
      const plain = readWhole(text)
      expect(plain.ok, text).toBe(false)
      expect(read(text), text).toEqual(plain)
    }
  }
})

test('a value is made when it is read, once', () => {
  const parsed = read('{"later":{"__proto__":[1]},"in":{"a":{"b":2}}}')
  const value = (parsed as { value: Record<string, Record<string, unknown>> }).value
  expect(unreadText(value, 'later')).toBe('{"__proto__":[1]}')
  expect(Object.keys(value)).toEqual(['later', 'in'])
  expect(Object.entries(value['later'] ?? {})).toEqual([['__proto__', [1]]])
  expect(unreadText(value, 'later')).toBeUndefined()
  expect(value['later']).toBe(value['later'])
  expect(value['in']).toEqual({ a: { b: 2 } })
})

test('what is made later is counted too', () => {
  const count = (text: string, outline?: Outline): number => {
    let values = 0
    const onValues = (more: number): void => {
      values += more
    }
    parseJson(text, { onValues, ...(outline && { outline }) })
    return values
  }
  fc.assert(
    fc.property(texts, (text) => {
      if (readWhole(text).ok) expect(count(text, CHECKED)).toBe(count(text))
    }),
  )
})

test('positions: of what the outline names, and of nothing that it skips', () => {
  const text = '{"a":{"b":[1]},"skip":{"c":2}}'
  const parsed = parseJson(text, { positions: true, outline: OUTLINE })
  if (!parsed.ok) throw new Error('not read')
  const spanOf = (pointer: string) => {
    const span = parsed.positions.get(pointer)?.value
    return span && text.slice(...span)
  }
  expect(spanOf('/a/b/0')).toBe('1')
  expect(spanOf('/skip')).toBeUndefined()
  expect(spanOf('/skip/c')).toBeUndefined()
})
