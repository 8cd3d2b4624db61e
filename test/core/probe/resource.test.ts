import { expect, test } from 'vitest'
import { isSameResource, leaks } from '../../../src/core/probe/resource.js'

const received = (body: string, status = 200) => ({
  ...{ status, body, challenge: undefined, type: 'application/json' },
})
const nested = (depth: number, inner: string): string =>
  `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`

test('NET8 a document with 30,000 levels is compared as text', () => {
  const deep = received(nested(30_000, '"x"'))
  expect(leaks(received('{"error":"no"}', 401), deep)).toBe(false)
  expect(leaks(received(`{"was":${deep.body}}`, 401), deep)).toBe(true)
  expect(leaks(deep, received('{"id":1,"name":"x"}'))).toBe(false)
  expect(isSameResource(deep, deep)).toBe(true)
  expect(isSameResource(deep, received(nested(30_000, '"y"')))).toBe(false)
})

test('NET8 a bracket in text is not a level, and text that never ends is read once', () => {
  const time = (at: number) => received(JSON.stringify({ at, text: '["{\\'.repeat(100) }))
  expect(isSameResource(time(1), time(2))).toBe(true)
  expect(isSameResource(time(1), received(`"${'\\'.repeat(1_000_001)}`))).toBe(false)
})

test('NET8 a refusal with 200,000 elements is searched', () => {
  const refusal = received(JSON.stringify(Array(200_000).fill(0)), 401)
  expect(leaks(refusal, received('{"id":1,"name":"x"}'))).toBe(false)
  const late = received('[{"name":"x","id":1},2,3]', 401)
  expect(leaks(late, received('{"id":1,"name":"x"}'))).toBe(true)
})
