import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = 'hunter2hunter2'
const PATH = `/a?sig=${SECRET}#${SECRET}`
const permissions = JSON.stringify({
  permissions: {
    Read: {
      schemes: { Application: {} },
      pathSets: [
        {
          schemeKeys: ['Application'],
          methods: ['GET'],
          paths: { [PATH]: '', '/ok': '' },
        },
      ],
    },
  },
})
const openapi = JSON.stringify({
  openapi: '3.1.0',
  paths: { [PATH]: { get: {} }, '/ok': { get: { security: [] } } },
})

test.each([
  ['permissions', [], 2],
  ['permissions', ['--json'], 2],
  ['permissions', ['--skip-invalid'], 0],
  ['permissions', ['--skip-invalid', '--json'], 0],
  ['openapi', [], 0],
  ['openapi', ['--json'], 0],
] as const)(
  'import %s %j: a refused path is named without its query',
  async (what, flags, exit) => {
    const cwd = tempDir({ 'doc.json': what === 'openapi' ? openapi : permissions })
    const done = await scopectl(['import', what, 'doc.json', ...flags], { cwd })
    expect(done.exit, done.stderr).toBe(exit)
    expect(done.stdout + done.stderr).toMatch(/\/a\?…|`\*\*\*` has a query/)
    expect(done.stdout + done.stderr).not.toContain(SECRET)
  },
)
