import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type UsersForm, type World, world } from '../support/generators.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

// Properties of whole runs, over generated catalogs and users in files.

const cwd = tempDir()
function write({ form, usersForm }: World, users: UsersForm = usersForm): void {
  writeFileSync(join(cwd, 'scopes.json'), JSON.stringify(form))
  writeFileSync(join(cwd, 'users.json'), JSON.stringify(users))
  rmSync(join(cwd, 'access.lock'), { force: true })
}
const FILES = ['-c', 'scopes.json', '--users-file', 'users.json']
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  scopectlHere([...args, ...FILES], { cwd, env })
const json = async (...args: string[]) => JSON.parse((await run([...args, '--json'])).stdout)
/** Those that a question can be about: another name is an error. */
const asked = ({ catalog }: World) =>
  catalog.routes.filter(({ requirement }) => requirement.level !== 'undecided')

test('P7 disabled users and clients are anonymous in can, who-can, matrix, lock and the plan of a probe, and get no token', async () => {
  let plans = 0
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const all = structuredClone(w.usersForm)
      for (const entry of [...Object.values(all.users), ...Object.values(all.clients)]) {
        Object.assign(entry, { disabled: true })
      }
      write(w, all)
      const none = await json('can', '--anonymous')
      for (const [kind, names] of [
        ['user', Object.keys(all.users)],
        ['client', Object.keys(all.clients)],
      ] as const) {
        for (const name of names) {
          const who = `--${kind}=${name}`
          expect((await json('can', who)).routes).toEqual(none.routes)
          const token = await run(['token', who])
          expect([token.exit, token.stdout]).toEqual([3, ''])
        }
        const matrix = await run(['matrix', '--by', kind, '--format', 'json'])
        if (matrix.exit !== 0 || names.length === 0) continue
        const plain = await json('matrix', '--by', 'role')
        const { rows } = JSON.parse(matrix.stdout) as Matrix
        for (const [i, { statuses }] of rows.entries()) {
          const [anonymous] = (plain as Matrix).rows[i]?.statuses ?? []
          expect(statuses).toEqual(names.map(() => anonymous))
        }
      }
      for (const { name, requirement } of asked(w)) {
        if (requirement.level === 'public') continue
        const { holders = [] } = await json('who-can', '--route', name)
        const kinds = (holders as { kind: string }[]).map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind !== 'role')).toEqual([])
      }
      if ((await run(['lock'])).exit === 0) {
        expect(readFileSync(join(cwd, 'access.lock'), 'utf8')).not.toMatch(
          /^(?:user|client|combo) /m,
        )
      }
      const plan = await run(['probe', 'http://127.0.0.1:9', '--dry-run', '--json'])
      if (plan.exit !== 0) return
      plans++
      const people = [...Object.keys(all.users), ...Object.keys(all.clients)]
      const subjects = (JSON.parse(plan.stdout).plan as { subject: string | null }[]).map(
        ({ subject }) => subject,
      )
      const roles = [...w.catalog.roles.keys()]
      expect(
        subjects.filter((name) => name !== null && people.includes(name) && !roles.includes(name)),
      ).toEqual([])
    }),
    { numRuns: 25 },
  )
  expect(plans).toBeGreaterThan(5)
})

interface Matrix {
  readonly rows: readonly { readonly statuses: readonly number[] }[]
}

const HOW: readonly (readonly [flags: readonly string[], env?: Record<string, string>])[] = [
  [['--json']],
  [['-q']],
  [['--explain']],
  [['--challenge']],
  [['--no-color', '-v']],
  [[], { FORCE_COLOR: '1', NO_COLOR: '' }],
  [[], { LC_ALL: 'C' }],
  [[], { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }],
]

test('P10 the exit code is that of the answer in every format, with -q, colours and any locale, and --expect agrees', async () => {
  const codes = new Set<number>()
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      write(w)
      const subjects = [
        ...Object.keys(w.usersForm.users).map((name) => `--user=${name}`),
        ...[...w.catalog.roles.keys()].slice(0, 2).map((name) => `--role=${name}`),
        '--anonymous',
      ]
      for (const { name } of w.catalog.routes.slice(0, 3)) {
        for (const who of subjects.slice(-3)) {
          const args = ['check', who, `--route=${name}`]
          const { exit, stdout } = await run([...args, '--json'])
          codes.add(exit)
          const { status } = JSON.parse(stdout)
          expect(exit).toBe({ 200: 0, 401: 3, 403: 4 }[status as number] ?? 2)
          for (const [flags, env] of HOW) {
            expect((await run([...args, ...flags], env)).exit, String(flags)).toBe(exit)
          }
          for (const due of ['allow', 'deny', '200', '401', '403']) {
            const met = exit === 0 ? ['allow', '200'] : ['deny', String(status)]
            const expected = await run([...args, `--expect=${due}`])
            if (exit === 2) expect(expected.exit).toBe(2)
            else if (expected.exit !== 5)
              expect([expected.exit, met]).toEqual([0, expect.arrayContaining([due])])
          }
        }
      }
    }),
    { numRuns: 12 },
  )
  expect([...codes].sort()).toEqual([0, 2, 3, 4])
})

test('P9 what cannot be asked is exit 2 with every subject, token and --expect', async () => {
  const bad = fc.constantFrom(
    'GET /a/../b',
    'GET /%2F',
    'PUT /nothing/here',
    'get',
    'GET /a//b',
    '',
  )
  const given = fc.constantFrom('x.y.z', 'eyJhbGciOiJub25lIn0.e30.', '')
  await fc.assert(
    fc.asyncProperty(world, bad, given, async (w, route, token) => {
      write(w)
      const who = [
        ['--anonymous'],
        ['--scopes', Object.keys(w.form.scopes)[0] ?? ''],
        ['--token', token],
      ]
      for (const subject of who) {
        for (const expected of [
          [],
          ['--expect', 'deny'],
          ['--expect', '401'],
          ['--expect', 'malformed'],
        ]) {
          const { exit } = await run(['check', ...subject, `--route=${route}`, ...expected])
          expect(exit, JSON.stringify([subject, route, expected])).toBe(2)
        }
      }
    }),
    { numRuns: 15 },
  )
})
