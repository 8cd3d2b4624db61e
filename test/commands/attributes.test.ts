import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// `is_admin: yes` is text in YAML 1.2: nothing is granted, and the explanation says so.

const CATALOG = `token: { scope_claim: scope, issuer: http://localhost:8000, audience: a }
scopes: { read: r, write: w }
roles:
  reader: { default: true, scopes: [read] }
  boss: { scopes: [write], when: { is_admin: true } }
routes: { GET /x: read, POST /x: write }
`
const USERS = {
  'users.yaml': (value: string) =>
    `users:\n  ana: { is_admin: ${value} }\n  eve: { is_admin: true }\n`,
  'users.ndjson': (value: string) =>
    `{"user":"ana","is_admin":${value === 'yes' ? '"yes"' : value}}\n{"user":"eve","is_admin":true}\n`,
  'users.csv': (value: string) => `user,is_admin\nana,${value}\neve,true\n`,
}

describe.each(Object.entries(USERS))('%s', (file, users) => {
  const world = (value: string) => tempDir({ 'scopes.yaml': CATALOG, [file]: users(value) })
  const route = ['--route', 'POST /x']

  test('a denial shows the value', async () => {
    for (const [value, words] of [
      ['yes', 'the text `yes`'],
      ['1', 'the number 1'],
      ['false', 'false'],
    ] as const) {
      const cwd = world(value)
      const said = `boss (given when is_admin: true; ana's is ${words})`
      const { exit, stdout } = await scopectl(['check', '--user', 'ana', ...route], { cwd })
      expect([exit, stdout]).toEqual([4, expect.stringContaining(`held by  ${said}`)])
      const why = await scopectl(['check', '--user', 'ana', ...route, '--explain'], { cwd })
      expect(why.stdout.replace(/\s+/g, ' ')).toContain(`held by ${said}`)
    }
  })

  test('lint finds it, but not what is intended', async () => {
    const lint = async (value: string) => {
      const { stdout, exit } = await scopectl(['lint', '--deny-warnings', '--json'], {
        cwd: world(value),
      })
      return [exit, JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)]
    }
    expect(await lint('yes')).toEqual([5, ['unmatched-attribute']])
    expect(await lint('false')).toEqual([0, []])
    expect(await lint('true')).toEqual([0, []])
  })
})

test('for a role or a token there is no value', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS['users.yaml']('yes') })
  const { stdout } = await scopectl(['check', '--role', 'reader', '--need', 'write'], { cwd })
  expect(stdout).toContain('held by  boss (given when is_admin: true)\n')
})
