import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** `GET /open` is not guarded, `GET /broken` always fails, and `GET /union` asks for too much. */
const CATALOG = `token: { scope_claim: scope }
scopes: { read: Read, write: Write }
routes:
  GET /open: read
  GET /broken: read
  GET /union: { any: [read, write] }
  GET /users/{id}: read
`

let cwd: string
let url: string
beforeAll(async () => {
  const server = createServer((request, response) => {
    if (request.url === '/open') return void response.end('{"open":1}')
    if (request.url === '/broken') return void response.writeHead(500).end()
    if (request.url !== '/union') return void response.writeHead(404).end()
    const [, body = ''] = (request.headers.authorization ?? '').split('.')
    const { scope } = JSON.parse(Buffer.from(body, 'base64url').toString() || '{}')
    const isAllowed = /\b(read|write)\b/.test(String(scope))
    const isToken = body !== '' && !/~/.test(String(scope))
    const status = isAllowed ? 200 : isToken ? 403 : 401
    const error = isToken ? 'error="insufficient_scope", ' : ''
    response
      .writeHead(status, { 'www-authenticate': `Bearer ${error}scope="read write"` })
      .end('{"union":1}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cwd = tempDir({ 'scopes.yaml': CATALOG })
})

test('every report of a run names what was found, at its line of the catalog', async () => {
  const kinds = ['json', 'junit', 'sarif', 'github', 'md']
  const flags = kinds.map((kind) => `--report=${kind}=out.${kind}`)
  const { exit, stdout } = await scopectl(['probe', url, ...flags], { cwd })
  expect(exit).toBe(5)
  const [json, junit, sarif, github, md] = kinds.map((kind) =>
    readFileSync(join(cwd, `out.${kind}`), 'utf8'),
  )
  expect(stdout).toMatch(/^\d+ findings? {2}3 routes: 0 clean, 2 with findings, 1 inconclusive/)
  expect(stdout).toContain('GET /users/{id}  needs --param id=VALUE')
  expect(stdout).toContain(`curl -g ${url}/open`)

  const document = JSON.parse(json ?? '')
  expect(document.findings[0]).toMatchObject({
    ...{ kind: 'unguarded', severity: 'critical', cwe: 'CWE-306', wfc: 307, routes: 1 },
    cases: [
      { id: 'unguarded GET /open', expected: '401', status: 200, curl: `curl -g ${url}/open` },
    ],
  })
  expect(junit).toMatch(/<testsuites name="scopectl" tests="4" failures="2" errors="1"/)
  expect(junit).toMatch(/<testcase name="GET \/users\/\{id\}"[^>]*>\s*<skipped/)
  expect(github).toMatch(
    /^::error file=scopes.yaml,line=4,col=3,title=scopectl unguarded \(CWE-306\)::GET \/open: /m,
  )
  expect(github).toMatch(/^::warning title=scopectl probe::1 route is inconclusive$/m)
  expect(github).toMatch(/^::warning title=scopectl probe::1 route was not probed$/m)
  expect(md).toContain('| critical | unguarded (CWE-306, WFC-307)')
  expect(md).toContain(', 1 inconclusive, 1 not probed\n')
  const [run] = JSON.parse(sarif ?? '').runs
  expect(run.invocations).toMatchObject([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'warning', descriptor: { id: 'inconclusive' } },
        { level: 'warning', descriptor: { id: 'not-probed' } },
      ],
    },
  ])
  const [result] = run.results
  expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
  expect(run.tool.driver.rules[0].properties.tags).toContain('external/cwe/cwe-306')
  expect(result.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'scopes.yaml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 4, startColumn: 3, endColumn: 12 },
  })
})

test('a challenge with the scopes of all alternatives is a finding, unless the server is known to do that', async () => {
  const kindsOf = async (...flags: string[]): Promise<string[]> => {
    const { stdout } = await scopectl(['probe', url, '--json', ...flags], { cwd })
    return JSON.parse(stdout).findings.map(({ kind }: { kind: string }) => kind)
  }
  expect(await kindsOf()).toContain('union-challenge')
  expect(await kindsOf('--as-server', 'express')).not.toContain('union-challenge')
})

test('a run that checked nothing replaces earlier reports', async () => {
  const gone = 'http://127.0.0.1:9'
  for (const kind of ['json', 'junit', 'sarif', 'github', 'md', 'html', 'text']) {
    const file = `out2.${kind}`
    const report = `--report=${kind}=${file}`
    expect((await scopectl(['probe', url, report], { cwd })).exit).toBe(5)
    const before = readFileSync(join(cwd, file), 'utf8')
    expect((await scopectl(['probe', gone, report], { cwd })).exit).toBe(2)
    const after = readFileSync(join(cwd, file), 'utf8')
    expect(after).not.toBe(before)
    expect(after).toMatch(/cannot reach/)
  }
})

test('--dry-run makes no report: it would say that everything is fine', async () => {
  writeFileSync(join(cwd, 'x.xml'), '')
  for (const flag of ['--report=junit=x.xml', '--format=junit', '--format=sarif']) {
    const { exit, stderr } = await scopectl(['probe', url, '--dry-run', flag], { cwd })
    expect([exit, stderr]).toEqual([2, expect.stringContaining('conflicting-flags')])
  }
})

describe('a waiver', () => {
  const run = async (until: string, ...ids: string[]) => {
    const entries = ids.map((id) => `    - { id: "${id}", reason: known, until: ${until} }\n`)
    const catalog = `scopes: { read: Read }\nroutes: { GET /open: read }\nprobe:\n  waive:\n${entries.join('')}`
    const { exit, stdout } = await scopectl(['probe', url, '--json'], {
      cwd: tempDir({ 'scopes.yaml': catalog }),
    })
    const { waived, notes, problem } = JSON.parse(stdout)
    const codes: string[] = (problem?.problems ?? notes).map(
      (each: { code?: string; rule?: string }) => each.code ?? each.rule,
    )
    return { exit, waived, codes: codes.filter((code) => code.startsWith('waiver')) }
  }

  test('hides its finding until its day', async () => {
    expect(await run('2999-01-01', 'unguarded GET /open')).toEqual({
      exit: 0,
      waived: 1,
      codes: [],
    })
  })

  test('fails the run from that day on', async () => {
    const codes = ['waiver-expired']
    expect(await run('2001-01-01', 'unguarded GET /open')).toEqual({ exit: 5, waived: 0, codes })
  })

  test('that matches nothing is reported', async () => {
    const codes = ['waiver-unused']
    expect(await run('2999-01-01', 'unguarded GET /open', 'leak GET /open')).toEqual({
      ...{ exit: 0, waived: 1, codes },
    })
  })

  test('without a valid day is an error of the catalog', async () => {
    expect(await run('soon', 'unguarded GET /open')).toMatchObject({
      exit: 2,
      codes: ['waiver-until'],
    })
  })
})
