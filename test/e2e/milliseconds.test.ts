import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = '0123456789abcdef0123456789abcdef01'
const CATALOG = `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET }
scopes: { read: Read }
routes: { GET /items: read }
`

function tokenWith(times: object): string {
  const b64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { iss: 'https://idp.test', aud: 'api', sub: 'u', scope: 'read' }
  const input = `${b64({ alg: 'HS256', typ: 'JWT' })}.${b64({ ...claims, ...times })}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}

const [NOW, LATER] = [1_800_000_000_000, 1_800_000_900_000]

test.each([
  ['iat', { iat: NOW, exp: LATER }, 3],
  ['nbf', { nbf: NOW, exp: LATER }, 3],
  ['exp', { exp: LATER }, 0],
])(
  '%s in milliseconds: check says that the issuer must write seconds, not that clocks differ',
  async (claim, times, exit) => {
    const env = { SECRET, TOKEN: tokenWith(times) }
    const cwd = tempDir({ 'scopes.yaml': CATALOG })
    const args = ['check', '--need', 'read', '--token', 'env:TOKEN', '--at', '2027-01-15T08:00:00Z']
    const done = await scopectl(args, { cwd, env })
    const said = `${done.stdout}${done.stderr}`.replace(/\s+/g, ' ')
    expect([done.exit, said]).toEqual([exit, expect.stringContaining('must write seconds')])
    expect(said).toContain(`\`${claim}\` looks like milliseconds`)
    expect(said).not.toContain("this machine's")
    const decoded = await scopectl(['decode', '--token', 'env:TOKEN'], { cwd, env })
    expect(decoded.stdout).toContain('milliseconds?')
  },
)
