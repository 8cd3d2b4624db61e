import { describe, expect, test } from 'vitest'
import { changedLines, merged } from './export-merge-world.js'

describe.concurrent('export openapi --merge', () => {
  const SCHEMES = `components:
  securitySchemes:
    oauth: { type: oauth2, flows: { implicit: { authorizationUrl: /a, scopes: { read: R, write: W } } } }
`
  const two = 'scopes: { read: R, write: W }\nroutes: { GET /a: read, GET /b: write }\n'
  test.each([
    [
      'a reference',
      `/a: { $ref: '#/x-a' }\n  /b: { get: { security: [{ oauth: [write] }] } }\nx-a: { get: {} }`,
      'GET /a  defined behind a $ref',
    ],
    ['an alias', '/a: &a { get: { operationId: a } }\n  /b: *a', 'GET /a  shares its definition'],
    [
      'an anchor in security that others use',
      '/a: { get: { security: &s [{ oauth: [write] }] } }\n  /b: { get: { security: *s } }',
      'GET /a  shares its definition',
    ],
    [
      'a merge key',
      '/a: { get: &a { operationId: a } }\n  /b: { get: { <<: *a, security: [{ oauth: [write] }] } }',
      'GET /a  shares its definition',
    ],
  ])('lists what was not written because of %s', async (_name, paths, line) => {
    const text = `openapi: 3.1.0\npaths:\n  ${paths}\n${SCHEMES}`
    const done = await merged(text, { catalog: two, more: ['--fail-on', 'unwritten'] })
    expect([done.exit, done.written], done.stderr).toEqual([5, text])
    expect(done.stdout).toContain(`! not written  ${line}`)
    expect(done.drift).toBe(5)
  })
  test('writes once into a part that operations share if all of them need the same', async () => {
    const text = `openapi: 3.1.0\npaths:\n  /a: &a { get: {} }\n  /b: *a\n  /c: { $ref: '#/paths/~1a' }\n${SCHEMES}`
    const catalog =
      'scopes: { read: R, write: W }\nroutes: { GET /a: read, GET /b: read, GET /c: read }\n'
    const done = await merged(text, { catalog })
    expect(done.exit, done.stderr).toBe(0)
    expect(done.stdout).toContain('3 operations changed')
    expect(changedLines(text, done.written).added).toEqual([
      '  /a: &a { get: { security: [{ oauth: [read] }] } }',
    ])
  })
  test('replaces an alias of `security` by a list of its own', async () => {
    const text = `openapi: 3.1.0
x-s: &s [{ oauth: [write] }]
paths:
  /a: { get: { security: *s } }
  /b: { get: { security: *s } }
${SCHEMES}`
    const done = await merged(text, { catalog: two })
    expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
    expect(changedLines(text, done.written).added).toEqual([
      '  /a: { get: { security: [{ oauth: [read] }] } }',
    ])
  })
})
