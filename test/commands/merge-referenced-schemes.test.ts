import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SCHEME = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read' } } },
}
const CATALOG = 'scopes: { read: Read, write: Write }\nroutes: { GET /a: write }\n'

/** Merges a route that needs a new scope into a document with these components. */
async function merged(more: object, files: Record<string, string> = {}) {
  const paths = { '/a': { get: { security: [{ oauth: ['read'] }] } } }
  const text = JSON.stringify({ openapi: '3.1.0', paths, ...more }, null, 2)
  const cwd = tempDir({ 'api.json': text, 'scopes.yaml': CATALOG, ...files })
  const merge = ['export', 'openapi', '--merge', 'api.json']
  const dry = await scopectl([...merge, '-o', 'out.json', '--json'], { cwd })
  const { notes } = JSON.parse(dry.stdout) as { notes: readonly { code: string }[] }
  const done = await scopectl(merge, { cwd })
  expect(done.exit, done.stderr).toBe(0)
  expect((await scopectl(['drift', 'api.json'], { cwd })).exit).toBe(0)
  const codes = notes.map(({ code }) => code)
  return {
    ...done,
    codes,
    value: JSON.parse(readFileSync(join(cwd, 'api.json'), 'utf8')) as unknown,
  }
}

describe.concurrent('export openapi --merge declares a new scope', () => {
  const scopes = { read: 'Read', write: 'Write' }
  const now = { ...SCHEME, flows: { clientCredentials: { tokenUrl: '/token', scopes } } }

  test('in a scheme behind a $ref in the same document', async () => {
    const ref = { $ref: '#/components/x-schemes/a~1b' }
    const schemes = { securitySchemes: { oauth: ref }, 'x-schemes': { 'a/b': SCHEME } }
    const { value, stdout, stderr } = await merged({ components: schemes })
    expect(value).toMatchObject({
      components: { securitySchemes: { oauth: ref }, 'x-schemes': { 'a/b': now } },
    })
    expect(stdout).toContain('+ scope write')
    expect(stderr).toBe('')
  })
  test('once, if two references lead to one scheme, also through another reference', async () => {
    const { value, stdout } = await merged({
      components: { securitySchemes: { $ref: '#/x-all' } },
      'x-all': { oauth: { $ref: '#/x-all/other' }, other: { $ref: '#/x-one' } },
      'x-one': SCHEME,
    })
    expect(value).toMatchObject({ 'x-one': now })
    expect(stdout.match(/\+ scope write/g)).toHaveLength(1)
  })
  test('never in another file: it is named in a note', async () => {
    const ref = { $ref: './schemes.json#/oauth' }
    const { value, stdout, stderr, codes } = await merged(
      { components: { securitySchemes: { oauth: ref } } },
      { 'schemes.json': JSON.stringify({ oauth: SCHEME }) },
    )
    expect(value).toMatchObject({ components: { securitySchemes: { oauth: ref } } })
    expect(stdout).not.toContain('+ scope')
    expect(codes).toEqual(['export-undeclared'])
    expect(stderr).toContain('`oauth` is defined in another file')
    expect(stderr).toContain('`write`')
  })
})
