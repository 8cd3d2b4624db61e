import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

/** A path whose characters mean something to a shell and to HTML. */
const HOSTILE = "/a/'x'&(y)$z"
const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: "Read <b>it</b>", admin: Everything }
routes:
  GET /health: public
  "GET ${HOSTILE}": read
  GET /shut: read
  GET /broken: read
  GET /users/{id}: admin
probe: { waive: [{ id: shut GET /shut, reason: "</li><script>alert(1)</script>", until: 2999-01-01 }] }
`

let page: string
let curl: string
let seen: { url: string; authorization: string | undefined }[]

beforeAll(async () => {
  seen = []
  const url = await server()
  const cwd = folder(CATALOG)
  const flags = ['--report=html=out.html', '--report=json=out.json']
  expect((await scopectl(['probe', url, ...flags], { cwd })).exit).toBe(5)
  page = readFileSync(join(cwd, 'out.html'), 'utf8')
  const { findings } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))
  const found = findings.flatMap(({ cases }: { cases: object[] }) => cases)
  curl = found.find((each: { path: string; curl: string }) => each.curl.includes('TOKEN')).curl
  seen.length = 0
  const env = { ...process.env, TOKEN: 'mine' }
  await promisify(execFile)('sh', ['-c', `${curl} -s -o /dev/null`], { env })
})

/** Takes any token with the scope, signed or not. */
async function server(): Promise<string> {
  const api = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization })
    if (request.url === '/health') return void response.end('{"ok":true}')
    if (request.url === '/broken') return void response.writeHead(500).end()
    const isToken = /eyJ/.test(request.headers.authorization ?? '')
    const status = isToken ? 403 : 401
    if (request.url === HOSTILE && holds(request, 'read')) return void response.end('{"a":1}')
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end()
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  api.unref()
  return `http://127.0.0.1:${(api.address() as AddressInfo).port}`
}

describe('the page of a probe', () => {
  test('has the findings with what was sent, expected and got', () => {
    expect(page).toContain('id="signature"')
    expect(page).toContain('CWE-347')
    expect(page).toContain('<dt>expected</dt><dd>401</dd><dt>got</dt><dd>200</dd>')
    expect(page).toContain('curl -g -H &quot;Authorization: Bearer $TOKEN&quot;')
  })

  test('has every target with its state, and what was not probed with the reason', () => {
    const rows = [...page.matchAll(/<tr><th scope="row" class="mono">([^<]*)<[\s\S]*?<\/tr>/g)]
    const stateOf = (row: string): string =>
      /found|clean|inconclusive|not probed/.exec(row.replace(/^.*?<td>/, ''))?.[0] ?? ''
    expect(rows.map(([row, name]) => [name, stateOf(row)])).toEqual(
      expect.arrayContaining([
        ['GET /health', 'clean'],
        ['GET /broken', 'inconclusive'],
        ['GET /users/{id}', 'not probed'],
        ['GET /a/&#39;x&#39;&amp;(y)$z', 'found'],
      ]),
    )
    expect(page).toContain('needs --param id=VALUE')
  })

  test('shows what was expected and got in each cell, by word, mark and colour', () => {
    expect(page).toMatch(/<td class="no"><b>✗ 200, 403<\/b><small>expected 401, 403<\/small><\/td>/)
    expect(page).toMatch(/<td class="yes"><b>✓ 401<\/b><small>expected 401<\/small><\/td>/)
    expect(page).toMatch(/<td class="unclear"><b>\? 500<\/b>/)
  })

  test('has no markup of others, and no token', () => {
    expect(page).not.toMatch(/<script|eyJ/)
    expect(page).toContain('&lt;/li&gt;&lt;script&gt;')
  })
})

test('the curl line sends the same request when it is pasted', () => {
  expect(seen).toEqual([{ url: HOSTILE, authorization: 'Bearer mine' }])
})
