import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { TARGETS } from './targets/index.js'

// What `npm run test:fuzz` has found is run in every `npm test`, and so are the inputs that must be accepted.

const CORPUS = 'test/fuzz/corpus'
const filesOf = (name: string): string[] => {
  const folder = join(CORPUS, name)
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

test('every folder of the corpus is one of a target', () => {
  const names = TARGETS.map(({ name }) => name)
  expect(readdirSync(CORPUS).filter((name) => !names.includes(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})

describe.each(TARGETS)('$name', (target) => {
  afterAll(() => target.end?.())

  test('accepts its controls', async () => {
    expect(target.controls).not.toEqual([])
    for (const input of target.controls)
      expect(await target.check(input), JSON.stringify(input)).toBe('accepted')
  })

  test.each(filesOf(target.name))('%s', async (file) => {
    const { input } = JSON.parse(readFileSync(file, 'utf8'))
    await target.check(input)
  })
})
