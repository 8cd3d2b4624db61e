import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IDS } from './ids.js'
import { tables } from './tables.js'

const ALL = IDS.flatMap(({ ids }) => ids)
const ADDED = IDS.flatMap(({ added = [] }) => added)
const found = await tables()

test('each of the 119 kinds of input is in exactly one place', () => {
  expect([ALL.length, new Set(ALL).size]).toEqual([119, 119])
  const places = found.flatMap(({ rows }) => rows).map(({ id }) => id)
  expect(places.sort()).toEqual([...ALL, ...ADDED].sort())
})

test('every list of rows is run by a test', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .flatMap((text) => /runRows\(([^)]*)\)/.exec(text)?.[1]?.match(/\w+_ROWS/g) ?? [])
  expect(tests.sort()).toEqual(found.map(({ name }) => name).sort())
})
