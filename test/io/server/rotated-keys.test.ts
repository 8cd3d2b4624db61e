import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Key, Trust } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { readEnvironment } from '../../../src/io/env-file.js'
import type { JwksCache } from '../../../src/io/jwks-url.js'
import { makeKey } from '../../../src/io/make-key.js'
import { remoteTrust } from '../../../src/io/remote-trust.js'
import { loadTrust } from '../../../src/io/trust.js'
import { loadCatalog } from '../../support/generators.js'
import { context } from '../support.js'
import { guarding, NOW } from './guarding.js'

const guard = guarding()

/** An issuer on loopback whose keys rotate, and a guarded route that trusts them; the clock does not move. */
async function world() {
  const issuer = { keys: [await makeKey('ES256')], status: 200, requests: 0 }
  const server = createServer((_request, response) => {
    issuer.requests++
    const keys = issuer.keys.map(({ jwk }) => publicJwk(jwk))
    response.writeHead(issuer.status).end(JSON.stringify({ keys }))
  }).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`)
  const catalog = loadCatalog({
    token: { issuer: 'any', audience: 'any', algorithm: 'ES256', key: url.href },
    scopes: { read: 'Read' },
    routes: { 'GET /me': 'authenticated' },
  })
  const clock = { now: NOW }
  const cache: JwksCache = new Map()
  const ctx = context('/', { now: () => clock.now })
  const environment = readEnvironment(undefined, ctx)
  const place = { ctx, environment, folder: '/', by: 'token.key', cache }
  const made: Trust[] = []
  const load = async () => {
    const { trust } = await loadTrust({ settings: catalog.token, place })
    made.push(trust)
    return trust
  }
  guard.serve(catalog, { trust: remoteTrust({ url, cache, load, now: () => clock.now }) })
  const ask = async (key: Key) => {
    const claims = { sub: 'alice', exp: NOW + 60 }
    const token = await sign({ kid: key.kid ?? '' }, claims, key)
    return (await guard.get('GET /me', [`Authorization: Bearer ${token}`])).status
  }
  const published = async () => {
    const { body } = await guard.get('GET /.well-known/jwks.json', [])
    return JSON.parse(body).keys.map(({ kid }: { kid: string }) => kid)
  }
  return { issuer, clock, ask, made, published }
}

test('the keys are read once for all requests, and again when they are ten minutes old', async () => {
  const { issuer, clock, ask, made } = await world()
  const [key] = issuer.keys as [Key]
  expect(await Promise.all([ask(key), ask(key), ask(key)])).toEqual([200, 200, 200])
  clock.now += 599
  expect(await ask(key)).toBe(200)
  expect([issuer.requests, made.length]).toEqual([1, 1])
  clock.now += 1
  expect(await ask(key)).toBe(200)
  expect([issuer.requests, made.length]).toEqual([2, 2])
})

test('an unknown kid fetches the keys again, at most every 30 s; the first fetch does not count', async () => {
  const { issuer, clock, ask } = await world()
  const [old] = issuer.keys as [Key]
  expect(await ask(old)).toBe(200)
  const next = await makeKey('ES256')
  issuer.keys = [old, next]
  expect(await Promise.all([ask(next), ask(next), ask(old)])).toEqual([200, 200, 200])
  expect(issuer.requests).toBe(2)
  const third = await makeKey('ES256')
  issuer.keys = [old, next, third]
  clock.now += 29
  expect(await Promise.all([ask(third), ask(third)])).toEqual([401, 401])
  expect(issuer.requests).toBe(2)
  clock.now += 1
  expect(await Promise.all([ask(third), ask(third)])).toEqual([200, 200])
  expect(issuer.requests).toBe(3)
})

test('keys that were fetched because they were too old do not count either', async () => {
  const { issuer, clock, ask } = await world()
  const [old] = issuer.keys as [Key]
  expect(await ask(old)).toBe(200)
  clock.now += 600
  expect(await ask(old)).toBe(200)
  const next = await makeKey('ES256')
  issuer.keys = [next]
  expect([await ask(next), await ask(old), issuer.requests]).toEqual([200, 401, 3])
})

test('a removed key is no longer trusted once its successor was fetched', async () => {
  const { issuer, clock, ask, published } = await world()
  const [old] = issuer.keys as [Key]
  expect([await ask(old), await published()]).toEqual([200, [old.kid]])
  const next = await makeKey('ES256')
  issuer.keys = [next]
  clock.now += 30
  expect([await ask(next), await ask(old)]).toEqual([200, 401])
  expect(await published()).toEqual([next.kid])
})

test('if that fetch fails, known keys still count until they are too old, and the next one waits', async () => {
  const { issuer, clock, ask } = await world()
  const [old] = issuer.keys as [Key]
  expect(await ask(old)).toBe(200)
  const next = await makeKey('ES256')
  issuer.keys = [next]
  issuer.status = 500
  clock.now += 30
  expect([await ask(next), await ask(old), await ask(next)]).toEqual([503, 200, 401])
  expect(issuer.requests).toBe(2)
  clock.now += 570
  expect(await ask(old)).toBe(503)
  issuer.status = 200
  expect([await ask(next), await ask(old)]).toEqual([200, 401])
})
