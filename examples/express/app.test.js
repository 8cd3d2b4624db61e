import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { scopectlAssertions } from 'scopectl/assert'
import { load } from 'scopectl/node'
import { createApp } from './app.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const env = { SECRET_KEY }
const access = load('scopes.yaml', { env })
const { assertAllows, assertDenies } = scopectlAssertions({ catalog: 'scopes.yaml', env })

let server
before((_, done) => {
  server = createApp(SECRET_KEY).listen(0, '127.0.0.1', done)
})
after(() => server.close())

const statusOf = async ({ method, template }, token) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const url = `http://127.0.0.1:${server.address().port}${template.replace(/\{\w+\}/g, '42')}`
  return (await fetch(url, { method, headers })).status
}

test('the API answers every role on every route as the catalog says', async () => {
  for (const route of access.catalog.routes) {
    const anonymous = await access.decide({ anonymous: true }, route.name)
    assert.equal(await statusOf(route), anonymous.status, `nobody: ${route.name}`)
    for (const role of access.catalog.roles.keys()) {
      const { status } = await access.decide({ role }, route.name)
      assert.equal(
        await statusOf(route, await access.mint({ role })),
        status,
        `${role}: ${route.name}`,
      )
    }
  }
})

test('the API refuses bad tokens', async () => {
  const route = access.catalog.routes.find(({ name }) => name === 'GET /items')
  for (const flaw of ['expired', 'wrong-audience', 'wrong-issuer']) {
    const token = await access.mint({ role: 'admin' }, { flaw, withConfiguredKey: true })
    assert.equal(await statusOf(route, token), 401, flaw)
  }
})

test('a token for reading does not delete', async () => {
  const token = await access.mint({ role: 'admin' }, { scope: 'items:read' })
  await assertAllows(token, 'GET /items')
  await assertDenies(token, 'DELETE /items/42', { missing: 'items:delete' })
})
