import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { scopectl } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'

const catalogOf = (count: number) => {
  const names = Array.from({ length: count }, (_, i) => [`GET /a${i}`, 'public'])
  return parseCatalog(sourceOf({ scopes: {}, routes: Object.fromEntries(names) }))
}

test('a catalog has at most 100,000 routes', () => {
  expect(catalogOf(100_000)).toMatchObject({ ok: true })
  expect(catalogOf(100_001)).toEqual({
    ok: false,
    problems: [{ code: 'too-many-routes', args: { limit: 100_000 }, at: undefined }],
    partial: undefined,
  })
})

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('')

// The binary ignores NODE_OPTIONS, so its memory cannot be limited here.
describe.skipIf(process.env['SCOPECTL_BINARY'])('YAML above the limit takes little memory', () => {
  const block = numbered(300_000, (i) => `  GET /a${i}: public # ${i}\n`)
  test.each([
    ['in block style', `scopes: {}\nroutes:\n  # first\n${block}`, '2:1'],
    ['in flow style', `{"scopes":{},"routes":{${block.replaceAll(/ *#.*/g, ',')}}}`, '1:14'],
  ])('%s', async (_, text, at) => {
    const cwd = tempDir({ 'scopes.yaml': text })
    const env = { NODE_OPTIONS: '--max-old-space-size=250' }
    const { exit, stdout, stderr } = await scopectl(['matrix'], { cwd, env })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error\[too-many-routes\]: the catalog has more than 100000 routes/)
    expect(stderr).toContain(`scopes.yaml:${at}\n`)
  })
})

test('names and values of other maps are not counted as routes', () => {
  const text = `scopes:\n${numbered(100_001, (i) => `  s${i}: S\n`)}routes:\n  GET /a: public\n`
  expect(parseCatalog(readYaml('scopes.yaml', text))).toMatchObject({ ok: true })
})
