import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { CATALOG, FILES, hintOf, SECRET, said } from './hint-world.js'

// What a hint names exists, and what it says to type works.

async function token(claims: Record<string, unknown>): Promise<string> {
  const all = { iss: 'https://idp.test', aud: 'api', sub: 'bob', scope: 'read', ...claims }
  return await new SignJWT(all)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET))
}

test('--at iat is proposed only if the token was valid then', async () => {
  const now = Math.floor(Date.now() / 1000)
  const at = async (claims: Record<string, unknown>) => {
    const env = { T: await token(claims) }
    const lines = await Promise.all(
      [
        ['check', '--token', 'env:T', '--need', 'read'],
        ['verify', 'env:T'],
      ].map((args) => said(args, { env })),
    )
    return lines.map(({ exit, stdout }) => [exit, /--at iat/.test(stdout)])
  }
  const times = { iat: now - 7200, exp: now - 3600 }
  expect(await at(times)).toEqual([
    [3, true],
    [3, true],
  ])
  for (const odd of [{ exp: now - 9000 }, { exp: now - 7200 }, { nbf: now - 5000 }])
    expect(await at({ ...times, ...odd })).toEqual([
      [3, false],
      [3, false],
    ])
})

test('a key that cannot sign: the profiles whose key can, by name', async () => {
  const jwks = JSON.stringify({
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        kid: 'a',
        alg: 'ES256',
        x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
        y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
      },
    ],
  })
  const catalog = (profiles: string) =>
    CATALOG.replace(
      /token:.*\n/,
      `token: { issuer: https://idp.test, audience: api, key: file:jwks.json }\n${profiles}`,
    )
  const hint = (profiles: string, ...args: string[]) =>
    said(['token', '--user', 'bob', ...args], {
      files: { ...FILES, 'jwks.json': jwks, 'scopes.yaml': catalog(profiles) },
    })
  const dev = 'dev: { key: env:SECRET_KEY, algorithm: HS256 }'
  const [none, one, two] = await Promise.all([
    hint(
      'profiles: { stage: { issuer: https://stage.test }, gone: { key: env:GONE, algorithm: HS256 } }\n',
    ),
    hint(`profiles: { stage: { issuer: https://stage.test }, ${dev} }\n`),
    hint(`profiles: { "my dev": { key: env:SECRET_KEY, algorithm: HS256 }, ${dev} }\n`),
  ])
  expect(none.hint).toContain('scopectl help settings')
  expect(one.hint).toBe('a key that can sign is used with --profile dev')
  expect(two.hint).toBe(
    'a key that can sign is used with --profile "my dev", or with --profile dev',
  )
  expect((await hint(`profiles: { ${dev} }\n`, '--profile', 'dev')).exit).toBe(0)
  const back = catalog(`profiles: { idp: { key: file:jwks.json, algorithm: ES256 } }\n`).replace(
    'key: file:jwks.json }',
    'algorithm: HS256, key: env:SECRET_KEY }',
  )
  const files = { ...FILES, 'jwks.json': jwks, 'scopes.yaml': back }
  expect(await hintOf(['token', '--user', 'bob', '--profile', 'idp'], { files })).toBe(
    'a key that can sign is used without --profile',
  )
})

test('file names in a line to type are quoted for the shell, not for prose', async () => {
  const lost = await said(['lint'], { files: { 'my scopes.yml': CATALOG } })
  expect(lost.hint).not.toMatch(/-c `/)
  const exists = await said(['init', '--yes'], { files: { 'users.yaml': 'users: {}\n' } })
  expect(exists.stderr).toContain('--users-file users.yaml')
})

test('two bearer schemes: once one is chosen, no hint leads to the other', async () => {
  const operation = (name: string) => ({ get: { security: [{ [name]: [] }], responses: {} } })
  const bearer = { type: 'http', scheme: 'bearer' }
  const document = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/a': operation('A'), '/b': operation('B') },
    components: { securitySchemes: { A: bearer, B: bearer } },
  })
  const files = { 'api.json': document }
  const first = await said(['import', 'openapi', 'api.json'], { files })
  expect(first.stderr).toContain(
    'hint: to say which scheme they belong to: --scheme A, or --scheme B',
  )
  for (const name of ['A', 'B']) {
    for (const args of [
      ['import', 'openapi', 'api.json'],
      ['init', '--yes', '--from', 'api.json'],
    ]) {
      const { exit, stderr } = await said([...args, '--scheme', name], { files })
      expect([exit, /hint: .*--scheme/.test(stderr)]).toEqual([0, false])
    }
  }
})

test('test --table: the long form is named as such, and the line writes the wide one', async () => {
  const long = await said(['matrix', '--format', 'csv', '--long'])
  const files = { ...FILES, 'long.csv': long.stdout }
  const { exit, stderr, hint } = await said(['test', '--table', 'long.csv'], { files })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('error[csv-long]')])
  expect(stderr).toContain('who,route,decision,via,since')
  const line = /: scopectl (.*)$/.exec(hint ?? '')?.[1]?.split(' ') ?? []
  const wide = await said(line)
  expect(
    (await said(['test', '--table', 'wide.csv'], { files: { ...FILES, 'wide.csv': wide.stdout } }))
      .exit,
  ).toBe(0)
})

test('a setting of the catalog that was guessed as a flag', async () => {
  for (const [flag, setting] of [
    ['--key', 'key'],
    ['--signing-key', 'key'],
    ['--jwks-url', 'key'],
    ['--alg', 'algorithm'],
    ['--issuer', 'issuer'],
  ]) {
    const { exit, hint } = await said(['token', '--user', 'bob', `${flag}`, 'env:SECRET_KEY'])
    expect([exit, hint]).toEqual([
      2,
      `it is a setting of the catalog, \`${setting}:\` under token:, or of a profile: scopectl help settings`,
    ])
  }
  expect(await hintOf(['verify', 'x.y.z', '--jwks', 'k'])).toBe('did you mean `--key`?')
  expect((await said(['help', 'settings'])).exit).toBe(0)
})
