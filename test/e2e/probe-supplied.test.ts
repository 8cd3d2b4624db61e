import type { JsonWebKey } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { API_CATALOG, guardedApi, type Hole } from '../support/guarded-api.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `${API_CATALOG}roles:
  reader: { scopes: [read, "users:read"] }
  exporter: { scopes: ["reports:read", "reports:export"] }
  auditor: { scopes: ["users:read", "reports:export"] }
  boss: { scopes: [read, write, admin] }
  nobody: { scopes: [] }
`
const ROLES = ['reader', 'exporter', 'auditor', 'boss', 'nobody']

let cwd: string
let jwk: JsonWebKey
let env: Record<string, string>

beforeAll(async () => {
  cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': 'users: { alice: { roles: [reader] } }\n' })
  const tokens = await Promise.all(ROLES.map((role) => token('--role', role)))
  env = Object.fromEntries(ROLES.map((role, i) => [role.toUpperCase(), tokens[i] ?? '']))
  jwk = JSON.parse((await scopectl(['keys', 'jwks'], { cwd })).stdout).keys[0]
})

async function token(...flags: string[]): Promise<string> {
  const run = await scopectl(['token', ...flags], { cwd })
  expect(run.stderr).not.toContain('error')
  return run.stdout.trim()
}

const FOR_ALL = ROLES.flatMap((role) => ['--token-for', `role:${role}=env:${role.toUpperCase()}`])

async function probe(hole: Hole | undefined, ...flags: string[]) {
  const api = await guardedApi(jwk, hole)
  onTestFinished(() => api.close())
  const run = await scopectl(['probe', api.url, '--json', ...flags], { cwd, env })
  expect(`${run.stdout}${run.stderr}`).not.toMatch(/eyJ/)
  const document = JSON.parse(run.stdout)
  const findings = (document.findings ?? []) as { kind: string; cases: unknown[] }[]
  const found = Object.fromEntries(findings.map(({ kind, cases }) => [kind, cases.length]))
  const tokens = (document.token_findings ?? []).map(({ id }: { id: string }) => id)
  return { ...run, document, found, tokens }
}

const states = (document: { targets: { route: string; state: string }[] }) =>
  Object.fromEntries(document.targets.map(({ route, state }) => [route, state]))

const WRITES = ['--methods', 'POST,DELETE', '--allow-writes']

test('a correct API is clean, and what the tokens cannot show is listed', async () => {
  const { exit, document, found, tokens } = await probe(undefined, ...FOR_ALL, ...WRITES)
  expect([found, tokens]).toEqual([{}, []])
  expect([...new Set(Object.values(states(document)))]).toEqual(['clean'])
  expect(exit).toBe(0)
  expect(document.without_key).toContain('expired')
  expect(document.without_key).toContain('hs-with-public-key')
  expect(document.without_key).not.toContain('bad-signature')
  const items = document.incomplete.find(
    ({ route }: { route: string }) => route === 'GET /items/',
  ).missing_tokens
  expect(items).toEqual({ allowed: [['read']], refused: [{ lacks: ['read'] }], unclear: [] })
})

describe('holes are found with supplied tokens', () => {
  const expected: [Hole, Record<string, number>][] = [
    ['no-check', { unguarded: 1 }],
    ['signature', { signature: 9 }],
    ['alg-none', { 'alg-none': 9 }],
    ['any-of-all', { 'missing-scope': 3 }],
    ['head', { 'open-head': 7 }],
    ['not-403', { 'not-403': 8 }],
    ['cache', { 'cached-answer': 7 }],
    ['leak', { leak: 8 }],
  ]
  test.each(expected)('%s', async (hole, kinds) => {
    const { exit, found } = await probe(hole, ...FOR_ALL, ...WRITES)
    expect(found).toEqual(kinds)
    expect(exit).toBe(5)
  })
})

test('a route that none of the tokens may call is inconclusive, unless a wrong one gets in', async () => {
  const flags = ['--token-for', 'role:reader=env:READER']
  const { exit, document, found } = await probe(undefined, ...flags)
  expect(found).toEqual({})
  expect(states(document)).toMatchObject({
    'GET /reports': 'inconclusive',
    'GET /settings': 'inconclusive',
    'GET /users/': 'inconclusive',
  })
  const reports = document.targets.find(({ route }: { route: string }) => route === 'GET /reports')
  expect(reports.why.is).toBe('no-allowed-token')
  // Nothing shows whether a server that lets all of them in has looked at their scopes.
  const users = document.targets.find(({ route }: { route: string }) => route === 'GET /users/')
  expect(users.why.is).toBe('no-refused-token')
  expect(exit).toBe(2)
  const open = await probe('router', '--token-for', 'role:exporter=env:EXPORTER')
  expect(open.found).toEqual({ unguarded: 3 })
})

describe('a token that is not what it stands for is a finding', () => {
  test('with too many or too few scopes', async () => {
    const flags = ['--token-for', 'role:reader=env:BOSS', '--token-for', 'scopes:read=env:NOBODY']
    const { exit, tokens, document } = await probe(undefined, ...flags)
    expect(tokens).toEqual(['token-scopes role:reader', 'token-scopes scopes:read'])
    expect(document.token_findings.map(({ severity }: { severity: string }) => severity)).toEqual([
      ...['high', 'medium'],
    ])
    expect(exit).toBe(5)
  })

  test('with another subject', async () => {
    const { tokens } = await probe(undefined, '--token-for', 'user:alice=env:READER')
    expect(tokens).toEqual(['token-subject user:alice'])
  })

  test('that has expired is not sent', async () => {
    env['OLD'] = await token('--role', 'reader', '--at', '2026-01-01T00:00:00Z')
    const { tokens, document } = await probe(undefined, '--token-for', 'role:reader=env:OLD')
    expect(tokens).toEqual(['token-expired role:reader'])
    expect(states(document)).toMatchObject({ 'GET /items/': 'inconclusive' })
  })

  test('unless it is waived, in every format', async () => {
    const flags = ['--token-for', 'user:alice=env:READER', '--dry-run']
    expect((await probe(undefined, ...flags)).tokens).toEqual(['token-subject user:alice'])
    const waiver = `probe: { waive: [{ id: token-subject user:alice, reason: x, until: 2999-01-01 }] }\n`
    writeFileSync(join(cwd, 'waived.yaml'), `${CATALOG}${waiver}`)
    const api = await guardedApi(jwk)
    onTestFinished(() => api.close())
    const run = async (format: string, ...more: string[]) =>
      scopectl(['probe', api.url, '--format', format, ...flags.slice(0, 2), ...more], { cwd, env })
    for (const format of ['text', 'junit', 'github', 'md', 'sarif']) {
      const { stdout, exit } = await run(format)
      expect(stdout).toContain('token-subject')
      expect(exit).toBe(5)
    }
    const { stdout } = await run('json', '-c', 'waived.yaml')
    expect(JSON.parse(stdout)).toMatchObject({ waived: 1, token_findings: [] })
  })
})

describe('tokens come from', () => {
  test('a file that lists them', async () => {
    const list = `# tokens\nrole:reader=env:READER\n\nrole:boss=${env['BOSS']}\nscopes:reports:read,reports:export=file:t.txt\n`
    writeFileSync(join(cwd, 't.txt'), env['EXPORTER'] ?? '')
    writeFileSync(join(cwd, 'list'), list, { mode: 0o644 })
    const open = await probe(undefined, '--tokens', 'list')
    expect(open.document.tokens.map((each: { for: string }) => each.for)).toEqual([
      ...['role:reader', 'role:boss', 'scopes:reports:read,reports:export'],
    ])
    expect(open.tokens).toEqual([])
    expect(open.document.notes[0]?.code).toBe('probe-tokens-open')
    chmodSync(join(cwd, 'list'), 0o600)
    expect((await probe(undefined, '--tokens', 'list')).document.notes).toEqual([])
  })

  test('stdin', async () => {
    const api = await guardedApi(jwk)
    onTestFinished(() => api.close())
    const flags = ['--token-for', 'role:boss=-', '--json']
    const { stdout } = await scopectl(['probe', api.url, ...flags], {
      cwd,
      input: `${env['BOSS']}\n`,
    })
    expect(JSON.parse(stdout).tokens[0]).toMatchObject({ for: 'role:boss', source: 'stdin' })
  })

  test('a command, which no shell reads, and which knows what is asked for', async () => {
    writeFileSync(
      join(cwd, 'issue.mjs'),
      `import { appendFileSync } from 'node:fs'
const { SCOPECTL_ROLE: role, SCOPECTL_SCOPES: scopes, SCOPECTL_SUBJECT: subject } = process.env
appendFileSync('asked.txt', [role, scopes, subject, process.argv[2]].join('|') + '\\n')
console.log(process.env[role.toUpperCase()])`,
    )
    const command = JSON.stringify([process.execPath, 'issue.mjs', '$HOME; x'])
    const flags = ['--token-cmd', command, '--subject', 'reader=alice']
    const { tokens, document } = await probe(undefined, ...flags)
    expect(readFileSync(join(cwd, 'asked.txt'), 'utf8').split('\n')).toEqual([
      'reader|read users:read|alice|$HOME; x',
      'exporter|reports:read reports:export||$HOME; x',
      'auditor|users:read reports:export||$HOME; x',
      'boss|read write users:read users:delete admin||$HOME; x',
      'nobody|||$HOME; x',
      '',
    ])
    expect(tokens).toEqual(['token-subject role:reader'])
    expect(document.tokens.map((each: { source: string }) => each.source)).toEqual(
      Array(5).fill('--token-cmd'),
    )
  })
})
