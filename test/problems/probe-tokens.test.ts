import { describe, expect, test } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { "GET /a": read }
`
const USERS = 'users: { carol: { roles: [reader], disabled: true } }\n'
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const T = `${part({ alg: 'ES256' })}.${part({ sub: 'x', scope: 'read', exp: 4e9 })}.AAAA`
const AMBIGUOUS = `${part({ alg: 'ES256' })}.${part({ sub: 'x', scope: 'read', scp: '', exp: 4e9 })}.AAAA`
const READER = 'probe http://localhost:1 --token-for role:reader=env:T'

describe('of the tokens of probe', () => {
  testTriggers(
    [
      ['probe-token-for', `probe http://localhost:1 --token-for role:reader=${T}`],
      ['probe-token-for', 'probe http://localhost:1 --token-for reader=env:T'],
      ['probe-token-twice', `${READER} --token-for role:reader=env:T`],
      [
        'probe-token-stdin',
        'probe http://localhost:1 --token-for role:reader=- --token-for scopes:read=-',
      ],
      ['probe-tokens-line', 'probe http://localhost:1 --tokens wrong.txt'],
      ['probe-tokens-line', 'probe http://localhost:1 --tokens stdin.txt'],
      ['probe-tokens-empty', 'probe http://localhost:1 --tokens empty.txt'],
      ['file-missing', 'probe http://localhost:1 --tokens none.txt'],
      ['probe-token-malformed', READER, { env: { T: 'ey.ey.ey' } }],
      ['not-a-token', READER, { env: { T: 'opaque' } }],
      ['env-unset', 'probe http://localhost:1 --token-for role:reader=env:U'],
      ['scope-claims-differ', READER, { env: { T: AMBIGUOUS } }],
      ['no-such-role', 'probe http://localhost:1 --token-for role:readr=env:T'],
      ['no-such-user', 'probe http://localhost:1 --token-for user:dave=env:T'],
      ['no-such-scope', 'probe http://localhost:1 --token-for scopes:write=env:T'],
      ['subject-disabled', 'probe http://localhost:1 --token-for user:carol=env:T'],
      ['conflicting-flags', `${READER} --with-configured-key`],
      ['probe-cmd', `probe http://localhost:1 --token-cmd "'get token"`],
      ['probe-token-cmd', 'probe http://localhost:1 --token-cmd ./no-such-command'],
      ['probe-token-cmd', 'probe http://localhost:1 --token-cmd "node -e process.exit(3)"'],
      ['token-blank', 'probe http://localhost:1 --token-cmd "node -e 0"'],
    ],
    {
      files: {
        'scopes.yaml': CATALOG,
        'users.yaml': USERS,
        'wrong.txt': 'role:reader\n',
        'stdin.txt': 'role:reader=-\n',
        'empty.txt': '# nothing\n',
        'list.txt': `role:reader=${T}\n`,
      },
      env: { T },
    },
  )
})

test('a token in a wrong place is not repeated', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, list: `role:reader ${T}\n` })
  for (const flags of [
    ['--token-for', `role:reader=${T}`],
    ['--token-for', T],
    ['--tokens', 'list'],
  ]) {
    const { stdout, stderr, exit } = await scopectl(
      ['probe', 'http://localhost:1', ...flags, '--json'],
      { cwd },
    )
    expect(`${stdout}${stderr}`).not.toContain('eyJ')
    expect(exit).toBe(2)
  }
})
