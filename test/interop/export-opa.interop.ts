import { beforeAll, expect, test } from 'vitest'
import { compareOpa } from './support/compare-opa.js'
import { type Installed, needs } from './support/install.js'
import { installOpa, testOpa } from './support/opa.js'
import { servedOpa } from './support/served-opa.js'

// A sample; export-opa.real.ts has more of the same catalogs.
compareOpa(6)

let installed: Installed
beforeAll(async () => {
  installed = await installOpa()
}, 600_000)

test('the command that is printed starts OPA, with the keys of serve', async (context) => {
  needs(installed, context)
  const { cli, decide, cwd } = await servedOpa(installed.program)
  const [reader, writer] = [
    await cli('token', '--role', 'reader'),
    await cli('token', '--role', 'writer'),
  ]
  const stale = await cli('token', '--role', 'writer', '--flaw', 'expired', '--with-configured-key')
  const statuses = async (token?: string) => [
    await decide('GET', '/items/1', token),
    await decide('PUT', '/items/1', token),
    await decide('GET', '/me', token),
    await decide('GET', '/keyed', token),
  ]
  expect(await statuses()).toEqual([401, 401, 401, 401])
  expect(await statuses(reader)).toEqual([200, 403, 200, 403])
  expect(await statuses(writer)).toEqual([200, 200, 200, 403])
  expect(await statuses(stale)).toEqual([401, 401, 401, 401])
  expect(await decide('GET', '/health', stale)).toBe(200)
  // Deeper than the segments by which routes are filed.
  const deep = ['/a/b/c/d/x/f', '/a/b/c/d/x/g', '/a/b/c/d/', '/a/b/c/d', '/a/b/c/d/x/f/']
  const answers = deep.map((path) => decide('GET', path))
  expect(await Promise.all(answers)).toEqual([200, 401, 401, 404, 401])
  expect(await decide('HEAD', '/items/1', reader)).toBe(200)
  expect(await decide('DELETE', '/items/1', writer)).toBe(501)
  expect(await decide('GET', '/other', writer)).toBe(404)
  expect(await decide('GET', '/items/..%2Fme', writer)).toBe(400)
  expect(await testOpa(installed.program, `${cwd}/policy`)).toBe(6)
})
