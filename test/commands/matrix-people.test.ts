import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: a, audience: b, algorithm: ES256, scope_claim: scope, enforce: literal }
scopes: { read: Read, write: Write, audit: Audit }
roles:
  editor: { scopes: [write] }
  reader: { default: true, scopes: [read] }
  admin: { scopes: [audit], when: { is_admin: true } }
routes:
  GET /a: read
  POST /a: write
  GET /log: audit
  GET /health: public
  GET /later: undecided
`
const ODD = ['=cmd', 'a, b', 'q"uote', 'ä ö', 'user:x', 'everyone', '|pipe|']

interface Person {
  readonly kind: 'user' | 'client'
  readonly name: string
  readonly form: Readonly<Record<string, unknown>>
}

/** More than are written at once, with everything that a matrix distinguishes. */
const PEOPLE: readonly Person[] = [
  ...Array.from({ length: 2500 }, (_, i): Person => {
    const form = {
      ...(i % 3 === 0 ? { roles: ['editor'] } : {}),
      ...(i % 5 === 0 ? { scopes: ['audit'] } : {}),
      ...(i % 7 === 0 ? { disabled: true } : {}),
      ...(i % 11 === 0 ? { is_admin: true } : {}),
      ...(i % 2 === 0 ? { claims: { email: `u${i}@example.test` } } : {}),
    }
    return { kind: 'user', name: ODD[i] ?? `u${i}`, form }
  }),
  ...ODD.map((name, i): Person => {
    const form = { scopes: i % 2 ? ['read'] : ['write'], disabled: i === 3 }
    return { kind: 'client', name, form }
  }),
]
const ofKind = (kind: Person['kind']): Person[] => PEOPLE.filter((person) => person.kind === kind)

function yaml(): string {
  const section = (kind: Person['kind']): string[] => [
    `${kind}s:`,
    ...ofKind(kind).map(({ name, form }) => `  ${JSON.stringify(name)}: ${JSON.stringify(form)}`),
  ]
  return `${[...section('user'), ...section('client')].join('\n')}\n`
}

const ndjson = (): string =>
  PEOPLE.map(({ kind, name, form }) => `${JSON.stringify({ [kind]: name, ...form })}\n`).join('')

function csv(): string {
  const columns = ['roles', 'scopes', 'claims', 'disabled', 'is_admin']
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const cell = (value: unknown): string =>
    value === undefined
      ? ''
      : quoted(Array.isArray(value) ? value.join(' ') : JSON.stringify(value))
  const rows = PEOPLE.map(({ kind, name, form }) => {
    const names = kind === 'user' ? [quoted(name), ''] : ['', quoted(name)]
    return [...names, ...columns.map((key) => cell(form[key]))].join()
  })
  return `user,client,${columns.join()}\n${rows.join('\n')}\n`
}

/** The answer of each route for somebody; null if it is undecided. */
function statusesOf({ kind, form }: Person): (number | null)[] {
  if (form['disabled']) return [401, 401, 401, 200, null]
  const held = new Set(form['scopes'] as string[] | undefined)
  if (kind === 'user') held.add('read')
  if (form['roles']) held.add('write')
  if (form['is_admin']) held.add('audit')
  return [...['read', 'write', 'audit'].map((scope) => (held.has(scope) ? 200 : 403)), 200, null]
}

test('the same people in YAML, NDJSON and CSV have the same matrix, in every format', async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'people.yaml': yaml(),
    'people.ndjson': ndjson(),
    'people.csv': csv(),
  })
  for (const by of ['user', 'client'] as const) {
    const answers = async (format: string): Promise<string> => {
      const [first, ...others] = await Promise.all(
        ['people.yaml', 'people.ndjson', 'people.csv'].map(async (file) => {
          const args = ['matrix', '--by', by, '--format', format, '--users-file', file]
          const { exit, stdout, stderr } = await scopectl(args, { cwd })
          expect([exit, stderr]).toEqual([0, ''])
          return stdout.replace(`"users":"${file}"`, '"users":"people"')
        }),
      )
      for (const other of others) expect(other === first, `${by} ${format}`).toBe(true)
      return first ?? ''
    }
    const people = ofKind(by)
    const { columns, rows } = JSON.parse(await answers('json'))
    expect(columns).toEqual(
      people.map(({ kind, name, form }) => ({ kind, name, disabled: form['disabled'] ?? false })),
    )
    expect(rows).toHaveLength(5)
    for (const [i, { statuses }] of rows.entries()) {
      expect(statuses).toEqual(people.map((person) => statusesOf(person)[i]))
    }
    const inCsv = await answers('csv')
    expect(inCsv.trimEnd().split('\n')).toHaveLength(6)
    for (const [i, line] of inCsv.trimEnd().split('\n').slice(1).entries()) {
      const cells = people.map((person) => statusesOf(person)[i] ?? '?')
      expect(line.split(',').slice(1).join()).toBe(cells.join())
    }
    const inMarkdown = await answers('md')
    expect(inMarkdown.split('\n').length).toBeGreaterThan(7)
    for (const [i, line] of inMarkdown.split('\n').slice(2, 7).entries()) {
      const marks = { 200: '✓', 401: '!', 403: '✗' } as Readonly<Record<number, string>>
      const cells = people.map((person) => marks[statusesOf(person)[i] ?? 0] ?? '?')
      expect(line.split(' | ').slice(1).join(' | ')).toBe(`${cells.join(' | ')} |`)
    }
    expect(await answers('text')).toContain(`5 routes, 1 undecided; ${people.length} ${by}s\n`)
  }
})

test('a duplicate name on the second and last line, and a mistake in the middle: no matrix', async () => {
  const lines = Array.from({ length: 12_000 }, (_, i) => `{"user":"u${i}","roles":["editor"]}\n`)
  const rows = lines.map((_, i) => `u${i},editor\n`)
  const broken = (all: readonly string[], line: string): string[] => all.with(5999, line)
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'twice.ndjson': [...lines, '{"user":"\\u00751"}'].join(''),
    'broken.ndjson': broken(lines, '{"user":"bob","roles":["editr"]}\n').join(''),
    'twice.csv': ['user,roles\n', ...rows, 'u1,'].join(''),
    'broken.csv': ['user,roles\n', ...broken(rows, 'bob,editr\n')].join(''),
  })
  const places = {
    'twice.ndjson': 'duplicate-name 12001:9',
    'broken.ndjson': 'unknown-role 6000:24',
    'twice.csv': 'duplicate-name 12002:1',
    'broken.csv': 'unknown-role 6001:5',
  }
  for (const [file, place] of Object.entries(places)) {
    const run = (...args: string[]) => scopectl(['matrix', ...args, '--users-file', file], { cwd })
    const [text, ofClients, json, inCsv] = await Promise.all([
      run('--by', 'user'),
      run('--by', 'client'),
      run('--by', 'user', '--json'),
      run('--by', 'user', '--format', 'csv'),
    ])
    const [code = '', at = ''] = place.split(' ')
    for (const { exit, stdout, stderr } of [text, ofClients, inCsv]) {
      expect([exit, stdout]).toEqual([2, ''])
      expect(stderr).toContain(`error[${code}]`)
      expect(stderr).toContain(`${file}:${at}`)
    }
    expect([json.exit, json.stderr]).toEqual([2, ''])
    const { ok, problem } = JSON.parse(json.stdout)
    expect(ok).toBe(false)
    expect(
      problem.problems.map((found: { line: number; column: number }) => [
        problem.code,
        `${found.line}:${found.column}`,
      ]),
    ).toEqual([[code, at]])
  }
})

test('mistakes in the users file are reported together with those in the catalog', async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG.replace('GET /a: read', 'GET /a: raed'),
    'users.ndjson': '{"user":"alice"}\n{"user":"bob","roles":["editr"]}\n',
  })
  const { exit, stderr } = await scopectl(['matrix', '--by', 'user'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain('scopes.yaml:8:11')
  expect(stderr).toContain('users.ndjson:2:24')
})

test('mistakes within one line are reported from left to right, by every command', async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'users.ndjson': '{"user":"alice","roles":["nope"],"height":1}\n',
  })
  const lines = ['matrix --by user', 'users list', 'check --user alice --need read']
  const runs = await Promise.all(lines.map((line) => scopectl(line.split(' '), { cwd })))
  for (const { exit, stderr } of runs) {
    expect(exit).toBe(2)
    expect(stderr).toMatch(/error\[unknown-role\].+error\[unknown-attribute\]/s)
  }
})

test('users that are iterated over are not kept: there is no room for them', async () => {
  const lines = Array.from({ length: 300_000 }, (_, i) => `{"user":"user${i}"}\n`)
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.ndjson': lines.join('') })
  const env = { NODE_OPTIONS: '--max-old-space-size=52' }
  const { exit, stderr } = await scopectl(['matrix', '--by', 'client'], { cwd, env })
  expect([exit, stderr.split('\n')[0]]).toEqual([0, 'note: there are no clients'])
})
