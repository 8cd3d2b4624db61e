import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { expectKnownKeys, expectStatuses, type Matrix } from '../catalog-oracle.js'
import { edited } from '../edits.js'
import { CATALOGS, ENV, parse, placeFor, SMALL } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

const place = placeFor({})
/** Every rule about who gets in decides about a route of its own: without it, a status differs. */
const GRADED = `token: { key: env:KEY, algorithm: HS256, issuer: https://idp.test, audience: items-api }
scopes: { a: A, b: B, c: { implies: [d] }, d: { implies: [e] }, e: E, "x:read": R, "x:deep:read": D, f: F, g: { implies: ["x:*"] } }
roles:
  base: { scopes: [a] }
  middle: { extends: [base], scopes: [b] }
  top: { extends: [middle] }
  standard: { default: true, scopes: [f] }
  chain: { scopes: [c] }
  glob: { scopes: ["x:*"] }
  maker: { scopes: [g] }
  rule: { scopes: [e], when: { team: blue } }
routes:
  GET /a: a
  GET /both: a b
  GET /both/{id}: { all: [a, b] }
  GET /first: { any: [b, e] }
  GET /last: { any: [{ other: the owner }, { scheme: Key }, { all: [a, { other: the owner }] }, e] }
  GET /never: { any: [{ other: the owner }, { all: [a, { scheme: Key }] }] }
  GET /nested: { needs: { any: [{ all: [b, f] }, { all: [e, f] }] }, description: x }
  GET /implied: e
  GET /glob: "x:read"
  GET /deep: "x:deep:read"
  GET /default: { needs: f, params: {} }
  GET /me: authenticated
  GET /open: { needs: public, description: x }
  GET /later: undecided
`
const SEEDS = [...CATALOGS, GRADED]
const WORDS = [
  'routes:',
  'scopes:',
  'roles:',
  'GET /x: public',
  'env:KEY',
  '15m',
  'HS256',
  'exact: true',
  'implies: [a]',
]

/** What a route needs, as the reader of any YAML library would find it. */
function writtenIn(text: string, name: string): unknown {
  const route = (parse(text) as { routes: Record<string, unknown> }).routes[name]
  const isLong = typeof route === 'object' && route !== null && 'needs' in route
  return isLong ? route.needs : route
}

interface May {
  readonly method: string
  readonly template: string
  readonly may: string
}

/**
 * A catalog that loads has the routes and roles that are written, known keys only, and the statuses that follow from its values; is public
 * only where it says so, is the same written as JSON, and agrees with the lock that it has just got.
 */
export const catalog = target<string>({
  name: 'catalog',
  weight: 3,
  inputs: fc.oneof(edited(SEEDS, WORDS), editedTree(SEEDS.map(parse))),
  controls: SEEDS,
  async check(text) {
    const file = text.startsWith('{') ? 'scopes.json' : 'scopes.yaml'
    const cwd = place({
      'scopes.json': undefined,
      'scopes.yaml': undefined,
      'access.lock': undefined,
      [file]: text,
    })
    const run = (line: string) => ask(line.split(' '), { cwd, env: ENV })
    const linted = await run('lint --json')
    expect((await run('lint')).exit).toBe(linted.exit)
    const can = await run('can --anonymous --json')
    if (can.exit !== 0) {
      expect(can.exit).toBe(2)
      if (linted.exit === 2) await run('can --anonymous')
      return 'refused'
    }
    for (const { method, template, may } of JSON.parse(can.stdout).routes as May[]) {
      if (may === 'yes') expect(writtenIn(text, `${method} ${template}`)).toBe('public')
    }
    const tree = parse(text)
    expectKnownKeys(tree)
    const cells: Matrix = JSON.parse((await run('matrix --json')).stdout)
    expectStatuses(tree, cells)
    // Another way to the same answers: the matrix has its own, for speed.
    const role = cells.columns.findLast(({ kind }) => kind === 'role')
    if (role) {
      const asked = await ask(['can', `--role=${role.name}`, '--json'], { cwd, env: ENV })
      const allowed = (JSON.parse(asked.stdout).routes as May[]).filter(({ may }) => may === 'yes')
      const column = cells.columns.indexOf(role)
      expect(allowed.map(({ method, template }) => `${method} ${template}`).sort()).toEqual(
        cells.rows
          .filter(({ statuses }) => statuses[column] === 200)
          .map(({ route }) => route)
          .sort(),
      )
    }
    const matrix = await run('matrix --format csv')
    writeFileSync(join(cwd, 'again.json'), JSON.stringify(tree))
    const again = await run('matrix --format csv -c again.json')
    expect(sorted(again.stdout)).toEqual(sorted(matrix.stdout))
    if ((await run('lock -q')).exit === 0) {
      expect((await run('lock --check -q --allow-undecided 999')).exit).toBe(0)
    }
    return 'accepted'
  },
})

const sorted = (csv: string): string[] => csv.split('\n').sort()

const guarded = placeFor({})
const NEEDS: readonly unknown[] = [
  ...['read', 'read write', 'authenticated', 'undecided', 'public'],
  { any: ['admin', 'read write', { all: ['users:read', { other: 'owner' }] }] },
  { all: ['read', { scheme: 'Key', scopes: ['read'] }, { other: 'the owner' }] },
  { needs: { any: ['admin', { scheme: 'Key' }] }, description: 'x' },
]

/** One route that a requirement of any form guards, and a token with some of the scopes. */
export const requirement = target<{ readonly needs: string; readonly scopes: string }>({
  name: 'requirement',
  inputs: fc.record({
    needs: fc.oneof(
      editedTree(NEEDS, {
        yaml: false,
        values: [
          'read',
          'write',
          'read write',
          { other: 'x' },
          { scheme: 'Key', scopes: ['read'] },
        ],
      }),
      edited(NEEDS.map((each) => JSON.stringify(each))),
    ),
    scopes: fc.constantFrom(
      'read',
      'write',
      'read write',
      'users:read',
      'admin',
      'read admin users:read',
    ),
  }),
  controls: [
    { needs: '"read"', scopes: 'read' },
    { needs: '{"any":["admin","read write"]}', scopes: 'read write' },
  ],
  async check({ needs, scopes }) {
    const text = SMALL.replace('GET /items: read', () => `GET /items: ${needs}`)
    const cwd = guarded({ 'scopes.yaml': text })
    const args = ['check', '--route', 'GET /items', '--scopes', scopes, '--json']
    const { exit } = await ask(args, { cwd, env: ENV })
    if (exit !== 0) return 'refused'
    const written = (parse(`a: ${needs}`) as { a: unknown }).a
    expect(naiveAllows(written, new Set(scopes.split(' '))), needs).toBe(true)
    return 'accepted'
  },
})

/** Whether a token with these scopes may call a route that needs this, from the value as it is in the file. */
function naiveAllows(needs: unknown, held: ReadonlySet<string>): boolean {
  const all = (names: string): boolean => {
    const each = names.split(' ').filter((name) => name !== '')
    return each.length > 0 && each.every((name) => held.has(name))
  }
  if (typeof needs === 'string')
    return needs === 'public' || needs === 'authenticated' || all(needs)
  if (typeof needs !== 'object' || needs === null || Array.isArray(needs)) return false
  if ('needs' in needs) return naiveAllows(needs.needs, held)
  const way = (each: unknown): boolean => {
    if (typeof each === 'string') return each === 'authenticated' || all(each)
    const list = (each as { all?: unknown } | null)?.all
    return Array.isArray(list) && list.every((name) => typeof name === 'string' && all(name))
  }
  if ('any' in needs) return Array.isArray(needs.any) && needs.any.some(way)
  return way(needs)
}
