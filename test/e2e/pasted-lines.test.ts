import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { parseTranscript, type Step } from '../support/transcript.js'

// Every line that scopectl proposes is pasted into a shell, in the folder and environment in which it was printed. It never
// fails (1) or cannot be asked (2); it denies (3, 4) only where it asks the same question again.

const CASES = 'test/e2e/cases'
let bin: string
beforeAll(() => {
  bin = wrapperDir()
})

const sh = (command: string, cwd: string, env: Record<string, string>): Promise<Finished> =>
  runProcess('sh', ['-c', command], { cwd, env })

/** `next: LINE`, and a hint or last line that is a whole line of ours, not a sentence about one. */
function proposedIn({ stdout, stderr }: Finished): string[] {
  return `${stdout}\n${stderr}`.split('\n').flatMap((line) => {
    const found = /^next: (.*)$/.exec(line) ?? /^[a-z].*?: (scopectl [^;]*)$/.exec(line)
    return found?.[1] === undefined ? [] : [found[1]]
  })
}

/** What asks for something at a terminal, or has a word to be replaced. */
const cannotRun = (line: string): boolean =>
  /^scopectl (?:init|users passwd)\b|`|\b(?:NAME|FILE|REVISION)\b|makes? |lists? /.test(line)

const asksAgain = (line: string): boolean => /--(?:explain|at|leeway)[ =]|--explain$/.test(line)

async function pasted(line: string, cwd: string, env: Record<string, string>): Promise<void> {
  // In a copy: what it writes is not for the next one.
  const copy = tempDir()
  cpSync(cwd, copy, { recursive: true })
  const { exit, stderr } = await sh(line, copy, env)
  // A time is only proposed if the token was valid then, and a leeway if it is enough.
  const again = /--(?:at|leeway)[ =]\S+$/.test(line) ? [4] : asksAgain(line) ? [3, 4] : []
  expect([0, 5, ...again], `${line}\n${stderr}`).toContain(exit)
}

/** The steps of a transcript, without those after the last one that proposes a line. */
function stepsToLastProposal(text: string): readonly Step[] {
  const lines = proposedIn({ stdout: text, stderr: '', exit: 0 }).filter((line) => !cannotRun(line))
  const end = text.lastIndexOf(lines.at(-1) ?? '')
  let from = 0
  return parseTranscript(text).steps.filter(({ command }) => {
    from = text.indexOf(`$ ${command}\n`, from) + 1
    return from < end
  })
}

describe.concurrent('each line that a transcript proposes', () => {
  const cases = readdirSync(CASES).filter((name) => {
    const text = readFileSync(join(CASES, name, 'transcript.txt'), 'utf8')
    return proposedIn({ stdout: text, stderr: '', exit: 0 }).some((line) => !cannotRun(line))
  })
  test.each(cases)('%s', async (name) => {
    const dir = tempDir()
    const home = tempDir()
    const shared = join(CASES, name, 'files')
    if (existsSync(shared))
      cpSync(join('test/fixtures', readFileSync(shared, 'utf8').trim()), dir, { recursive: true })
    cpSync(join(CASES, name), dir, { recursive: true })
    for (const ours of ['files', 'transcript.txt']) rmSync(join(dir, ours), { force: true })
    const steps = stepsToLastProposal(readFileSync(join(CASES, name, 'transcript.txt'), 'utf8'))
    let count = 0
    for (const { command } of steps) {
      const done = await sh(command, dir, plainEnv(home, bin))
      // Assignments before a command are its environment.
      const set = /^(?:\w+=(?:"[^"]*"|'[^']*'|\S*)[ ;]+)+/.exec(command)?.[0] ?? ''
      const prefix = set === '' ? '' : `export ${set.replaceAll(';', ' ')}; `
      for (const line of proposedIn(done)) {
        if (cannotRun(line)) continue
        count++
        await pasted(prefix + line, dir, plainEnv(home, bin))
      }
    }
    expect(count).toBeGreaterThan(0)
  })
})

const NOW = 1_767_268_800
const SECRET = '0123456789abcdef0123456789abcdef'
const USERS = ['bob', "o'brien", 'ann lee', '-dash', '$HOME', 'nobody-here']

const CATALOG = `
token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET_KEY, enforce: literal }
profiles:
  "the stage": { issuer: https://stage.test, key: env:STAGE_KEY }
scopes: { read: Read, write: Write, 'users:$x': Odd, root: { implies: [read] } }
roles:
  reader: { default: true, scopes: [read] }
  a+b: { scopes: [write] }
  a: { scopes: ['users:$x'] }
  b: { scopes: [write] }
routes:
  GET /items/: read
  POST /items/: write
  PUT /items/{id}: { any: ['users:$x write', root] }
  GET /me: authenticated
  GET /other/{path*}: { all: [read, { scheme: ApiKey }] }
`
const USERS_FILE = `
users:
${USERS.slice(0, -1)
  .map((name) => `  ${JSON.stringify(name)}: { roles: [b] }`)
  .join('\n')}
  off: { disabled: true }
clients: { ci-bot: { scopes: [read] } }
`

interface Situation {
  readonly place: 'here' | 'named'
  readonly profile: boolean
  readonly usersFile: boolean
  readonly at: boolean
  readonly command: 'check' | 'verify'
  readonly sub: string
  readonly scope: string
  readonly lives: 'now' | 'expired' | 'early' | 'reversed'
  readonly subject:
    | 'env'
    | 'file'
    | 'stdin'
    | 'argument'
    | 'user'
    | 'role'
    | 'roles'
    | 'scopes'
    | 'anonymous'
  readonly goal: string
}

const situations = fc.record<Situation>({
  place: fc.constantFrom('here', 'named'),
  profile: fc.boolean(),
  usersFile: fc.boolean(),
  at: fc.boolean(),
  command: fc.constantFrom('check', 'check', 'check', 'verify'),
  sub: fc.constantFrom(...USERS, 'off', 'ci-bot', 'role:a+b'),
  scope: fc.constantFrom('', 'read', 'root', 'users:$x', 'read nope'),
  lives: fc.constantFrom('now', 'expired', 'early', 'reversed'),
  subject: fc.constantFrom(
    'env',
    'file',
    'stdin',
    'argument',
    'user',
    'role',
    'roles',
    'scopes',
    'anonymous',
  ),
  goal: fc.constantFrom(
    '--route "POST /items/"',
    '--route "PUT /items/4%20\'2"',
    '--route "GET /other/x"',
    '--route "GET /me"',
    '--need write',
    '--need "read write" --need \'users:$x\'',
    "--any --need write --need 'users:$x'",
  ),
})

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

async function lineOf(situation: Situation, dir: string): Promise<string> {
  const { place, profile, usersFile, at, command, sub, scope, lives, subject, goal } = situation
  const now = at ? NOW : Math.floor(Date.now() / 1000)
  const times = {
    now: [-60, 3600],
    expired: [-7200, -3600],
    early: [30, 3600],
    reversed: [-3600, -7200],
  }[lives]
  const token = await new SignJWT({
    iss: profile ? 'https://stage.test' : 'https://idp.test',
    aud: 'api',
    sub,
    scope,
    iat: now + (times[0] ?? 0),
    exp: now + (times[1] ?? 0),
    ...(sub === 'ci-bot' ? { client_id: sub } : {}),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET))
  const write = `printf %s ${token} > ${quoted(join(dir, 'a token'))}; TOKEN=${token}; export TOKEN; `
  const flags = [
    ...(place === 'named' ? ["-c 'a b/it'\\''s $x.yaml'"] : []),
    ...(usersFile ? ["--users-file '-users.yaml'".replace(' ', '=')] : []),
    ...(profile ? ["--profile 'the stage'"] : []),
    "--env 'the env'",
    ...(at ? [`--at ${NOW}`] : []),
  ].join(' ')
  const who = {
    env: '--token env:TOKEN',
    file: "--token 'file:a token'",
    stdin: '',
    argument: '"$TOKEN"',
    user: `--user=${quoted(USERS.includes(sub) && sub !== 'nobody-here' ? sub : 'off')}`,
    role: '--role a+b',
    roles: '--role a --role b',
    scopes: `--scopes ${quoted(scope === '' || scope.includes('nope') ? 'read' : scope)}`,
    anonymous: '--anonymous',
  }[
    command === 'verify' && !['env', 'file', 'stdin', 'argument'].includes(subject)
      ? 'env'
      : subject
  ]
  const isPiped = who === ''
  const asked = command === 'verify' ? '' : goal
  return `${write}${isPiped ? 'printf %s "$TOKEN" | ' : ''}scopectl ${command} ${flags} ${who} ${asked}`
}

test('each line that is proposed in any situation', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      const dir = tempDir({
        'scopes.yaml': CATALOG,
        "a b/it's $x.yaml": CATALOG,
        'users.yaml': USERS_FILE,
        'a b/users.yaml': USERS_FILE,
        '-users.yaml': USERS_FILE,
        'the env': `SECRET_KEY=${SECRET}\nSTAGE_KEY=${SECRET}\n`,
      })
      const line = await lineOf(situation, dir)
      const env = plainEnv(dir, bin)
      const done = await sh(line, dir, env)
      expect([0, 3, 4], `${line}\n${done.stderr}`).toContain(done.exit)
      const before = line.slice(0, line.indexOf('export TOKEN; ') + 'export TOKEN; '.length)
      for (const proposed of proposedIn(done)) {
        count++
        await pasted(`${before}${proposed}`, dir, env)
      }
    }),
    { numRuns: Number(process.env['SITUATIONS'] ?? 20) },
  )
  expect(count).toBeGreaterThan(5)
})
