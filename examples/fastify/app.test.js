import { randomBytes } from 'node:crypto'
import { load } from 'scopectl/node'
import { scopectlMatchers } from 'scopectl/vitest'
import { afterAll, expect, test } from 'vitest'
import { createApp } from './app.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const env = { SECRET_KEY }
const access = load('scopes.yaml', { env })
expect.extend(scopectlMatchers({ catalog: 'scopes.yaml', env }))

const app = createApp(SECRET_KEY)
afterAll(() => app.close())

const statusOf = async ({ method, template }, token) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const url = template.replace(/\{\w+\}/g, '42')
  return (await app.inject({ method, url, headers })).statusCode
}

test('the API answers every role on every route as the catalog says', async () => {
  for (const route of access.catalog.routes) {
    const anonymous = await access.decide({ anonymous: true }, route.name)
    expect(await statusOf(route), `nobody: ${route.name}`).toBe(anonymous.status)
    for (const role of access.catalog.roles.keys()) {
      const { status } = await access.decide({ role }, route.name)
      const token = await access.mint({ role })
      expect(await statusOf(route, token), `${role}: ${route.name}`).toBe(status)
    }
  }
})

test.each(['expired', 'wrong-audience', 'wrong-issuer'])(
  'the API refuses a token: %s',
  async (flaw) => {
    const token = await access.mint({ role: 'admin' }, { flaw, withConfiguredKey: true })
    expect(await statusOf({ method: 'GET', template: '/items' }, token)).toBe(401)
  },
)

test('a token for reading does not delete', async () => {
  const token = await access.mint({ role: 'admin' }, { scope: 'items:read' })
  await expect(token).toAllow('GET /items')
  await expect(token).toDeny('DELETE /items/42', { missing: 'items:delete' })
})
