import { runProcess } from './run-process.js'
import { plainEnv, wrapperDir } from './scopectl.js'
import { tempDir } from './temp-dir.js'
import { wholeScreen } from './whole-screen.js'

/** The catalog of `init`, with names of characters that take two columns, or none. */
const CATALOG = `
token: { issuer: "http://localhost:8000", audience: api, scope_claim: scope, lifetime: 15m }
scopes:
  read: Daten lesen, auch für Gäste
  write: データを書き込む
  users:read: View user information
  users:delete: Delete users
  admin: { description: Admin access, implies: ["users:*"] }
  unused: No route needs it
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write] }
  編集者: { scopes: [write, users:read] }
  admin: { scopes: [write, admin], when: { is_admin: true } }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
  GET /users/{id}: { needs: users:read, params: { id: 42 } }
  DELETE /users/{id}: { any: [users:delete users:read, admin] }
  GET /reports/{year}/{month}/summary: users:read
`
const USERS = `
users:
  alice: { is_admin: true }
  bob: { roles: [editor] }
  田中さん: { roles: [編集者] }
  "🚀⚡": { roles: [editor] }
  "zoe\u0308": { scopes: [users:read], disabled: true }
clients:
  ci-bot: { scopes: [read] }
`
const SUITE = `
tests:
  - { as: { user: bob }, allow: [GET /items/], forbidden: [POST /items/] }
  - { as: { user: 田中さん }, forbidden: [GET /me] }
`
const PREPARE = `
git init -q -b main . && git config user.name x && git config user.email x@example.test
scopectl lock -q --allow-undecided 9; git add -A && git commit -qm 1 && git tag v1.0
scopectl export openapi -o openapi.json -q && cp openapi.json api.yaml
scopectl matrix --format csv > matrix.csv
scopectl token --user alice -q > sample.txt
scopectl keys rotate -q; scopectl keys jwks > jwks.json
printf 'correct horse battery staple' > secret.txt
sed 's/編集者: { scopes: \\[write, /編集者: { scopes: [write, admin, /' scopes.yaml > new.yaml && mv new.yaml scopes.yaml
`
const VARIABLES = `
TOKEN=$(cat sample.txt); T=$TOKEN; export TOKEN T
`

/** The characters of the files above that are not ASCII. */
export const WIDE_NAMES = new RegExp(
  `[${[...new Set(`${CATALOG}${USERS}`.match(/[^\0-\x7f]/gu))].join('')}]`,
  'gu',
)

export interface TerminalWorld {
  readonly cwd: string
  readonly bin: string
}

export async function terminalWorld(): Promise<TerminalWorld> {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'users.yaml': USERS,
    'scopes.test.yaml': SUITE,
  })
  const bin = wrapperDir()
  const env = plainEnv(cwd, bin)
  await runProcess('sh', ['-c', PREPARE], { cwd, env })
  return { cwd, bin }
}

/** Before each line of a session. */
const MARK = '=== '

export interface Shown {
  readonly line: string
  /** What the line printed, with escape sequences. */
  readonly text: string
}

const script = (lines: readonly string[]): string =>
  [VARIABLES, ...lines.flatMap((line) => [`printf '%s\\n' '${MARK}${line}'`, line])].join('\n')

const shownOf = (output: string): Shown[] =>
  output
    .replaceAll('\r\n', '\n')
    .split(new RegExp(`^${MARK}`, 'm'))
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { line: part.slice(0, end), text: part.slice(end + 1) }
    })

/** Runs the lines, which contain no `'`, one after the other on a terminal of this width. */
export async function onTerminal(
  { cwd, bin }: TerminalWorld,
  lines: readonly string[],
  cols: number,
  env: Readonly<Record<string, string>>,
): Promise<Shown[]> {
  const { NO_COLOR: _, ...plain } = plainEnv(cwd, bin)
  const options = { cwd, cols, rows: 50, env: { ...plain, TERM: 'xterm', ...env } }
  return shownOf(await wholeScreen('sh', ['-c', script(lines)], options))
}

/** Runs the lines with stdout and stderr in one pipe. */
export async function inPipe(
  { cwd, bin }: TerminalWorld,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Shown[]> {
  const { NO_COLOR: _, ...plain } = plainEnv(cwd, bin)
  const { stdout } = await runProcess('sh', ['-c', `exec 2>&1\n${script(lines)}`], {
    ...{ cwd, env: { ...plain, ...env } },
    seconds: 600,
  })
  return shownOf(stdout)
}
