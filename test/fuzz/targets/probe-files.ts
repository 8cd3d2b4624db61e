import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, placeFor, SMALL, USERS } from '../place.js'
import { type Target, target } from '../target.js'
import { editedTree } from '../trees.js'

const FIXTURES = [
  { create: 'POST /items', remove: 'DELETE /items/{id}', id: '/data/id' },
  { create: 'POST /items', remove: 'DELETE /items/{id}' },
]
const CATALOG = SMALL.replace('DELETE /items/{id}: undecided', 'DELETE /items/{id}: admin')
const HAR = {
  log: {
    version: '1.2',
    entries: [
      {
        request: {
          method: 'GET',
          url: 'http://127.0.0.1:9/items/42?page=1',
          headers: [{ name: 'Accept', value: '*/*' }],
          queryString: [{ name: 'page', value: '1' }],
        },
        response: { status: 200, content: { mimeType: 'application/json', text: '{}' } },
      },
      {
        request: {
          method: 'POST',
          url: 'http://127.0.0.1:9/items',
          headers: [],
          postData: { mimeType: 'application/json', text: '{"name":"x"}' },
        },
        response: { status: 201 },
      },
    ],
  },
}
const claims = { iss: 'https://idp.test', aud: 'items-api', sub: 'alice', exp: 9e9, scope: 'read' }
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const TOKEN = `${part({ alg: 'HS256' })}.${part(claims)}.AAAA`
const TOKENS = `# whose, and where\nrole:viewer=env:T\nuser:alice=file:token.jwt\nscopes:read=${TOKEN}\n`
const METHODS = 'GET,POST,DELETE'

/** A plan asks nothing of a server, whatever the file says, and every request in it is about a route of the catalog. */
function planned(
  name: string,
  inputs: fc.Arbitrary<string>,
  controls: readonly string[],
  fileOf: (text: string) => { files: Record<string, string>; args: readonly string[] },
): Target {
  const place = placeFor({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  return target<string>({
    name,
    inputs,
    controls,
    async check(text) {
      const { files, args } = fileOf(text)
      const cwd = place(files)
      const all = ['probe', 'http://127.0.0.1:9', '--dry-run', '--param', 'id=1', ...args]
      const env = { ...ENV, T: TOKEN }
      const json = await ask([...all, '--json'], { cwd, env })
      expect((await ask(all, { cwd, env })).exit).toBe(json.exit)
      if (json.exit !== 0) return 'refused'
      const { plan } = JSON.parse(json.stdout) as { plan: { route: string; path: string }[] }
      for (const { route, path } of plan) {
        expect(CATALOG).toContain(`${route.replace(/^HEAD /, 'GET ')}:`)
        expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
      }
      return 'accepted'
    },
  })
}

const writes = ['--allow-writes', '--methods', METHODS]
export const probeFiles: readonly Target[] = [
  planned(
    'probe-fixtures',
    fc.oneof(
      editedTree([FIXTURES], {
        yaml: false,
        values: ['GET /items', 'DELETE /items/{id}', 'id', '/a~1b', '/a~2'],
      }),
      edited([JSON.stringify(FIXTURES.slice(0, 1))], ['create', 'remove', '~0']),
    ),
    [JSON.stringify(FIXTURES.slice(0, 1))],
    (text) => ({
      files: { 'scopes.yaml': `${CATALOG}probe: { fixtures: ${text} }\n` },
      args: writes,
    }),
  ),
  planned(
    'probe-har',
    fc.oneof(editedTree([HAR], { yaml: false }), edited([JSON.stringify(HAR, null, 1)])),
    [JSON.stringify(HAR)],
    (text) => ({ files: { 'web.har': text }, args: ['--har', 'web.har', ...writes] }),
  ),
  planned(
    'probe-tokens',
    edited(
      [TOKENS],
      ['role:', 'client:bot', 'scopes:read,write', '=', 'env:', 'file:/dev/zero', '#', '-'],
    ),
    [TOKENS],
    (text) => ({
      files: { 'tokens.txt': text, 'token.jwt': TOKEN },
      args: ['--tokens', 'tokens.txt'],
    }),
  ),
]
