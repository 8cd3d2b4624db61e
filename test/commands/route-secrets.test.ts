import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// SEC4: a URL copied from a log or a browser may contain credentials; none of them is shown.

const SECRET = 'hunter2'
const CATALOG = `scopes: { read: Read }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /items: read, GET /me: read }
`
const ROUTES = [
  ['GET https://ana:hunter2@api.test/items', 0],
  ['GET https://hunter2@api.test:8443/items', 0],
  ['GET https://api.test/items?access_token=hunter2', 0],
  ['GET /items?access_token=hunter2#hunter2', 0],
  ['GET /items#hunter2', 0],
  ['GET https://ana:hunter2/x@api.test/items', 2],
  ['GET https://ana:x/hunter2@api.test/items', 2],
  ['GET https://ana:x/a/hunter2@api.test/items?b=c', 2],
  ['GET https://ana:x?hunter2@api.test/items', 2],
  ['GET https://ana:x#hunter2@api.test/items', 2],
  ['GET https://ana:x\\hunter2@api.test/items', 2],
  ['GET https://ana:8x/{hunter2}@api.test/items', 2],
  ['get https://ana:x/hunter2@api.test/items', 2],
  ['get https://ana:hunter2?x@api.test/items', 2],
  ['https://ana:x/hunter2@api.test/items', 2],
  ['GET //ana:x/hunter2@api.test/items', 2],
  ['GET https:/ana:x/hunter2@api.test/items', 2],
  ['GET ana:x/hunter2@api.test/items', 2],
  ['GET https://ana:x@y/hunter2@api.test/items', 2],
  ['get https://ana:x@y/hunter2@api.test/items', 2],
  ['GET //ana:hunter2@api.test/items', 2],
  ['GET ana:hunter2@api.test/items', 2],
  ['GET https:/ana:hunter2@api.test/items', 2],
  ['https://ana:hunter2@api.test/items?t=hunter2', 2],
  ['get https://ana:hunter2@api.test/items?t=hunter2', 2],
  ['/items?t=hunter2', 2],
  ['GET /itmes?t=hunter2', 2],
  ['GET https://ana:hunter2@api.test/;a?t=hunter2', 2],
] as const

const world = (route = 'GET /items'): string =>
  tempDir({
    'scopes.yaml': CATALOG,
    'users.yaml': 'users: { ana: {} }\n',
    'scopes.test.yaml': `tests:\n  - as: { user: ana }\n    allow: [${JSON.stringify(route)}]\n`,
  })

describe.concurrent('no secret in a URL is printed', () => {
  test.each(ROUTES)('%s', async (route, exit) => {
    for (const args of [
      ['check', '--user', 'ana', '--route', route],
      ['check', '--anonymous', '--route', route, '--json', '--expect', '401'],
      ['who-can', route],
      ['test'],
      ['test', '--json'],
    ]) {
      const found = await scopectl(args, { cwd: world(route) })
      expect(found.exit, args[0]).toBe(exit)
      expect(found.stdout + found.stderr, args[0]).not.toContain(SECRET)
    }
    const line = JSON.stringify({ as: { user: 'ana' }, route })
    const batch = await scopectl(['check', '--batch', '-'], { cwd: world(), input: `${line}\n` })
    expect(batch.stdout + batch.stderr).not.toContain(SECRET)
  })
})

test('what was cut off is still reported', async () => {
  const route = 'GET https://ana:hunter2@api.test:8443/items?a=1#b'
  const { stderr } = await scopectl(['check', '--user', 'ana', '--route', route], { cwd: world() })
  expect(stderr).toBe(
    'note: ignored `https://api.test:8443` and the query and the fragment: only the path `/items` is matched\n',
  )
})
