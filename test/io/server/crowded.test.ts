import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Trust } from '../../../src/core/token/model.js'
import { loadCatalog } from '../../support/generators.js'
import { held } from '../../support/held-sockets.js'
import { guarding } from './guarding.js'

const guard = guarding()
const catalog = loadCatalog({
  token: { issuer: 'any', audience: 'any', algorithm: 'HS256' },
  scopes: { read: 'Read' },
  routes: { 'POST /items': 'authenticated' },
})

test('a request with a body other than a form is complete when its body is: 1,100 others do not close it', async () => {
  let arrived = () => {}
  let release = (_trust: Trust): void => {}
  const asked = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const slow = new Promise<Trust>((resolve) => {
    release = resolve
  })
  const usual = guard.serve(catalog, {
    trust: () => {
      arrived()
      return slow
    },
  })
  const head = 'POST /items HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a.b.c\r\n'
  const body = 'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'
  const client = await held(guard.port(), head + body)
  await asked
  for (let i = 0; i < 1100; i++) await held(guard.port(), '')
  release(usual)
  await Promise.race([once(client.socket, 'data'), client.closed])
  expect(client.said()).toMatch(/^HTTP\/1\.1 401 /)
})
