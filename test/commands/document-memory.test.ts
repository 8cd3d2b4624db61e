import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { document, op } from './openapi-world.js'

/** Small texts that would be many times larger in memory than Node may use here, and end the process. */
const env = { NODE_OPTIONS: '--max-old-space-size=100' }
const head = 'openapi: 3.1.0\npaths: { /x: { get: { security: [] } } }\n'
const many = (text: string, count = 1_500_000): string => text.repeat(count)

// The binary ignores NODE_OPTIONS, so its memory cannot be limited here.
describe.skipIf(process.env['SCOPECTL_BINARY'])('OAS11: a text that is large in memory', () => {
  test.each([
    ['api.json', `{"openapi":"3.1.0","x-more":[${many('{},')}0]}`],
    ['api.json', `{"openapi":"3.1.0","x-more":[${many('[[[]]],')}0]}`],
    ['api.yaml', `${head}x-more: [${many('[],')}]\n`],
    ['api.yaml', `${head}x-more:\n${many('- \n')}`],
    ['api.yaml', `${head}x-one: &a 1\nx-more: [${many('*a,')}]\n`],
    [
      'api.yaml',
      `${head}x-one: &a { ${many('a', 1)}1: 1 }\nx-more:\n${many('  - { <<: *a }\n', 300_000)}`,
    ],
  ])('%s %.70j', async (name, text) => {
    const cwd = tempDir({ [name]: text })
    const done = await scopectl(['import', 'openapi', name, '--json'], { cwd, env })
    expect([done.exit, JSON.parse(done.stdout).problem.code]).toEqual([2, 'document-memory'])
  })
  test('spread over files that references open', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`/p${i}`, { $ref: `f${i}.json` }]),
    )
    const cwd = tempDir({ 'api.json': document({ ...paths, '/x': { get: op('read') } }) })
    for (const name of Object.keys(paths)) {
      writeFileSync(
        join(cwd, `f${name.slice(2)}.json`),
        `{"get":{},"x-more":[${many('{},', 300_000)}0]}`,
      )
    }
    const done = await scopectl(['import', 'openapi', 'api.json', '--json'], { cwd, env })
    expect(done.exit, done.stderr).toBe(0)
    const { findings } = JSON.parse(done.stdout)
    expect(new Set(findings.map(({ fault }: { fault?: string }) => fault))).toContain('too-big')
  })
})
