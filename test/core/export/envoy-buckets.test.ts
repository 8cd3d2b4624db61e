import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bucket, bucketsOf } from '../../../src/core/export/envoy/buckets.js'

/** A template with `*` for anything but a slash, and `**` at the end for anything. */
const startOf = (template: string) => {
  const [text = ''] = template.split('*')
  return { text, whole: text === template }
}

const expression = (template: string): RegExp =>
  new RegExp(`^${template.replace(/\*\*?/g, (star) => (star === '*' ? '[^/]+' : '.*'))}$`)

const word = fc.constantFrom('a', 'b', 'ab', 'abc', 'b.c')
const segment = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 1, arbitrary: word.map((text) => `${text}*`) },
)
const path = (part: fc.Arbitrary<string>, end: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(part, { maxLength: 4 }), end)
    .map(([parts, last]) => `/${[...parts, ...(last === '-' ? [] : [last])].join('/')}`)

/** That of the longest prefix. */
const bucketFor = (buckets: readonly Bucket<string>[], asked: string) =>
  buckets
    .filter(({ prefix }) => asked.startsWith(prefix))
    .reduce((longest, each) => (each.prefix.length > longest.prefix.length ? each : longest))

test('the bucket of a path has all lines that match it, in their order', () => {
  let divided = 0
  fc.assert(
    fc.property(
      fc.array(path(segment, fc.constantFrom('-', '-', '-', '', '**')), {
        minLength: 110,
        maxLength: 300,
      }),
      fc.array(path(word, fc.constantFrom('-', '-', '')), { minLength: 20 }),
      (lines, paths) => {
        const buckets = bucketsOf(lines, startOf)
        const prefixes = buckets.map(({ prefix }) => prefix)
        expect(new Set(prefixes).size).toBe(prefixes.length)
        expect(prefixes).toContain('/')
        if (buckets.length > 1) divided++
        for (const asked of paths) {
          const matching = (all: readonly string[]) =>
            all.filter((each) => expression(each).test(asked))
          expect(matching(bucketFor(buckets, asked).lines), asked).toEqual(matching(lines))
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(divided).toBeGreaterThan(50)
})

test('many lines are divided, without many copies', () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `/a${i % 50}/b${i % 20}/*/${i}`)
  const buckets = bucketsOf([...lines, '/*'], startOf)
  expect(Math.max(...buckets.map(({ lines: own }) => own.length))).toBeLessThanOrEqual(100)
  expect(buckets.reduce((sum, { lines: own }) => sum + own.length, 0)).toBeLessThan(10_000)
  // Each of the thousand would be in a hundred buckets.
  const wide = Array.from({ length: 1000 }, (_, i) => `/*/${i}`)
  const narrow = Array.from({ length: 100 }, (_, i) => `/a${i}`)
  expect(bucketsOf([...narrow, ...wide], startOf)).toHaveLength(1)
})
