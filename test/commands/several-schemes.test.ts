import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const flow = (name: string, scopes: Record<string, string>) => ({
  type: 'oauth2',
  flows: {
    [name]: { authorizationUrl: 'https://idp.test/a', tokenUrl: 'https://idp.test/t', scopes },
  },
})
const written = `${JSON.stringify(
  {
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    paths: {
      '/files': {
        get: { security: [{ Oauth2: ['files'], Oauth2c: ['files'] }], responses: {} },
        post: { security: [{ Oauth2: ['write'], Oauth2c: ['write'] }], responses: {} },
      },
    },
    components: {
      securitySchemes: {
        Oauth2: flow('implicit', { files: 'Files', write: 'Write' }),
        Oauth2c: flow('authorizationCode', { files: 'Files', write: 'Write' }),
      },
    },
  },
  null,
  2,
)}\n`

test('the proposed flags make the routes of two flows usable, in import, drift and merge', async () => {
  const cwd = tempDir({ 'api.json': written })
  const first = await scopectl(['import', 'openapi', 'api.json'], { cwd })
  expect(first.stdout).toContain('scheme: Oauth2c')
  const flags = /--scheme Oauth2 --scheme Oauth2c/.exec(first.stderr)?.[0].split(' ') ?? []
  expect(flags, first.stderr).toHaveLength(4)

  const done = await scopectl(['import', 'openapi', 'api.json', '-o', 'scopes.yaml', ...flags], {
    cwd,
  })
  expect(done.exit, done.stderr).toBe(0)
  expect(done.stderr).not.toContain('same issuer')
  const catalog = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
  expect(catalog).toContain('GET /files: files\n')
  expect((await scopectl(['drift', 'api.json', ...flags], { cwd })).exit).toBe(0)

  const merge = ['export', 'openapi', '--merge', 'api.json', ...flags]
  expect((await scopectl(merge, { cwd })).exit).toBe(0)
  expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(written)
  const stricter = tempDir({
    'api.json': written,
    'scopes.yaml': catalog.replace('files: files', 'files: files write'),
  })
  expect((await scopectl(merge, { cwd: stricter })).exit).toBe(0)
  const after = JSON.parse(readFileSync(join(stricter, 'api.json'), 'utf8'))
  expect(after.paths['/files'].get.security).toEqual([
    { Oauth2: ['files', 'write'], Oauth2c: ['files', 'write'] },
  ])
})
