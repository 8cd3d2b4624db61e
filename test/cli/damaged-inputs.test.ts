import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

// Exit 1 is only ever a bug of scopectl: a damaged file is exit 2, with a code, whatever is wrong with it.

const catalog = (key = ''): string => `token: { ${key}issuer: http://localhost:8000, audience: a }
scopes: { read: Read }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /items: read }
`
const expectRefused = async (line: string, cwd: string, code: RegExp): Promise<void> => {
  const { exit, stdout, stderr } = await scopectlHere(line.split(' '), { cwd })
  expect([line, exit, stdout]).toEqual([line, 2, ''])
  expect(stderr).toMatch(code)
}
const jwkOf = (type: 'ec' | 'ed25519' | 'rsa') =>
  (type === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ed25519')
  ).privateKey.export({ format: 'jwk' })

test.each([
  ['ec', 'ES256', 'd'],
  ['ed25519', 'EdDSA', 'd'],
  ['rsa', 'RS256', 'd'],
  ['rsa', 'PS256', 'p'],
] as const)('a JWK (%s, %s) whose private part is that of another key', async (type, alg, part) => {
  const cwd = tempDir({
    'scopes.yaml': catalog(`key: file:key.json, algorithm: ${alg}, `),
    'users.yaml': 'users: { alice: {} }\n',
    'key.json': JSON.stringify({ ...jwkOf(type), [part]: jwkOf(type)[part] }),
  })
  for (const line of ['token --user alice', 'keys jwks', 'verify a.b.c', 'serve --port 0'])
    await expectRefused(line, cwd, /^error\[key-torn\]/m)
})

const WRONG: readonly unknown[] = [null, 1, true, '', [], {}, '\u00e9', '\0', 'a b', 'AA']

test('a key ring with a damaged value, at any place', async () => {
  const cwd = tempDir({ 'scopes.yaml': catalog(), 'users.yaml': 'users: { alice: {} }\n' })
  await scopectlHere(['keys', 'new'], { cwd })
  const file = join(cwd, '.scopectl/keys.json')
  const ring = JSON.parse(readFileSync(file, 'utf8'))
  const [key] = ring.keys
  const damaged = [
    ...WRONG,
    ...WRONG.map((keys) => ({ ...ring, keys })),
    ...WRONG.map((one) => ({ keys: [one] })),
    ...Object.keys(key).flatMap((name) =>
      WRONG.map((value) => ({ keys: [{ ...key, [name]: value }] })),
    ),
  ]
  const exits = new Map<number, number>()
  for (const content of damaged) {
    writeFileSync(file, JSON.stringify(content))
    for (const line of ['token --user alice', 'keys list']) {
      const { exit, stderr } = await scopectlHere(line.split(' '), { cwd })
      expect([0, 2], `${line} ${JSON.stringify(content)} ${stderr}`).toContain(exit)
      if (exit === 2) expect(stderr).toMatch(/^error\[/m)
      exits.set(exit, (exits.get(exit) ?? 0) + 1)
    }
  }
  // Nearly all are refused: only a name or a time of creation may be another text.
  expect(exits.get(2)).toBeGreaterThan(damaged.length)
})

test.each(['{}', '{ a: 1 }', '[3.1.0]', 'null', '3', 'true', '""'])(
  'an OpenAPI document whose version is %s',
  async (version) => {
    for (const name of ['openapi', 'swagger']) {
      const text = `${name}: ${version}\ninfo: { title: t, version: "1" }\npaths: {}\n`
      const cwd = tempDir({
        'scopes.yaml': catalog(),
        'users.yaml': 'users: {}\n',
        'api.yaml': text,
      })
      for (const line of [
        'import openapi api.yaml -o new.yaml',
        'drift api.yaml',
        'init --from api.yaml',
      ])
        await expectRefused(line, cwd, /^error\[/m)
    }
  },
)
