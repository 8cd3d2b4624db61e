import { expect, test } from 'vitest'
import { MOST_SAMPLES, relate } from '../../../src/core/catalog/overlap.js'
import {
  parseTemplate,
  type Template,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { MOST_TEXTS, sharedTexts } from '../../../src/core/catalog/shared-segment.js'

/** `x{}-a{}-a{}` and `{}.b{}.by`: without a limit, six parameters on each side share 31,050 texts. */
const left = (count: number) => ['x', ...Array<string>(count - 1).fill('-a'), '']
const right = (count: number) => ['', ...Array<string>(count - 1).fill('.b'), 'y']

const named = (texts: readonly string[], segment: number): string =>
  texts.reduce((text, next, i) => `${text}{p${segment}_${i}}${next}`)

function template(segments: readonly (readonly string[])[]): Template {
  const read = parseTemplate(`/${segments.map(named).join('/')}`)
  if ('why' in read) throw new Error(read.why.is)
  return read
}

test.each([5, 6, 9])('segments with %d parameters share a limited number of texts', (count) => {
  const texts = sharedTexts(left(count), right(count))
  expect(texts.length).toBeGreaterThan(0)
  expect(texts.length).toBeLessThanOrEqual(MOST_TEXTS)
  const [one, other] = [template([left(count)]), template([right(count)])]
  for (const text of texts) {
    const path = `/${text}`
    expect([templateContains(one, path), templateContains(other, path)]).toEqual([true, true])
  }
})

test('long segments that share a text are not apart, and those that share none are', () => {
  const long = 'ab'.repeat(200)
  expect(sharedTexts(['', long, ''], ['', `b${long}`, '']).length).toBeGreaterThan(0)
  expect(sharedTexts(['a', long, 'c', ''], ['b', long, 'd', ''])).toEqual([])
})

test('templates with many such segments have a limited number of samples', () => {
  const [one, other] = [left(3), right(3)].map((segment) => template([segment, segment, segment]))
  if (!one || !other) throw new Error('no templates')
  const relation = relate(one, other)
  if (relation.kind !== 'overlap') throw new Error(relation.kind)
  const samples = [...relation.samples]
  expect(samples).toHaveLength(MOST_SAMPLES)
  expect(
    samples.every((path) => templateContains(one, path) && templateContains(other, path)),
  ).toBe(true)
})
