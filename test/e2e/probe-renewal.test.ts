import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { api, folder, holds, probe } from '../support/probe-world.js'

const CATALOG = `scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes:
${Array.from({ length: 30 }, (_, i) => `  GET /r${i}: read\n`).join('')}`

/** A command that issues tokens, which nobody verifies here, and counts them: the first one lives for a minute. */
const issuer = (later: string): string => `
import { appendFileSync, existsSync } from 'node:fs'
const isFirst = !existsSync('count')
appendFileSync('count', 'x')
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const exp = Math.floor(Date.now() / 1000) + (isFirst ? 60 : 3600)
const scope = isFirst ? 'read' : '${later}'
console.log([part({ alg: 'ES256' }), part({ sub: 'x', scope, exp }), 'AAAA'].join('.'))
`

/** A guard whose clock is ahead by 100 s: a token that lives for a minute has expired, as is known after one answer. */
async function guard(ahead = 100) {
  const late: string[] = []
  const url = await api((request, response) => {
    const now = Math.floor(Date.now() / 1000) + ahead
    const [, body = ''] = (request.headers.authorization ?? '').split('.')
    const exp = body === '' ? 0 : JSON.parse(Buffer.from(body, 'base64url').toString()).exp
    const isSigned = /\.AAAA$/.test(request.headers.authorization ?? '')
    if (isSigned && exp <= now) late.push(request.url ?? '')
    const isAllowed = isSigned && exp > now && holds(request, 'read')
    response.setHeader('date', new Date(now * 1000).toUTCString())
    response.setHeader('www-authenticate', 'Bearer')
    response.writeHead(isAllowed ? 200 : isSigned && exp > now ? 403 : 401)
    response.end(isAllowed ? '{"a thing":1}' : '')
  })
  return { url, late }
}

const withIssuer = (script: string): string => {
  const cwd = folder(CATALOG)
  writeFileSync(join(cwd, 'issue.mjs'), script)
  return cwd
}
const COMMAND = ['--token-cmd', `${process.execPath} issue.mjs`]

test('tokens of a command are issued again before they expire, by the clock of the server', async () => {
  const { url, late } = await guard()
  const cwd = withIssuer(issuer('read'))
  const { document, exit } = await probe(url, cwd, ...COMMAND)
  expect(document.findings).toEqual([])
  expect(document.notes.map(({ code }: { code: string }) => code)).toEqual(['probe-clock'])
  expect(late).toEqual([])
  expect(readFileSync(join(cwd, 'count'), 'utf8')).toBe('xx')
  // The only token may call the only route, which shows nothing about scopes.
  expect(document.targets[0].why.is).toBe('no-refused-token')
  expect(exit).toBe(2)
})

test('a new token with other scopes ends the run', async () => {
  const { url } = await guard()
  const { document, exit } = await probe(url, withIssuer(issuer('write')), ...COMMAND)
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-token-changed')
  expect(document.findings).toEqual([])
  expect(exit).toBe(2)
})

test('a token that expires during the run ends it, and what it would have got is not a finding', async () => {
  // To the server it expired long ago; here it is valid until the clock difference is known.
  const { url } = await guard()
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 60
  const token = `${part({ alg: 'ES256' })}.${part({ sub: 'x', scope: 'read', exp })}.AAAA`
  const cwd = folder(CATALOG)
  writeFileSync(join(cwd, 'list'), `role:reader=${token}\n`, { mode: 0o600 })
  const { document, exit } = await probe(url, cwd, '--tokens', 'list')
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-token-expired')
  expect(document.findings.map(({ kind }: { kind: string }) => kind)).not.toContain('shut')
  expect(exit).toBe(2)
})
