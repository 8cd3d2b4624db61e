import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toCatalog } from '../../src/core/openapi/to-catalog.js'
import { openTarget, writeImport } from '../../src/io/import-file.js'
import { importOf } from '../core/openapi/support.js'
import { codesOf, context, folder } from './support.js'

/** 2,000 paths of 6,000 characters: a catalog of 12 MB, and catalogs may have 10 MB. */
const paths = Object.fromEntries(
  Array.from({ length: 2000 }, (_, i) => [`/${'a'.repeat(6000)}/${i}`, { get: {} }]),
)
const imported = importOf({ openapi: '3.1.0', paths })
const write = (dir: string, file: string) =>
  codesOf(() =>
    writeImport(openTarget(file, context(dir)), {
      imported,
      draft: toCatalog(imported),
      said: {},
      force: false,
    }),
  )

test.each(['scopes.yaml', 'scopes.json'])(
  'a new %s that no command could read is not written',
  async (file) => {
    const dir = folder()
    expect(await write(dir, file)).toEqual(['text-too-big'])
    expect(existsSync(join(dir, file))).toBe(false)
  },
)

test('an existing catalog does not become one that no command could read', async () => {
  const catalog = 'version: 1\nscopes: {}\nroutes:\n  GET /x: public\n'
  const dir = folder({ 'scopes.yaml': catalog })
  expect(await write(dir, 'scopes.yaml')).toEqual(['text-too-big'])
  expect(readFileSync(join(dir, 'scopes.yaml'), 'utf8')).toBe(catalog)
})
