import { randomBytes } from 'node:crypto'
import { load } from 'scopectl/node'
import { scopectlMatchers } from 'scopectl/vitest'
import { afterAll, expect, test } from 'vitest'
import { createApp } from './app.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const env = { SECRET_KEY }
const access = load('scopes.yaml', { env })
expect.extend(scopectlMatchers({ catalog: 'scopes.yaml', env }))

const app = await createApp(SECRET_KEY)
await app.listen(0, '127.0.0.1')
afterAll(() => app.close())

const statusOf = async (route: { method: string; template: string }, token?: string) => {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
  const url = `${await app.getUrl()}${route.template.replace(/\{\w+\}/g, '42')}`
  return (await fetch(url, { method: route.method, headers })).status
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

test.each(['expired', 'wrong-audience', 'wrong-issuer'] as const)(
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
