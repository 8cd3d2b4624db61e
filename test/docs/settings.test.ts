import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { exampleLine } from '../../src/core/settings/example-line.js'
import { SITUATIONS } from '../../src/core/settings/situations.js'
import { TOKEN_SETTINGS } from '../../src/core/settings/token.js'
import { keyPair } from '../support/key-pair.js'
import { type Provider, startProvider } from '../support/provider.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { settingsPage } from '../support/settings-page.js'
import { tempDir } from '../support/temp-dir.js'

const FILE = 'docs/settings.md'

test('docs/settings.md is what `npm run docs` writes', () => {
  const expected = settingsPage()
  if (process.env['UPDATE']) writeFileSync(FILE, expected)
  expect(readFileSync(FILE, 'utf8')).toBe(expected)
})

const CATALOG = `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
`
const USERS = 'users: { alice: { roles: [editor] } }\n'
const examples = Object.entries(TOKEN_SETTINGS).flatMap(([key, setting]) =>
  setting.examples.map((example) => exampleLine(key, example)),
)

describe.concurrent('every example of a setting loads, in `token:` and in a profile', () => {
  test.each(examples)('%s', async (line) => {
    for (const [place, flags] of [
      [`token:\n  ${line}\n`, []],
      [`profiles:\n  staging:\n    ${line}\n`, ['--profile', 'staging']],
    ] as const) {
      const cwd = tempDir({ 'scopes.yaml': place + CATALOG, 'users.yaml': USERS })
      const { exit, stderr } = await scopectl(['users', 'list', ...flags], { cwd })
      expect(stderr).toBe('')
      expect(exit).toBe(0)
    }
  })
})

describe.concurrent('every situation can be pasted: its commands allow, as is', () => {
  let provider: Provider
  let bin: string
  beforeAll(async () => {
    provider = await startProvider()
    bin = wrapperDir()
  })

  test.each(SITUATIONS)('$title', async ({ yaml, commands, environment }) => {
    const cwd = tempDir({
      'scopes.yaml': provider.standIn(yaml) + CATALOG,
      'users.yaml': USERS,
      'signing.pem': keyPair('ec', { namedCurve: 'P-256' })
        .privateKey.export({ format: 'pem', type: 'pkcs8' })
        .toString(),
    })
    chmodSync(join(cwd, 'signing.pem'), 0o600)
    const secret = 'an3-4nd-s0me-th1ng-that-n0body-guesses'
    const k = Buffer.from(secret).toString('base64url')
    const prepared: Record<string, string> = {
      SECRET_KEY: secret,
      CI_SECRET: secret,
      SECRET_JWK: JSON.stringify({ kty: 'oct', alg: 'HS256', k }),
      ACCESS_TOKEN: await provider.issue({
        iss: 'https://idp.example.com/',
        sub: 'user-1',
        aud: 'items-api',
        scope: 'read',
        realm_access: { roles: ['editor', 'offline_access'] },
      }),
    }
    // Nothing but what the situation says it expects.
    const names = environment.flatMap((line) => /^\w+/.exec(line) ?? [])
    const env = Object.fromEntries(names.map((name) => [name, prepared[name] ?? '']))
    for (const command of commands) {
      const { stdout, stderr, exit } = await runProcess('sh', ['-c', command], {
        cwd,
        env: { ...plainEnv(cwd, bin), ...env },
      })
      expect(stderr, command).toBe('')
      expect(stdout, command).toMatch(/^(allow|valid)\b/)
      expect(exit, command).toBe(0)
    }
  })
})

test('`help settings` has every key, form and situation', async () => {
  const { stdout } = await scopectl(['help', 'settings'])
  for (const key of Object.keys(TOKEN_SETTINGS)) expect(stdout).toMatch(RegExp(`^  ${key}$`, 'm'))
  for (const line of examples) expect(stdout).toContain(`    ${line}\n`)
  for (const { title, commands } of SITUATIONS) {
    for (const line of [title, ...commands]) expect(stdout).toContain(`${line}\n`)
  }
})
