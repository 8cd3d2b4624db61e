import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Adding or removing a narrower route changes who may call its paths, although no remaining line has changed.

const base = `token: { scope_claim: scope }
scopes: { admin: A, users:read: U, delete: D }
roles: { reader: { scopes: [users:read] }, boss: { scopes: [admin, delete] } }
routes:
  GET /users/{id}: users:read
  GET /users/root: admin
  DELETE /items/{id}: { any: [delete, admin] }
`
const cases: [string, string, string[]][] = [
  [
    'a narrower route is removed',
    base.replace(/ {2}GET \/users\/root.*\n/, ''),
    ['gain', 'loss', 'gone-route'],
  ],
  [
    'a narrower public route is added',
    `${base}  DELETE /items/7: public\n`,
    ['opened', 'new-route'],
  ],
  [
    'a public route for paths without a route',
    `${base}  DELETE /all: public\n`,
    ['opened', 'new-route'],
  ],
  [
    'a narrower one for any token',
    `${base}  GET /users/x: authenticated\n`,
    ['opened', 'new-route'],
  ],
  [
    'a narrower one for more',
    `${base}  DELETE /items/7: { any: [delete, admin, users:read] }\n`,
    ['gain', 'new-route'],
  ],
  [
    'HEAD in addition to GET',
    `${base}  HEAD /users/root: users:read\n`,
    ['gain', 'new-route', 'loss'],
  ],
  ['a route elsewhere', `${base}  GET /other: admin\n`, ['new-route']],
]

describe.concurrent('diff and lock --check', () => {
  test.each(cases)('%s', async (_name, text, kinds) => {
    const cwd = tempDir({ 'old.yaml': base, 'scopes.yaml': base, 'new.yaml': text })
    const { stdout } = await scopectl(['diff', './old.yaml', './new.yaml', '--json'], { cwd })
    const changes: { kind: string }[] = JSON.parse(stdout).changes
    expect([...new Set(changes.map(({ kind }) => kind))]).toEqual(kinds)
    const gate = ['diff', './old.yaml', './new.yaml', '--fail-on', 'gain,opened,weaker']
    const lets = kinds.some((kind) => ['gain', 'opened'].includes(kind))
    expect((await scopectl(gate, { cwd })).exit).toBe(lets ? 5 : 0)
    expect((await scopectl([...gate.slice(0, 4), 'gain,any'], { cwd })).exit).toBe(5)
  })

  test.each(cases)('lock --check: %s', async (_name, text, kinds) => {
    const cwd = tempDir({ 'scopes.yaml': base })
    expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
    expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
    writeFileSync(join(cwd, 'scopes.yaml'), text)
    const { exit, stdout } = await scopectl(['lock', '--check', '--json'], { cwd })
    const changes: { kind: string }[] = JSON.parse(stdout).changes
    expect([exit, ...new Set(changes.map(({ kind }) => kind))]).toEqual([5, ...kinds])
  })
})
