import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// What `token` says on stderr about the token that it prints: who signed it, and how to hide it in the log of a job.

const PRODUCTION = 'https://idp.example.com/'
const catalog = (token: string): string => `token: { audience: items-api, ${token} }
scopes: { read: Read, write: Write }
roles: { viewer: { scopes: [read] } }
profiles: { ci: { key: env:K, algorithm: HS256 }, "a b": { lifetime: 5m } }
`
const world = (token = `issuer: "${PRODUCTION}"`) =>
  tempDir({ 'scopes.yaml': catalog(token), 'users.yaml': 'users: { "o\'neil $x": {} }\n' })
const K = { K: 'k'.repeat(40) }
const IN_ACTIONS = { ...K, GITHUB_ACTIONS: 'true' }
const TOKEN = ['token', '--role', 'viewer']
const CONFIGURED = [...TOKEN, '--profile', 'ci']

const notes = async (args: readonly string[], env: Record<string, string> = K, cwd = world()) => {
  const { stderr, stdout, exit } = await scopectl(args, { cwd, env })
  expect(exit, stderr).toBe(0)
  expect(stdout).toMatch(/^(?:\S+ +)*[\w-]+\.[\w-]+\.[\w-]*\n/)
  return stderr
}

describe('flaw-signed', () => {
  const FLAWED = [...CONFIGURED, '--with-configured-key', '--flaw']

  test.each([
    ['expired', ''],
    ['wrong-audience', ''],
    ['unscoped', '-q'],
  ])('%s %s: one warning', async (flaw, quiet) => {
    expect(await notes([...FLAWED, flaw, ...(quiet ? [quiet] : [])])).toBe(
      `warning: the configured key signed this token with the flaw \`${flaw}\`: a server that misses the flaw accepts it\n`,
    )
  })

  test('all: one warning that counts those that are signed', async () => {
    const said = await notes([...FLAWED, 'all', '-q'])
    expect(said).toMatch(/^warning: the configured key signed \d+ of these tokens: [^\n]*\n$/)
    const { stdout } = await scopectl([...FLAWED, 'all', '--json'], { cwd: world(), env: K })
    const { tokens } = JSON.parse(stdout)
    const others = /^(?:wrong-key|bad-signature|alg-none|hs-with-public-key)$/
    const signed = tokens.filter(({ flaw }: { flaw: string }) => !others.test(flaw))
    expect(said).toContain(` signed ${signed.length} of these tokens`)
  })

  test.each(['wrong-key', 'bad-signature', 'alg-none'])('%s: not signed by it', async (flaw) => {
    expect(await notes([...FLAWED, flaw])).toBe('')
  })

  test('not for a good token, nor for one of the development key', async () => {
    expect(await notes([...CONFIGURED, '--with-configured-key'])).toBe('')
    const local = world('issuer: http://localhost:8000')
    expect(await notes([...TOKEN, '--flaw', 'expired', '-q'], K, local)).toBe('')
  })
})

describe('development-key-signs', () => {
  const signs = (issuer: string): RegExp =>
    new RegExp(
      `^warning: signed with the development key, but the issuer \`${issuer}\` is not on this machine\nhint: set \`key:\` `,
      'm',
    )

  test.each([
    [`issuer: "${PRODUCTION}"`, PRODUCTION],
    ['issuer: https://localhost.example.com', 'https://localhost.example.com'],
    ['issuer: https://127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
    ['issuer: our-idp', 'our-idp'],
    ['issuer: [http://localhost:8000, https://idp.test]', 'https://idp.test'],
  ])('%s', async (token, issuer) => {
    const cwd = world(token)
    for (const more of [[], ['-q'], ['--flaw', 'expired', '-q'], ['--flaw', 'all', '-q']])
      expect(await notes([...TOKEN, ...more], K, cwd)).toMatch(signs(issuer))
    const { stdout } = await scopectl([...TOKEN, '--json'], { cwd })
    expect(JSON.parse(stdout).notes).toMatchObject([{ code: 'development-key-signs' }])
  })

  test('the hint is about the profile', async () => {
    expect(await notes([...TOKEN, '--profile', 'a b'])).toContain('under `a b` in profiles:')
  })

  test.each([
    'issuer: http://localhost:8000',
    'issuer: http://127.0.0.1:9',
    'issuer: "http://[::1]/"',
    'issuer: any',
    'lifetime: 5m',
  ])('not for a development issuer: %s', async (token) => {
    expect(await notes([...TOKEN, '-q'], K, world(token))).toBe('')
  })

  test('not if another key signs, or none', async () => {
    expect(await notes([...CONFIGURED, '-q'])).toBe('')
    for (const flaw of ['wrong-key', 'alg-none', 'hs-with-public-key'])
      expect(await notes([...TOKEN, '--flaw', flaw, '-q'])).toBe('')
  })
})

describe('token-in-log', () => {
  let bin: string
  beforeAll(() => {
    bin = wrapperDir()
  })
  const HIDES =
    /^hint: to hide it: (TOKEN="\$\(scopectl token .* -q\)" && echo "::add-mask::\$TOKEN")$/m

  test.each([
    [[]],
    [['--scope', 'read', '--lifetime', '90s', '--audience', 'items-api']],
    [['--claim', `team=it's "$HOME" \`id\` !x`, '--claim', 'n:={"a":["b c"]}']],
    [['--format', 'header']],
    [['--format', 'curl', '-v']],
    [['--scope', 'read write', '--downscope', '--at', '2027-01-15T08:00:00Z']],
    [['--flaw', 'expired', '--with-configured-key']],
    [['--env', 'my vars.env', '-c', './scopes.yaml', '--users-file=users.yaml']],
  ])('%j: the line works in a shell, and issues the same token', async (more) => {
    const cwd = world()
    writeFileSync(join(cwd, 'my vars.env'), 'UNUSED=1\n')
    const args = [...CONFIGURED, ...more]
    const { stderr, stdout } = await scopectl(args, { cwd, env: IN_ACTIONS })
    expect(stderr).toContain('note: GitHub Actions does not hide this token in its logs\n')
    const line = HIDES.exec(stderr)?.[1] ?? ''
    const env = { ...plainEnv(cwd, bin), ...IN_ACTIONS }
    const done = await runProcess('sh', ['-c', line], { cwd, env })
    expect(done.exit, `${line}\n${done.stderr}`).toBe(0)
    const [, masked = ''] = /^::add-mask::(\S+)\n$/.exec(done.stdout) ?? []
    expect(claimsOf(masked)).toEqual(claimsOf(stdout))
  })

  test('a user with an unusual name, and the same line in JSON', async () => {
    const cwd = world()
    const args = ['token', '--user', "o'neil $x", '--profile', 'ci']
    const said = HIDES.exec((await scopectl(args, { cwd, env: IN_ACTIONS })).stderr)?.[1]
    expect(said).toContain(`--user 'o'\\''neil $x'`)
    const { stdout } = await scopectl([...args, '--json'], { cwd, env: IN_ACTIONS })
    expect(JSON.parse(stdout).notes).toMatchObject([
      { code: 'token-in-log', hint: `to hide it: ${said}` },
    ])
  })

  test('a claim that may be a secret, or that cannot be pasted, is not repeated', async () => {
    for (const claim of ['password=hunter2', 'x=a\u202eb', `t=${'eyJhbGciOiJub25lIn0.e30.'}`]) {
      const said = await notes([...CONFIGURED, '--claim', claim], IN_ACTIONS)
      expect(said).toContain(
        'hint: capture it with -q as TOKEN, then run echo "::add-mask::$TOKEN"',
      )
      expect(said).not.toMatch(/hunter2|\u202e|eyJ/)
    }
  })

  test('not with -q, not elsewhere, and not for a table of tokens', async () => {
    expect(await notes([...CONFIGURED, '-q'], IN_ACTIONS)).toBe('')
    expect(await notes(CONFIGURED)).toBe('')
    for (const other of ['', 'false', '1', 'TRUE'])
      expect(await notes(CONFIGURED, { ...K, GITHUB_ACTIONS: other })).toBe('')
    const all = [...CONFIGURED, '--flaw', 'all', '--with-configured-key']
    expect(await notes(all, IN_ACTIONS)).not.toContain('GitHub')
  })
})

/** The claims of the token in a text, without what differs in each. */
function claimsOf(text: string): object {
  const [, payload = ''] = /[\w-]+\.([\w-]+)\.[\w-]*/.exec(text) ?? []
  const { iat, exp, nbf, jti, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  expect(jti).toMatch(/^[\w-]{22}$/)
  return { ...claims, lifetime: exp - iat, isDated: nbf !== undefined }
}
