import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const publicKey = (kid?: string) => {
  const { publicKey: made } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...made.export({ format: 'jwk' }), ...(kid === undefined ? {} : { kid }) }
}
const catalog = (key: string, more = '', routes = 'GET /a: read') =>
  `token: { issuer: https://a.test, audience: api, key: "file:${key}"${more} }\nscopes: { read: R, write: W }\nroutes: { ${routes} }\n`
const set = (...keys: object[]) => JSON.stringify({ keys })

interface Shown {
  readonly kind: string
  readonly way: string | null
  readonly field: string | null
  readonly trusted: { readonly value: string | null } | null
}

/** `gain kid new`, of two catalogs whose key files are these. */
async function between(older: string, newer: string, algorithm = ', algorithm: ES256') {
  const cwd = tempDir({
    'older.yaml': catalog('older.json', algorithm),
    'newer.yaml': catalog('newer.json', algorithm),
    'older.json': older,
    'newer.json': newer,
  })
  const ask = (...more: string[]) =>
    scopectl(['diff', '--any-token', './older.yaml', './newer.yaml', ...more], { cwd })
  const done = await ask('--json')
  const { changes } = JSON.parse(done.stdout) as { changes: Shown[] }
  const gate = await ask('--fail-on', 'gain')
  const said = changes.map(
    ({ way, field, trusted }) => `${way ?? '='} ${field} ${trusted?.value ?? '-'}`,
  )
  return { said, exit: gate.exit, text: gate.stdout }
}

describe('diff --any-token reads the key files', () => {
  const one = publicKey('one')
  test('a file with the same keys means the same, whatever its name', async () => {
    const { said, exit, text } = await between(set(one), set(one))
    expect(said).toEqual(['= key -'])
    expect(exit).toBe(0)
    expect(text).toContain('means the same')
  })
  test('another kid of the same key accepts other tokens', async () => {
    const { said, exit } = await between(set(one), set({ ...one, kid: 'new' }))
    expect(said).toEqual(expect.arrayContaining(['gain kid new', 'loss kid one']))
    expect(exit).toBe(5)
  })
  test('a second key refuses tokens without a kid', async () => {
    const { said, exit } = await between(set(one), set(one, publicKey('two')))
    expect(said).toEqual(expect.arrayContaining(['loss kid -']))
    expect(said.some((each) => each.startsWith('gain thumbprint'))).toBe(true)
    expect(exit).toBe(5)
  })
  test('a public key that became a secret is a gain of whoever has it', async () => {
    const older = tempDir({
      'older.yaml': catalog('k', ', algorithm: ES256'),
      k: JSON.stringify(one),
    })
    const newer = tempDir({
      'newer.yaml': catalog('k', ', algorithm: HS256'),
      k: 'a-secret-of-more-than-32-bytes-0000000',
    })
    const line = ['diff', '--any-token', `${older}/older.yaml`, `${newer}/newer.yaml`]
    const done = await scopectl([...line, '--fail-on', 'gain'])
    expect(done.exit).toBe(5)
    expect(done.stdout).toContain('signed by another key in file:k')
    // A thumbprint may begin with a hyphen.
    expect(done.stdout).not.toMatch(/signed by -(?!\S)/)
    expect(done.stdout).not.toContain('a-secret')
  })
})

test('check --scopes confirms a witness for a path that changed hands, on both sides', async () => {
  const cwd = tempDir({
    'older.yaml': 'scopes: { read: R, write: W }\nroutes: { "GET /{kind}/me": read }\n',
    'newer.yaml': 'scopes: { read: R, write: W }\nroutes: { "GET /x/{id}": write }\n',
  })
  const diff = await scopectl(['diff', '--any-token', './older.yaml', './newer.yaml', '--json'], {
    cwd,
  })
  const { changes } = JSON.parse(diff.stdout) as {
    changes: {
      way: string
      route: string
      before: string | null
      after: string | null
      witness: { scopes: string[] }
    }[]
  }
  const both = changes.filter(({ before, after }) => before !== null && after !== null)
  expect(both.map(({ way, route }) => `${way} ${route}`)).toEqual([
    'gain GET /x/me',
    'loss GET /x/me',
  ])
  for (const { way, route, witness } of both) {
    const ask = (file: string) =>
      scopectl(['check', '-c', file, '--scopes', witness.scopes.join(' '), '--route', route], {
        cwd,
      })
    const [before, after] = [await ask('older.yaml'), await ask('newer.yaml')]
    expect([way, before.exit, after.exit]).toEqual(way === 'gain' ? [way, 4, 0] : [way, 0, 4])
  }
})
