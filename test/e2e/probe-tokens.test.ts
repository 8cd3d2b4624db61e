import { expect, test } from 'vitest'
import { api, CATALOG, folder, holds, probe } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

test('tokens are issued for the clock of the server', async () => {
  const ahead = 200
  const url = await api((request, response) => {
    const now = Math.floor(Date.now() / 1000) + ahead
    const [, body = ''] = (request.headers.authorization ?? '').split('.')
    const exp = Number(JSON.parse(Buffer.from(body, 'base64url').toString() || '{}').exp)
    const isAllowed = exp > now && holds(request, request.url === '/a' ? 'read' : 'write')
    response.setHeader('date', new Date(now * 1000).toUTCString())
    response.writeHead(isAllowed ? 200 : 403, { 'www-authenticate': 'Bearer' }).end('{"b":1}')
  })
  const cwd = folder(CATALOG.replace('token: {', 'token: { lifetime: 2m,'))
  const { document } = await probe(url, cwd)
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-clock')
  expect(document.findings.map(({ kind }: { kind: string }) => kind)).not.toContain('shut')
})

test('NET8 a server that is years off gets no tokens for its time', async () => {
  const tokens: string[] = []
  const url = await api((request, response) => {
    if (request.headers.authorization) tokens.push(request.headers.authorization)
    response.setHeader('date', 'Thu, 01 Jan 2099 00:00:00 GMT')
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end('{}')
  })
  const { document, exit } = await probe(url, folder())
  expect(document.problem.code).toBe('probe-clock-apart')
  expect(document.problem.message).toContain('2099-01-01')
  expect(tokens).toEqual([])
  expect(exit).toBe(2)
})

test('with a configured key, tokens with undeclared scopes live as short as flawed ones', async () => {
  const lives = new Map<boolean, number>()
  const url = await api((request, response) => {
    const [, body = ''] = (request.headers.authorization ?? '').split('.')
    const { iat, exp, scope = '' } = JSON.parse(Buffer.from(body, 'base64url').toString() || '{}')
    const isDeclared = /^(read|write|read write|)$/.test(scope)
    if (exp > iat) lives.set(isDeclared, Math.max(lives.get(isDeclared) ?? 0, exp - iat))
    const isAllowed = holds(request, request.url === '/a' ? 'read' : 'write')
    const status = isAllowed ? 200 : body === '' ? 401 : 403
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
  })
  const cwd = folder(CATALOG.replace('token: {', 'token: { key: "env:KEY", algorithm: HS256,'))
  const env = { KEY: 'k'.repeat(40) }
  await scopectl(['probe', url, '--with-configured-key'], { cwd, env })
  expect(lives.get(false)).toBeLessThanOrEqual(61)
  expect(lives.get(true)).toBeGreaterThan(61)
})

test('a token is in no report', async () => {
  const url = await api((request, response) => {
    const { authorization = '' } = request.headers
    const challenge = `Bearer error_description="bad ${authorization}"`
    response.writeHead(403, { 'www-authenticate': challenge }).end(authorization)
  })
  const cwd = folder()
  for (const format of ['text', 'json']) {
    const { stdout, stderr, exit } = await scopectl(['probe', url, '--format', format], { cwd })
    expect(`${stdout}${stderr}`).not.toMatch(/eyJ/)
    expect(exit).toBe(5)
  }
})
