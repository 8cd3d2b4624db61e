import { cpSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { helpAnswer, rootHelp } from '../../src/cli/help/index.js'
import { TOPIC_NAMES } from '../../src/cli/help/topics.js'
import { declaredCommands } from '../support/command-list.js'
import { type Finished, runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const EXAMPLES = (await declaredCommands()).flatMap(({ examples }) => examples)

/** Lines to paste in the help on topics, and in the help on everything. */
const PAGES = [
  rootHelp(ALL_COMMANDS),
  ...(await Promise.all(
    TOPIC_NAMES.map(
      async (topic) => (await helpAnswer([topic], ALL_COMMANDS, { asData: false })).text,
    ),
  )),
]
const PASTED = PAGES.flatMap((page) => page.match(/^ {2}scopectl (?!\S+ {2})[^…\n]*$/gm) ?? []).map(
  (line) => line.trim(),
)

/**
 * These ask, run until they are stopped, or need a running server: test/e2e/init-terminal and probe, test/commands/users-passwd,
 * serve-start and server-learn run them. test/commands/test-complete runs the one that exits with 5 until its answer is kept.
 */
const ELSEWHERE = [
  ...['init', 'users passwd alice', 'serve', 'serve --port 0 --json'],
  'server learn http://localhost:8000/items/ --user alice -o server.yaml',
  'server learn http://localhost:8000/items/ --role reader -o api.json',
  'probe http://localhost:8000',
  'test --complete --suggest',
  // The catalog of `init` accepts scopes as a list too.
  ...['export envoy envoy/', 'export envoy envoy/ --leeway 30s --json'],
  ...['export istio istio/', 'export istio istio/ --leeway 30s --json'],
  ...['export oathkeeper oathkeeper/', 'export oathkeeper ok/ --accept-wider --json'],
  ...['export aws aws/', 'export aws aws/ --accept-wider --json'],
]

/** What a user has from elsewhere: an API's document, tokens, a git history, a file with a secret. */
const PREPARE = `
git init -q -b main . && git config user.name x && git config user.email x@example.test
scopectl init --yes
git add -A && git commit -qm 1 && git tag v1.0
scopectl export openapi -o openapi.json && cp openapi.json api.yaml
printf '{ "openapi": "3.0.1", "paths": { "/a": { "get": { "security": [{ "jwt": ["a"] }] } } }, "components": { "securitySchemes": { "jwt": { "x-amazon-apigateway-authorizer": {} } } } }' > gateway.yaml
printf 'resourceServers: [{ identifier: https://api.example.com, scopes: [{ value: read }] }]\\n' > tenant.yaml
printf '{ "realm": "acme", "roles": { "client": { "items-api": [{ "name": "editor" }] } } }' > realm-export.json
printf '{"permissions":{"a":{"schemes":{"DelegatedWork":{},"Application":{}},"pathSets":[{"schemeKeys":["DelegatedWork","Application"],"methods":["GET"],"paths":{"/imported":""}}]}}}' > graph.json
printf '// the app\\n{"api":{"oauth2PermissionScopes":[{"value":"a"}]}}' > manifest.json
scopectl matrix --format csv > matrix.csv
scopectl token --user alice > sample.txt
scopectl keys rotate
scopectl keys jwks > jwks.json
printf '{"method":"GET","path":"/items/","user":"alice","status":200}\\n' > access.log
printf 'correct horse battery staple' > secret.txt
git add -A && git commit -qm 2
`

/** What must not exist yet, for examples that create it. */
const BEFORE: readonly (readonly [example: RegExp, line: string])[] = [
  [/^init /, 'rm scopes.yaml users.yaml scopes.test.yaml access.lock'],
  [/-o openapi\.json$/, 'rm openapi.json'],
  // The catalog of `init` is for another audience: such a tenant gets a catalog of its own.
  [/^import auth0 .* -o scopes\.yaml$/, 'rm scopes.yaml'],
  [/^keys new$/, 'rm -r .scopectl'],
]

const path = wrapperDir()
let prepared = ''

const shell = (line: string, cwd: string): Promise<Finished> =>
  runProcess('sh', ['-c', line], { cwd, env: plainEnv(cwd, path) })

beforeAll(async () => {
  prepared = tempDir()
  const { exit, stderr } = await shell(`set -e${PREPARE}`, prepared)
  expect(exit, stderr).toBe(0)
})

/** The variables of the examples: a token, and the id of a key that signs no more. */
const VARIABLES = `
TOKEN=$(cat sample.txt); T=$TOKEN; export TOKEN T
KID=$(scopectl decode --json < sample.txt | sed -n 's/.*"kid": *"\\([^"]*\\)".*/\\1/p' | head -n 1)
`

async function run(example: string, cwd: string): Promise<Finished> {
  cpSync(prepared, cwd, { recursive: true })
  const before = BEFORE.filter(([pattern]) => pattern.test(example)).map(([, line]) => line)
  const line = example.startsWith('scopectl') ? example : `scopectl ${example}`
  return await shell([VARIABLES, ...before, line].join('\n'), cwd)
}

/** A denial is the answer that such a line explains. */
const expectedOf = (line: string): number =>
  / --explain$/.test(line) && /check/.test(line) ? 4 : 0

describe('after init, what help shows works', () => {
  test.each([...EXAMPLES, ...PASTED].filter((example) => !ELSEWHERE.includes(example)))(
    '%s',
    async (example) => {
      const local = 'http://localhost:8000'
      const line = example.replace(`${local}/openapi.json`, await documentServer())
      const { exit, stdout, stderr } = await run(line, tempDir())
      expect(exit, stdout + stderr).toBe(expectedOf(line))
    },
  )

  test('examples that are run elsewhere exist, and topics have lines to paste', () => {
    expect(EXAMPLES).toEqual(expect.arrayContaining(ELSEWHERE))
    expect(PASTED.length).toBeGreaterThan(2)
  })
})

/** An API that serves its document, for the examples with its address. */
async function documentServer(): Promise<string> {
  const document = readFileSync(join(prepared, 'openapi.json'))
  const server = createServer((_request, response) => void response.end(document))
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`
}
