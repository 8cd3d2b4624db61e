import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { scopectl } from '../support/scopectl.js'
import { expectSound } from './ask.js'
import { DOCUMENTS } from './documents.js'
import { CHANGES } from './node-changes.js'
import { nodesIn, writtenFile } from './nodes.js'
import { ENV } from './place.js'
import { placed, wordsOf } from './targets/nodes.js'

// `npm run test:fuzz` changes nodes at random, in its own process. Here: each kind of file once, and the built program.

const NAMES = Object.keys(CHANGES)

test('every document has its own name, and every change is a different one', () => {
  const names = DOCUMENTS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(60)
  const texts = NAMES.map((by) => writtenFile([{ b: ['c'] }], 0, [{ at: 1, by }], false))
  expect(new Set(texts).size).toBe(NAMES.length)
  expect(texts[0]).toBe('{"b": ["c"]}\n')
})

test('a change is made at its node, in both styles', () => {
  const tree = { a: { b: [1, 2] }, c: true }
  const by = 'value null'
  const all = (block: boolean) =>
    Array.from({ length: nodesIn(tree) }, (_, at) => writtenFile([tree], 0, [{ at, by }], block))
  expect(all(false)).toEqual([
    'null\n',
    '{"a": null,"c": true}\n',
    '{"a": {"b": null},"c": true}\n',
    '{"a": {"b": [null,2]},"c": true}\n',
    '{"a": {"b": [1,null]},"c": true}\n',
    '{"a": {"b": [1,2]},"c": null}\n',
  ])
  expect(all(true)[3]).toBe('"a":\n  "b":\n    - null\n    - 2\n"c": true\n')
})

describe.concurrent('the built program', () => {
  const cases = DOCUMENTS.map((document, i) => {
    const by = NAMES[(i * 37 + 1) % NAMES.length] ?? ''
    return [document.name, by, document, i] as const
  })
  test.each(cases)('%s: %s', async (_, by, document, i) => {
    const { documents, lines } = document
    const text = writtenFile(documents, i, [{ at: i * 7 + 1, by }], i % 2 === 0)
    const cwd = placed(document, text)
    const words = wordsOf(lines[0] ?? '', document)
    const done = await scopectl(words, { cwd, env: ENV })
    expectSound(words, done)
    const here = await scopectlHere(words, { cwd: placed(document, text), env: ENV })
    expect(done.exit).toBe(here.exit)
  })
})
