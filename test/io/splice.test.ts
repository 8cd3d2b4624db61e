import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lines, spliced, startOfLine } from '../../src/io/splice.js'

const texts = fc.array(fc.constantFrom('a', '\n', '\r\n', ' '), { maxLength: 40 })

test('the line at any offset, in any order', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(60)), (parts, offsets) => {
      const text = parts.join('')
      const lines = new Lines(text)
      for (const offset of offsets.map((each) => Math.min(each, text.length))) {
        const lf = text.indexOf('\n', offset)
        const expected = { start: startOfLine(text, offset), end: lf < 0 ? text.length : lf }
        expect(lines.at(offset)).toEqual(expected)
      }
    }),
  )
})

test('a text on one line is searched for its ends once, not for each edit', () => {
  const text = `{${'"a":1,'.repeat(1000)}}`
  let searched = 0
  const lines = new Lines(text)
  Object.defineProperty(lines, 'text', {
    get: () => {
      searched++
      return text
    },
  })
  for (let offset = 0; offset < text.length; offset += 7) lines.at(offset)
  expect(searched).toBeLessThan(10)
})

test('new lines get the line ends of those around them', () => {
  const splice = (start: number) => ({ start, end: start, text: '\n+' })
  expect(spliced('a\r\nb\nc', [splice(1), splice(4), splice(6)])).toBe('a\r\n+\r\nb\n+\nc\n+')
  expect(spliced('a', [splice(1)])).toBe('a\n+')
})
