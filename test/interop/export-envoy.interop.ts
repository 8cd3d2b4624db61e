import { expect, test } from 'vitest'
import { sign } from '../../src/core/token/sign.js'
import { makeKey } from '../../src/io/make-key.js'
import { loadCatalog } from '../support/generators.js'
import { compareEnvoy } from './support/compare-envoy.js'
import { installEnvoy, runEnvoy } from './support/envoy.js'
import { expectedStatus, exportWorld } from './support/export-cells.js'
import { needs } from './support/install.js'

// A sample; export-envoy.real.ts has more of the same catalogs.
compareEnvoy(5)

test('of several keys, the one that a token names must be the only one', async (context) => {
  const installed = await installEnvoy()
  needs(installed, context)
  const catalog = loadCatalog({
    token: { issuer: 'any', audience: 'any', scope_claim: 'scope', scope_format: 'string' },
    scopes: { read: 'Read' },
    roles: {},
    routes: { 'GET /a': 'read' },
  })
  const now = Math.floor(Date.now() / 1000)
  const made = await Promise.all(['a', undefined, 'b', 'b'].map(keyNamed))
  const [first] = made
  if (!first) throw new Error('no key')
  const world = exportWorld(catalog, first, now)
  const several = { ...world, trust: { ...world.trust, keys: made } }
  const running = await runEnvoy(installed.program, several)
  const claims = { sub: 'alice', exp: now + 600, scope: 'read' }
  const answers = []
  try {
    for (const key of made) {
      for (const kid of ['a', 'b', 'c', undefined]) {
        const token = await sign(kid === undefined ? {} : { kid }, claims, { ...key, kid })
        const cell = { who: '', token, method: 'GET', target: '/a' }
        expect(await running.ask(cell)).toBe(
          await expectedStatus(catalog, several.trust, cell, now),
        )
        answers.push(await running.ask(cell))
      }
    }
  } finally {
    await running.stop()
  }
  expect(answers.filter((status) => status === 200)).toHaveLength(1)
})

async function keyNamed(kid: string | undefined) {
  const { jwk, ...key } = await makeKey('ES256')
  const { kid: _, ...unnamed } = jwk
  return { ...key, kid, jwk: kid === undefined ? unnamed : { ...unnamed, kid } }
}
