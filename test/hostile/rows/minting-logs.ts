import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect } from 'vitest'
import { GOOD } from '../../core/token/support.js'
import { scopectlHere } from '../../support/in-process.js'
import { serving } from '../../support/serving.js'
import { listen } from '../listen.js'
import type { Case, Row } from '../row.js'
import { AT } from '../world.js'
import { DEVELOPMENT, ISSUE } from './key-cases.js'
import { issued } from './minting.js'
import { each, withClaims } from './token-cases.js'

const PRESENTED = withClaims({ ...GOOD, scope: 'read' })
/** A token with its signature, or the end of the one that is presented. */
const TOKEN = new RegExp(`eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]{8}|${PRESENTED.slice(-16)}`)
const WITH_TOKEN = ['--token', 'file:t.jwt', ...AT]
const hidden = (line: string, args: readonly string[], exit: number, more: Partial<Case> = {}) => ({
  what: line,
  args: [...line.split(' '), ...args],
  files: { 't.jwt': PRESENTED },
  exit,
  never: TOKEN,
  ...more,
})
/** The token where something else was expected. */
const misplaced = (line: string): Case => ({
  what: `in the place of another word: ${line}`,
  args: line.split(' ').map((word) => (word === 'TOKEN' ? PRESENTED : word)),
  exit: 2,
  never: TOKEN,
})

const SUITE = `subjects: { t: { token: file:t.jwt } }
tests:
  - { as: t, allow: [GET /items] }
  - { as: t, forbidden: [GET /items/1], allow: [POST /items] }
`
const reported = (format: string): Case => ({
  ...hidden(`test --format ${format}`, AT, 5),
  files: { 't.jwt': PRESENTED, 'scopes.test.yaml': SUITE },
})

const PROBED = {
  'scopes.yaml': `token: { issuer: http://localhost:8000, scope_claim: scope }
scopes: { read: Read }
roles: { viewer: { scopes: [read] } }
routes: { GET /a: read }
`,
  'users.yaml': 'users: {}\n',
}
/** Accepts every token, and repeats it wherever a server can. */
const echoing: RequestListener = ({ headers: { authorization } }, response) => {
  const status = authorization ? 200 : 401
  const challenge = `Bearer error="${authorization}"`
  response.writeHead(status, { 'www-authenticate': challenge, 'x-echo': authorization ?? '' })
  response.end(JSON.stringify({ token: authorization, a: 1 }))
}
const probed = (format: string): Case => ({
  ...hidden(`probe --format ${format} --record r.ndjson -v`, [], 5),
  files: PROBED,
  stdout: /GET \/a/,
  async prepare(cwd) {
    const { end, ...server } = await listen(echoing)
    return {
      ...server,
      end() {
        end?.()
        expect(readFileSync(join(cwd, 'r.ndjson'), 'utf8')).not.toMatch(TOKEN)
      },
    }
  },
})

/** What the server logs about a request with a valid token. */
async function served(cwd: string): Promise<void> {
  const { stdout } = await scopectlHere(ISSUE, { cwd })
  const server = await serving(cwd)
  const headers = { authorization: `Bearer ${stdout.trim()}` }
  for (const path of ['/items', `/items/${stdout.trim()}`, `/items?access_token=${stdout.trim()}`])
    expect((await fetch(`${server.url}${path}`, { headers })).status).toBeLessThan(500)
  await server.stop()
  const log = JSON.stringify(server.lines) + server.stderr()
  expect(log).toContain('/items')
  expect(log).not.toMatch(TOKEN)
}

const IN_ACTIONS = { GITHUB_ACTIONS: 'true' }
const TOKEN_ONLY = /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/
const mask = (flags: string): RegExp =>
  new RegExp(
    `^note: GitHub Actions does not hide this token in its logs\\nhint: to hide it: TOKEN="\\$\\(scopectl token ${flags} -q\\)" && echo "::add-mask::\\$TOKEN"$`,
    'm',
  )

export const MINTING_LOG_ROWS: readonly Row[] = [
  {
    id: 'SEC7',
    input: 'tokens in answers, reports, records of a probe, logs, lines to paste, and CI',
    behaviour: 'not repeated unless requested; in GitHub Actions, a note shows how to hide one',
    rule: 'RFC 6750 §5.3',
    cases: [
      ...each(['text', 'json'], (format) => hidden(`verify -v --format ${format}`, WITH_TOKEN, 0)),
      hidden('check --need read -v --json', WITH_TOKEN, 0),
      hidden('check --need write --explain -v', WITH_TOKEN, 4, { stdout: /^deny 403/ }),
      hidden('verify --at 2030-01-01', ['--token', 'file:t.jwt'], 3, { stdout: /expired/ }),
      hidden('can -v', WITH_TOKEN, 0),
      hidden('decode -v', WITH_TOKEN, 0, { stdout: /NOT VERIFIED/ }),
      hidden('check --as-server fastapi --need read', WITH_TOKEN, 3),
      ...['text', 'json', 'junit', 'tap', 'github', 'sarif'].map(reported),
      ...['text', 'json', 'md', 'html', 'github', 'junit', 'sarif'].map(probed),
      ...each(
        [
          ...[
            'check --need TOKEN --role viewer',
            'check --role TOKEN --need read',
            'who-can TOKEN',
          ],
          ...['check --route TOKEN --role viewer', 'token --role viewer --scope TOKEN', 'TOKEN'],
          ...['token --user TOKEN', 'token --role viewer --claim TOKEN', 'lint -c TOKEN'],
          ...['verify file:TOKEN', 'test TOKEN', 'probe TOKEN', 'check --need read --batch TOKEN'],
          ...['lint --explain TOKEN', 'verify --key TOKEN', 'token --role viewer --flaw TOKEN'],
        ],
        misplaced,
      ),
      {
        what: 'what `serve` logs',
        args: ['lint'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        setUp: served,
      },
      {
        what: 'in GitHub Actions',
        args: [...ISSUE, '--scope', 'read'],
        env: IN_ACTIONS,
        exit: 0,
        stdout: TOKEN_ONLY,
        stderr: mask('--role viewer --scope read'),
      },
      {
        what: 'in GitHub Actions, as a header: the line is about the token alone',
        args: [...ISSUE, '--format', 'header'],
        env: IN_ACTIONS,
        exit: 0,
        stderr: mask('--role viewer'),
      },
      {
        what: 'in GitHub Actions, as JSON',
        args: [...ISSUE, '--json'],
        env: IN_ACTIONS,
        exit: 0,
        stdout: /"code":"token-in-log"[^}]*::add-mask::/,
      },
      {
        what: 'a name with shell syntax',
        args: ['token', '--user', '$(id)"; `id`'],
        files: { 'users.yaml': "users:\n  '$(id)\"; `id`': {}\n" },
        env: IN_ACTIONS,
        exit: 0,
        stderr: /scopectl token --user '\$\(id\)"; `id`' -q\)" && echo "::add-mask::\$TOKEN"$/m,
      },
      {
        what: 'a claim that may be a secret',
        args: [...ISSUE, '--claim', 'password=hunter2'],
        env: IN_ACTIONS,
        exit: 0,
        stderr: /^hint: capture it with -q as TOKEN, then run echo "::add-mask::\$TOKEN"$/m,
        never: /hunter2/,
      },
    ],
    controls: [
      ...each(['token', 'header', 'curl'], (format) => ({
        what: `requested, as ${format}`,
        args: [...ISSUE, ...(format === 'token' ? [] : ['--format', format])],
        exit: 0,
        stdout: TOKEN,
        never: /add-mask/,
      })),
      issued('requested, as json', [], '', { stdout: TOKEN }),
      {
        what: 'in GitHub Actions, -q is only the token',
        args: [...ISSUE, '-q'],
        env: IN_ACTIONS,
        exit: 0,
        stdout: TOKEN_ONLY,
        never: /add-mask/,
      },
    ],
  },
]
