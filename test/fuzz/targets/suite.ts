import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

export const SUITE = `subjects:
  nobody: { anonymous: true }
  reader: { role: viewer }
tests:
  - { name: reads, as: reader, allow: [GET /items, GET /me], forbidden: [POST /items] }
  - { as: [{ user: alice }, nobody], allow: [GET /open] }
  - { as: { user: bob }, unauthorized: [GET /items] }
  - { as: { scopes: read }, deny: ["GET /users/{id}"], skip: later }
  - { as: { user: carol }, allow: [GET /users/42] }
table:
  columns: [reader, nobody]
  rows: { GET /items: 200 401, POST /items: 403 401 }
always:
  - no role without write reaches POST /items
  - public = GET /open
`
const place = placeFor({ 'scopes.yaml': SMALL, 'users.yaml': USERS })

interface Report {
  readonly passed: number
  readonly failed: number
  readonly suites: readonly { readonly assertions: readonly Assertion[] }[]
}
interface Assertion {
  readonly outcome: string
  readonly subject: string
  readonly route: string
  readonly got: number
}
/** What the unchanged catalog answers, written down by hand. */
const ANSWERS: Readonly<Record<string, number>> = {
  'user alice GET /items': 200,
  'user alice POST /items': 403,
  'user bob GET /items': 401,
  'user bob POST /items': 401,
  'user alice GET /open': 200,
  'user alice GET /users/{id}': 403,
}

/** A run is a success only if something was asserted and nothing failed; what was got does not depend on the suite. */
export const suite = target<string>({
  name: 'suite',
  weight: 2,
  inputs: fc.oneof(
    edited(
      [SUITE],
      ['allow:', 'deny:', '200', '401 403', 'user', 'token: env:T', 'only', 'always:', 'table:'],
    ),
    editedTree([parse(SUITE)], {
      values: ['GET /items', 'GET /open', { user: 'bob' }, { role: 'editor' }, 403, '200'],
    }),
  ),
  controls: [SUITE],
  async check(text) {
    const cwd = place({ 'scopes.test.yaml': text })
    const run = (...args: string[]) => ask(['test', ...args], { cwd, env: ENV })
    const json = await run('--json')
    expect((await run('--format', 'tap')).exit).toBe(json.exit)
    if (json.exit === 2) return 'refused'
    const { passed, failed, suites } = JSON.parse(json.stdout) as Report
    const assertions = suites.flatMap((each) => each.assertions)
    expect(json.exit === 0).toBe(failed === 0 && passed > 0)
    for (const { subject, route, got, outcome } of assertions) {
      const known = ANSWERS[`${subject} ${route}`]
      if (known !== undefined && outcome !== 'skipped') expect(got).toBe(known)
    }
    return json.exit === 0 ? 'accepted' : 'refused'
  },
})
