import type { JsonWebKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { type Habit, WRITING_CATALOG, writingApi } from '../support/writing-api.js'

const FIXTURES =
  'probe: { fixtures: [{ create: POST /items/, remove: "DELETE /items/{id}", id: /data/id }] }\n'
const WRITES = ['--methods', 'POST,DELETE', '--allow-writes']
const PLAIN = ['--param', 'id=7', ...WRITES]

let cwd: string
let jwk: JsonWebKey
beforeAll(async () => {
  cwd = tempDir({ 'scopes.yaml': WRITING_CATALOG })
  expect((await scopectl(['keys', 'new'], { cwd })).exit).toBe(0)
  jwk = JSON.parse((await scopectl(['keys', 'jwks'], { cwd })).stdout).keys[0]
})

interface Document {
  readonly findings: { kind: string; cases: { route: string }[] }[]
  readonly targets: { route: string; state: string; why: { is: string } | null }[]
  readonly notes: { code: string; message: string }[]
}

async function probe(more: string, habits: readonly Habit[], ...flags: string[]) {
  writeFileSync(join(cwd, 'scopes.yaml'), `${WRITING_CATALOG}${more}`)
  const api = await writingApi(jwk, ...habits)
  const run = await scopectl(['probe', api.url, '--json', ...flags], { cwd })
  const document: Document = JSON.parse(run.stdout)
  const states = Object.fromEntries(
    document.targets.map(({ route, state, why }) => [route, why?.is ?? state]),
  )
  const found = document.findings.flatMap(({ kind, cases }) =>
    cases.map(({ route }) => `${kind} ${route}`),
  )
  return { ...run, api, document, states, found }
}

const CLEAN = {
  'GET /health': 'clean',
  'POST /items/': 'clean',
  'POST /items/{id}/close': 'clean',
  'DELETE /items/{id}': 'clean',
}
const ALTERNATIVES = [
  'shut-alternative POST /items/{id}/close',
  'shut-alternative DELETE /items/{id}',
]

describe('without a fixture, a write that consumes its resource makes no false finding', () => {
  test('if a missing resource is 404', async () => {
    const { states, found, exit } = await probe('', [], ...PLAIN)
    expect([found, states, exit]).toEqual([[], CLEAN, 0])
  })

  test('if a missing resource is 403: inconclusive', async () => {
    const { states, found, exit } = await probe('', ['gone-403'], ...PLAIN)
    expect(found).toEqual([])
    expect(states).toMatchObject({
      'POST /items/{id}/close': 'consumed',
      'DELETE /items/{id}': 'consumed',
    })
    expect(exit).toBe(2)
  })

  test('if a missing resource is 404 before the guard: inconclusive', async () => {
    const { states, found } = await probe('', ['gone-first'], ...PLAIN)
    expect(found).toEqual([])
    expect(states['DELETE /items/{id}']).toBe('consumed')
  })

  test('and a refused caller who consumes it is the only finding', async () => {
    const { found, states } = await probe('', ['open', 'gone-403'], ...PLAIN)
    // Nothing is left for the other ones.
    expect(found).toEqual(['missing-scope DELETE /items/{id}'])
    expect(states['DELETE /items/{id}']).toBe('found')
  })

  test('and an alternative that does not work is found', async () => {
    const { found } = await probe('', ['admin'], ...PLAIN)
    expect(found).toEqual(ALTERNATIVES)
  })
})

describe('with a fixture of the catalog', () => {
  test.each<Habit[]>([[], ['gone-403'], ['gone-first']])('%s is clean', async (...habits) => {
    const { states, found, exit, api } = await probe(FIXTURES, habits, ...WRITES)
    expect([found, states, exit]).toEqual([[], CLEAN, 0])
    expect([...api.items.keys()]).toEqual(['7'])
    expect(api.log.filter((line) => line.includes('/items/7'))).toEqual([])
  })

  test('each hole is found, and nothing else', async () => {
    const habits: Habit[] = ['gone-403', 'admin']
    expect((await probe(FIXTURES, habits, ...WRITES)).found).toEqual(ALTERNATIVES)
    const open = await probe(FIXTURES, ['gone-first', 'open'], ...WRITES)
    expect(open.found).toEqual(['any-token DELETE /items/{id}'])
    expect([...open.api.items.keys()]).toEqual(['7'])
  })

  test('the id may be in Location', async () => {
    const fixtures = FIXTURES.replace(', id: /data/id', '')
    const { states, api } = await probe(fixtures, ['location'], ...WRITES)
    expect(states).toEqual(CLEAN)
    expect([...api.items.keys()]).toEqual(['7'])
  })

  test('what cannot be created makes a route inconclusive', async () => {
    const none = await probe(FIXTURES, ['no-create'], ...WRITES)
    expect(none.states['DELETE /items/{id}']).toBe('fixture')
    const unknown = await probe(FIXTURES, ['no-id'], ...WRITES)
    expect(unknown.states['DELETE /items/{id}']).toBe('fixture')
    expect([none.exit, unknown.exit]).toEqual([2, 2])
    const { notes } = unknown.document
    expect(notes.find(({ code }) => code === 'fixture-left')?.message).toContain('POST /items/')
  })

  test('what cannot be removed is listed', async () => {
    const { document, api } = await probe(FIXTURES, ['keeps'], ...WRITES)
    const left = document.notes.find(({ code }) => code === 'fixture-left')?.message ?? ''
    const made = [...api.items.keys()].filter((id) => id !== '7')
    expect(made.length).toBeGreaterThan(0)
    for (const id of made.slice(0, 3)) expect(left).toContain(`DELETE /items/${id}`)
  })

  test('--dry-run shows where the id will be, and sends nothing', async () => {
    const api = await writingApi(jwk)
    const { stdout } = await scopectl(['probe', api.url, '--dry-run', ...WRITES], { cwd })
    expect(stdout).toContain('DELETE /items/CREATED_ID')
    expect(api.log).toEqual([])
  })

  test('nothing is created without --allow-writes', async () => {
    const { api } = await probe(FIXTURES, [], '--param', 'id=7', '--methods', 'POST,DELETE')
    expect([...api.items.keys()]).toEqual(['7'])
    expect(api.items.get('7')).toBe('open')
  })
})
