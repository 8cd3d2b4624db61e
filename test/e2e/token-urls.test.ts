import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { forge, GOOD, headerOf, NOW, newKey } from '../core/token/support.js'
import { publicKey } from '../support/published-key.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { listening } from '../support/tls-world.js'

const catalog = (key: string): string => `
token: { issuer: https://idp.test, audience: items-api, algorithm: ES256, key: "${key}" }
scopes: { read: Read }
routes: { GET /a: read }
`

test('HDR2: a server that a token names is not asked for its keys', async () => {
  const [ours, theirs] = [newKey('ES256'), newKey('ES256')]
  const setOf = (key: typeof ours) =>
    JSON.stringify({ keys: [{ ...publicKey(key.jwk).export({ format: 'jwk' }), kid: key.kid }] })
  let connections = 0
  const server = createServer((_request, response) => void response.end(setOf(theirs)))
  server.on('connection', () => connections++)
  const url = `http://127.0.0.1:${await listening(server)}/jwks`
  const claims = { ...GOOD, scope: 'read' }
  const tokens = ['jku', 'x5u'].map((name) =>
    forge({ ...headerOf(theirs), [name]: url }, claims, theirs),
  )
  const cwd = tempDir({ 'scopes.yaml': catalog('file:jwks.json'), 'jwks.json': setOf(ours) })
  for (const token of tokens) {
    for (const [line, exit] of [
      ['decode', 0],
      ['verify', 3],
      ['check --need read --token', 3],
    ] as const) {
      const at = line === 'decode' ? [] : ['--at', `${NOW}`]
      expect((await scopectl([...line.split(' '), token, ...at], { cwd })).exit).toBe(exit)
    }
  }
  expect(connections).toBe(0)

  const trusting = tempDir({ 'scopes.yaml': catalog(url) })
  const done = await scopectl(['verify', tokens[0] ?? '', '--at', `${NOW}`], { cwd: trusting })
  expect([done.exit, connections]).toEqual([0, 1])
})
