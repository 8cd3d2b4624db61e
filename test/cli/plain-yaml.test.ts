import { describe, expect, test } from 'vitest'
import { allParts, partsRun } from '../support/parts-run.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const ROLES = 'roles: { reader: { scopes: [read] } }\nroutes:\n  GET /items: read\n'
const PLAIN = `scopes:\n  read: Read\n${ROLES}`
/** The same in words that only the library reads. */
const OTHER = `scopes:\n  read: |-\n    Read\n${ROLES}`
const SUITE = 'tests:\n  - as: { role: reader }\n    has: [read]\n'
const USERS = 'users:\n  alice: { roles: [reader] }\n'

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('the YAML library', () => {
  const isLibrary = (part: string) => part.includes('BLOCK_AS_IMPLICIT_KEY')
  const world = (catalog: string) =>
    tempDir({ 'scopes.yaml': catalog, 'users.yaml': USERS, 'scopes.test.yaml': SUITE })

  test.each(['check --user alice --need read', 'token --user alice', 'test', 'lint', 'matrix'])(
    'is in the build, and does not run where all is plain: %s',
    async (line) => {
      expect(allParts().some(isLibrary)).toBe(true)
      const parts = await partsRun(line.split(' '), world(PLAIN))
      expect([parts.length > 5, parts.some(isLibrary)]).toEqual([true, false])
      const others = await partsRun(line.split(' '), world(OTHER))
      expect(others.some(isLibrary)).toBe(true)
    },
  )

  test('and what is read is the same', async () => {
    const [plain, other] = [world(PLAIN), world(OTHER)]
    for (const line of ['check --user alice --need read', 'matrix --format csv', 'lock']) {
      const answer = await scopectl(line.split(' '), { cwd: plain })
      expect(answer.exit).toBe(0)
      expect(await scopectl(line.split(' '), { cwd: other })).toEqual(answer)
    }
  })
})
