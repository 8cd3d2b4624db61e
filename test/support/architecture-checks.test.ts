import { describe, expect, test } from 'vitest'
import { cyclesAmong } from './import-cycles.js'
import { importEdges } from './import-edges.js'
import { impurities } from './impurities.js'

describe('the check finds', () => {
  test.each<[what: string, folder: string, imports: string[], cycles: string[]]>([
    ['two files', 'a', ['a/x>a/y', 'a/y>a/x'], ['a/x>a/y a/y>a/x']],
    ['two folders by different files', '', ['a/x>b/y', 'b/z>a/w'], ['a/x>b/y b/z>a/w']],
    ['a folder and a file', '', ['a/x>b', 'b>a/y'], ['a/x>b b>a/y']],
    ['three in a circle', '', ['a>b', 'b>c', 'c>a', 'c>d'], ['a>b b>c c>a']],
    ['two circles', '', ['a>b', 'b>a', 'c>d', 'd>c'], ['a>b b>a', 'c>d d>c']],
    ['no circle', '', ['a>b', 'a>c', 'b>c', 'b>node:fs'], []],
    ['nothing in other folders', 'a', ['a/x>b/y', 'b/y>a/x', 'a/x>a/z'], []],
  ])('the cycles of %s', (_, folder, imports, cycles) => {
    const read = imports.map((each) => {
      const [file = '', to = ''] = each.split('>')
      return { file, to }
    })
    const found = cyclesAmong(folder, read).map((cycle) =>
      cycle.map(({ file, to }) => `${file}>${to}`).join(' '),
    )
    expect(found).toEqual(cycles)
  })

  test.each([
    ["import fs from 'node:fs'", 'node:fs'],
    ["import {\n  a,\n  type B,\n} from '../io/keys.js'", 'io/keys'],
    ["import type { Context } from '../io/context.js'", 'io/context'],
    ["import * as all from './sibling.js'", 'core/sibling'],
    ["import 'node:fs/promises'", 'node:fs/promises'],
    ["export * from '../report/words.js'", 'report/words'],
    ["export { a } from '../cli/exit.js'", 'cli/exit'],
    ["export type { B } from 'jose'", 'jose'],
    ["const fs = await import('node:fs')", 'node:fs'],
    ["type Fs = typeof import('node:fs')", 'node:fs'],
    ['const lazy = () => import(`node:fs`)', 'node:fs'],
    ['const any = await import(name)', '(computed)'],
    ["const fs = require('node:fs')", 'node:fs'],
    ["const slash = /\\/*/\nimport 'node:fs' // after a regular expression", 'node:fs'],
    ["import { importJWK } from 'jose/key/import'\nexport type A = 'x'", 'jose/key/import'],
  ])('the import in %j', (text, to) => {
    expect(importEdges('core/sample', text)).toEqual([{ file: 'core/sample', to }])
  })

  test.each([
    ['  // import fs from "node:fs"'],
    ["/**\n * import { decide } from 'scopectl'\n */"],
    ["const text = 'an import of keys'"],
    ['export const from = 1'],
    ['const key = keys.import(jwk)'],
  ])('no import in %j', (text) => {
    expect(importEdges('core/sample', text)).toEqual([])
  })

  test.each([
    ['const { HOME } = process.env', 'process.'],
    ["process['exit'](1)", 'process['],
    ['console.log(1)', 'console.'],
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['`at ${Date.now()}`', 'Date.now'],
    ['Math.random()', 'Math.random'],
    ['crypto.getRandomValues(bytes)', 'getRandomValues'],
    ['globalThis.process.exit()', 'globalThis'],
    ['await fetch(url)', 'fetch('],
  ])('what is impure in %j', (text, use) => {
    expect(impurities(text)).toEqual([use])
  })

  test.each([
    ["say('stopped: process.env is empty')"],
    ['new Date(seconds * 1000)'],
    ['subprocess.kill()'],
    ['context.process.env'],
    ['ctx.now() // Date.now() is not for us'],
  ])('nothing impure in %j', (text) => {
    expect(impurities(text)).toEqual([])
  })
})
