import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { api, CATALOG, folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

/** What each path needs; `open`: nothing; undefined: there is no such route. */
type Rules = Readonly<Record<string, string | undefined>>
const RULES: Rules = { '/a': 'read', '/b': 'write' }

/** Signatures and expiry are not checked, so there are findings; the records are about what changes. */
const server = (rules: Rules): Promise<string> =>
  api((request, response) => {
    const rule = rules[request.url ?? '']
    const { authorization } = request.headers
    const isAllowed = rule === 'open' || (rule !== undefined && holds(request, rule))
    const status = rule === undefined ? 404 : isAllowed ? 200 : authorization ? 403 : 401
    // Whoever echoes a token does it everywhere.
    const challenge = `Bearer error="${authorization}"`
    response.writeHead(status, { 'www-authenticate': challenge, 'x-echo': authorization ?? '' })
    response.end(JSON.stringify({ token: authorization, at: Math.random() }))
  })

const run = async (cwd: string, url: string, ...flags: string[]) => {
  const { stdout, ...rest } = await scopectl(['probe', url, ...flags], { cwd })
  return { ...rest, stdout, document: flags.includes('--json') ? JSON.parse(stdout) : undefined }
}

async function recorded(catalog = CATALOG, rules = RULES) {
  const cwd = folder(catalog)
  await run(cwd, await server(rules), '--record', 'base.ndjson')
  return cwd
}

async function changes(rules: Rules, catalog = CATALOG) {
  const cwd = await recorded()
  writeFileSync(join(cwd, 'scopes.yaml'), catalog)
  const flags = ['--json', '--compare', 'base.ndjson']
  const { document, exit, stderr } = await run(cwd, await server(rules), ...flags)
  const list = document.compared?.changes as { is: string; route: string }[] | undefined
  return { changes: list?.map(({ is, route }) => `${is} ${route}`), exit, document, stderr }
}

test('a record is the same in every run, and contains no token', async () => {
  const cwd = await recorded()
  const base = readFileSync(join(cwd, 'base.ndjson'), 'utf8')
  const url = await server(RULES)
  await run(cwd, url, '--record', 'next.ndjson', '--concurrency', '1')
  const [, ...first] = base.split('\n')
  const [head, ...next] = readFileSync(join(cwd, 'next.ndjson'), 'utf8').split('\n')
  expect(next).toEqual(first)
  expect(JSON.parse(head ?? '')).toMatchObject({ kind: 'scopectl-probe-record', version: 1 })
  expect(base).not.toContain('eyJ')
})

describe('--compare reports', () => {
  test('nothing, if nothing has changed', async () => {
    expect((await changes(RULES)).changes).toEqual([])
  })

  test('what became open, shut or gone', async () => {
    const open = await changes({ ...RULES, '/a': 'open' })
    expect([open.changes, open.exit]).toEqual([['opened GET /a'], 5])
    const shut = await changes({ ...RULES, '/b': 'nobody' })
    // The server also accepted flawed tokens, and no longer does.
    expect([shut.changes, shut.exit]).toEqual([['shut GET /b', 'closed GET /b'], 5])
    const gone = await changes({ '/a': 'read' })
    expect(gone.changes).toContain('gone GET /b')
    expect(gone.exit).toBe(5)
  })

  test('new routes, and those that the catalog no longer has', async () => {
    const catalog = `${CATALOG.replace('  GET /b: write\n', '')}  GET /c: read\n`
    const found = await changes({ '/a': 'read', '/c': 'read' }, catalog)
    expect(found.changes).toEqual(['gone GET /b', 'new GET /c'])
  })

  test('a rule of the catalog that is another one', async () => {
    const found = await changes(RULES, CATALOG.replace('GET /b: write', 'GET /b: authenticated'))
    expect(found.changes).toContain('rule GET /b')
  })

  test('in every format', async () => {
    const cwd = await recorded()
    const kinds = ['junit', 'sarif', 'github', 'md']
    const reports = kinds.map((kind) => `--report=${kind}=out.${kind}`)
    const url = await server({ ...RULES, '/a': 'open' })
    const { stdout } = await run(cwd, url, '--compare', 'base.ndjson', ...reports)
    const text = /newly open: a caller gets in who was refused \(40[13], now 200; \d+ requests\)/
    expect(stdout).toMatch(text)
    for (const kind of kinds) {
      const report = readFileSync(join(cwd, `out.${kind}`), 'utf8')
      expect(report, kind).toMatch(text)
      expect(report, kind).not.toContain('eyJ')
    }
  })
})

describe('a record that does not fit', () => {
  test('of another plan is not compared in silence: record-apart', async () => {
    const cwd = await recorded()
    const url = await server(RULES)
    const less = CATALOG.replace('write: Write', 'write: Write, more: More')
    writeFileSync(join(cwd, 'scopes.yaml'), less)
    const flags = ['--json', '--compare', 'base.ndjson']
    const { document } = await run(cwd, url, ...flags)
    expect(document.notes.map(({ code }: { code: string }) => code)).toContain('record-apart')
  })

  test('of another API fails the run, beside what was found: record-other', async () => {
    const cwd = await recorded()
    writeFileSync(join(cwd, 'scopes.yaml'), 'scopes: { read: R }\nroutes: { GET /x: read }\n')
    const url = await server({ '/x': 'read' })
    const { exit, document } = await run(cwd, url, '--json', '--compare=base.ndjson')
    expect(document.notes).toContainEqual(expect.objectContaining({ code: 'record-other' }))
    expect([exit, document.findings.length > 0]).toEqual([5, true])
  })

  test.each([
    ['cut off', (text: string) => text.slice(0, text.lastIndexOf('{'))],
    ['without a line', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['of another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['with an unknown key', (text: string) => text.replace('"needs"', '"need"')],
    ['with a status that is none', (text: string) => text.replace(/,\d{3}\]/, ',"x"]')],
    ['with a route twice', (text: string) => text.replace('GET /b', 'GET /a')],
    ['that is empty', () => ''],
  ])('%s is an error: record-damaged', async (_name, damage) => {
    const cwd = await recorded()
    const text = readFileSync(join(cwd, 'base.ndjson'), 'utf8')
    writeFileSync(join(cwd, 'bad.ndjson'), damage(text))
    const { exit, stderr } = await run(cwd, 'http://127.0.0.1:9', '--compare', 'bad.ndjson')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('record-damaged')])
  })

  test('is not replaced by a run that did not finish: record-unfinished', async () => {
    const cwd = await recorded()
    const before = readFileSync(join(cwd, 'base.ndjson'), 'utf8')
    let count = 0
    const url = await api((request, response) => {
      const isAllowed = holds(request, request.url === '/a' ? 'read' : 'write')
      response.writeHead(++count < 45 && isAllowed ? 200 : 403).end()
    })
    const flags = ['--json', '--record=base.ndjson', '--concurrency=1']
    const { exit, document } = await run(cwd, url, ...flags)
    const codes = document.notes.map(({ code }: { code: string }) => code)
    expect(codes).toContain('record-unfinished')
    expect(exit).not.toBe(0)
    expect(readFileSync(join(cwd, 'base.ndjson'), 'utf8')).toBe(before)
  })
})
