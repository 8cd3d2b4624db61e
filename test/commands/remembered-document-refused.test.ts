import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { imported } from './remembered-document-world.js'

describe.concurrent('how a document is read is remembered in the catalog', () => {
  test.each([
    ['openapi: { schema: users }', 'unknown-key'],
    ['openapi: { optional: maybe }', undefined],
    ['openapi: { scheme: [] }', undefined],
    ['openapi: { base_path: v1 }', 'openapi-bad-prefix'],
    ['openapi: { base_path: "/a/../b" }', 'openapi-bad-prefix'],
    ['openapi: { scheme: "" }', undefined],
    ['openapi: { scheme: 1 }', undefined],
    ['openapi: users', undefined],
  ])('%s is an error of the file', async (line, code) => {
    const { run, cwd } = await imported([])
    writeFileSync(
      join(cwd, 'scopes.yaml'),
      `${line}\nscopes: { read: "" }\nroutes: { GET /a: read }\n`,
    )
    const done = await run('drift', 'api.json', '--json')
    const { problem } = JSON.parse(done.stdout)
    expect([done.exit, problem.problems[0].line]).toEqual([2, 1])
    if (code !== undefined) expect(problem.code).toBe(code)
  })
  test.each([
    ['gone', 'openapi-no-scheme'],
    ['key', 'openapi-scheme-kind'],
  ])(
    'a remembered scheme that the document does not have (%s) is reported in the catalog',
    async (scheme, code) => {
      const { run, cwd } = await imported([])
      const catalog = `openapi:\n  scheme: ${scheme}\nscopes: { read: "" }\nroutes: { GET /a: read }\n`
      writeFileSync(join(cwd, 'scopes.yaml'), catalog)
      for (const args of [
        ['drift', 'api.json'],
        ['import', 'openapi', 'api.json', '-o', 'scopes.yaml'],
        ['export', 'openapi', '--merge', 'api.json'],
      ]) {
        const done = await run(...args, '--json')
        const { problem } = JSON.parse(done.stdout)
        expect([done.exit, problem.code]).toEqual([2, code])
        expect(problem.problems).toMatchObject([{ file: 'scopes.yaml', line: 2 }])
      }
      expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(catalog)
    },
  )
})
