import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importEdges } from './support/import-edges.js'
import { impurities } from './support/impurities.js'

/** Who may import what: the arrows of the house. A file may import anything of its own layer. */
const MAY_IMPORT: readonly { files: RegExp; may: readonly RegExp[] }[] = [
  { files: /^index$/, may: [/^core\//] },
  { files: /^core\//, may: [/^core\//] },
  { files: /^core\/token\//, may: [/^jose(\/|$)/] },
  { files: /^core\/(.+\/)?(schema|parse|shape)$/, may: [/^valibot$/] },
  {
    files: /^io\//,
    may: [/^(io|core)\//, /^node:(?!process$)/, /^(yaml|inquirer|undici)$/, /^jose(\/|$)/],
  },
  { files: /^io\/server\//, may: [/^(hono|@hono\/node-server)(\/|$)/] },
  { files: /^report\//, may: [/^(report|core)\//, /^chalk$/] },
  { files: /^commands\//, may: [/^(commands|io|core)\//, /^commander$/] },
  {
    files: /^cli\//,
    may: [/^(cli|commands|report|io|core)\//, /^node:(?!process$)/, /^commander$/],
  },
]

/** The one place that knows the process, the clock and chance; everything else is handed a Context. */
const OUTSIDE = 'io/context'
/** The outside may wait, ask the network and name a temporary file: that is its job. */
const IO_MAY_CALL = /^(fetch|setTimeout|getRandomValues|randomUUID)/
const LONGEST_FILE = 250

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({
    file: path.replaceAll('\\', '/').replace(/(\.d)?\.ts$/, ''),
    text: readFileSync(`src/${path}`, 'utf8'),
  }))

const mayImport = (file: string, to: string) =>
  MAY_IMPORT.some(({ files, may }) => files.test(file) && may.some((allowed) => allowed.test(to)))

test('there are sources to look at', () => expect(sources).not.toEqual([]))

describe.each(sources.map(({ file, text }) => [file, text] as const))('src/%s.ts', (file, text) => {
  test('imports only what its layer may', () => {
    const forbidden = importEdges(file, text).filter(({ to }) => !mayImport(file, to))
    expect(forbidden.map(({ to }) => `src/${file}.ts must not import ${to}`)).toEqual([])
  })

  test.skipIf(file === OUTSIDE)('takes the process, the clock and chance from its Context', () => {
    const used = impurities(text).filter(
      (use) => !(file.startsWith('io/') && IO_MAY_CALL.test(use)),
    )
    expect(used.map((use) => `src/${file}.ts must not use ${use}`)).toEqual([])
  })

  test(`is not longer than ${LONGEST_FILE} lines`, () => {
    expect(text.split('\n').length - 1, `lines of src/${file}.ts`).toBeLessThanOrEqual(LONGEST_FILE)
  })
})

describe('the rule sees', () => {
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
    ['ctx.now() // Date.now() is not ours to ask'],
  ])('nothing impure in %j', (text) => {
    expect(impurities(text)).toEqual([])
  })
})
