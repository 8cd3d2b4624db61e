import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Answers that name what is the case, and offer the most likely correction first.

const SECRET = '0123456789abcdef0123456789abcdef01'
const FILES = {
  'scopes.yaml': `token:
  { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET, role_claim: roles }
scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes:
  GET /a: read
  GET /k: { all: [{ scheme: HTTPBearer }] }
  GET /both: { all: [read, { scheme: ApiKey }] }
`,
}

function token(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const own = { iss: 'https://idp.test', aud: 'api', sub: 'ann', iat: 0, exp: 9e9, ...claims }
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(own)}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

async function answer(claims: Readonly<Record<string, unknown>>, ...args: string[]) {
  const env = { SECRET, T: token(claims) }
  const { stdout, stderr } = await scopectl([...args, '--token', 'env:T'], {
    cwd: tempDir(FILES),
    env,
  })
  // Sentences may be wrapped.
  return `${stdout}${stderr}`.replace(/\n {2,}/g, ' ')
}

test('a claim that is null is called null, with what to do', async () => {
  const alone = await answer({ scope: null }, 'verify')
  expect(alone).toContain('scopes    ! `scope` is null: none')
  expect(alone).toContain('or leave it out: `null` is not the same')
  const both = await answer({ scope: 'read', scopes: null }, 'check', '--need', 'read')
  expect(both).toContain('or have the issuer leave out `scopes`: `null` counts as a value')
})

test('verify shows the roles of the token, as JSON only those of the catalog', async () => {
  const claims = { roles: ['reader', 'boss'] }
  expect(await answer(claims, 'verify')).toContain(
    'roles     reader  boss (not in the catalog)  (from `roles`)',
  )
  expect(JSON.parse(await answer(claims, 'verify', '--json')).roles).toEqual(['reader'])
  expect(await answer({ scope: 'read' }, 'verify')).not.toMatch(/^ {2}roles/m)
})

test('a slash or case: replacing the value comes first, adding it second', async () => {
  const slash = await answer({ iss: 'https://idp.test/', aud: 'API', scope: 'read' }, 'verify')
  expect(slash).toContain(
    'if it is yours, write `issuer: https://idp.test/` under token: instead; if both are, write `issuer: [https://idp.test, https://idp.test/]`',
  )
  expect(slash).toContain('write `audience: API` under token: instead')
  // Another scheme may be somebody else's issuer.
  expect(await answer({ iss: 'http://idp.test', scope: 'read' }, 'verify')).toContain(
    'if it is yours too, write `issuer: [https://idp.test, http://idp.test]` under token:',
  )
})

test('a scheme outside the catalog is named as such, with the flag that would make it count', async () => {
  const alone = await answer({ scope: 'read' }, 'check', '--route', 'GET /k')
  expect(alone).toContain(
    'missing  scheme HTTPBearer, which is outside this catalog: tokens of this catalog cannot satisfy it (to count its tokens, import the document with --scheme HTTPBearer, beside a --scheme for the other tokens)',
  )
  const beside = await answer({ scope: 'read' }, 'check', '--route', 'GET /both')
  expect(beside).toContain('scheme ApiKey, which is outside this catalog')
  expect(beside).not.toContain('--scheme')
  const list = await answer({ scope: 'read' }, 'can')
  expect(list).toMatch(/GET {2}\/k +needs scheme HTTPBearer, which is outside this catalog/)
  expect(list).toMatch(/GET {2}\/both +also needs scheme ApiKey/)
})

test('one of one is shown as one', async () => {
  const cwd = tempDir({
    'scopes.yaml':
      'scopes: { read: "" }\nroles: { r: { scopes: [read] } }\nroutes: { GET /a: read }\n',
  })
  const out = async (...args: string[]) => (await scopectl(args, { cwd })).stdout
  expect(await out('can', '--role', 'r')).toContain('\n1 route\n')
  expect(await out('can', '--anonymous')).toContain('\nno route\n')
  expect(await out('matrix', '--compare', 'r', 'r')).toBe(
    'r and r do not differ: 1 route compared\n',
  )
  expect(await out('matrix', '--compare', 'r', 'everyone')).toContain(
    'r and everyone differ on 1 route\n',
  )
})
