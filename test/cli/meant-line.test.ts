import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// What people type first, and the suggested line, which must work when pasted.

const WORLD = {
  'scopes.yaml': readFileSync('scopes.yaml', 'utf8'),
  'users.yaml': readFileSync('users.yaml', 'utf8'),
  'api.json':
    '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"responses":{}}}},"components":{"securitySchemes":{"o":{"type":"http","scheme":"bearer"}}}}',
}

const GUESSES: readonly (readonly [typed: string, line: string])[] = [
  ['can bob', 'scopectl can --user bob'],
  ['can --as bob', 'scopectl can --user bob'],
  ['can alice write', 'scopectl check --user alice --need write'],
  ['token alice', 'scopectl token --user alice'],
  ['token --for alice', 'scopectl token --user alice'],
  ['token -u alice', 'scopectl token --user alice'],
  ['token bob --scopes read', 'scopectl token --scope read --user bob'],
  ['token --user alice --ttl 300', 'scopectl token --user alice --lifetime 300s'],
  ['token --user alice --exp 5m', 'scopectl token --user alice --lifetime 5m'],
  ['token --user alice --expires=5m', 'scopectl token --user alice --lifetime 5m'],
  ['check alice write', 'scopectl check --user alice --need write'],
  ['check bob --need write', 'scopectl check --need write --user bob'],
  ['check bob', 'scopectl can --user bob'],
  ['check --user bob', 'scopectl can --user bob'],
  ['check bob users:read', 'scopectl check --user bob --need users:read'],
  ['check write --user bob', 'scopectl check --user bob --need write'],
  ['check --role editor write', 'scopectl check --role editor --need write'],
  ['check -u bob -n write', 'scopectl check --user bob --need write'],
  ['check --user bob --scope write', 'scopectl check --user bob --need write'],
  ['check --user bob "POST /items/"', 'scopectl check --user bob --route "POST /items/"'],
  ['check --user bob POST /items/', 'scopectl check --user bob --route "POST /items/"'],
  ['check --user bob --route /items/', 'scopectl check --user bob --route "GET /items/"'],
  ['check --user bob --path /items/', 'scopectl check --user bob --route "GET /items/"'],
  ['check --user bob -X POST --path /items/', 'scopectl check --user bob --route "POST /items/"'],
  ['check "GET /items/"', 'scopectl who-can --route "GET /items/"'],
  ['who-can write', 'scopectl who-can --need write'],
  ['who-can bob', 'scopectl can --user bob'],
  ['who-can editor', 'scopectl can --role editor'],
  ['who-can read write', 'scopectl who-can --need "read write"'],
  ['who-can POST /items/', 'scopectl who-can "POST /items/"'],
  ['verify alice', 'scopectl token --user alice | scopectl verify'],
  ['verify --user alice', 'scopectl token --user alice | scopectl verify'],
  ['decode alice', 'scopectl token --user alice | scopectl decode'],
  ['matrix bob', 'scopectl can --user bob'],
  ['lint scopes.yaml', 'scopectl lint -c scopes.yaml'],
  ['lock check', 'scopectl lock --check'],
  ['routes', 'scopectl matrix'],
  ['roles', 'scopectl matrix --by role'],
  ['roles --help', 'scopectl matrix --by role'],
  ['--help role', 'scopectl matrix --by role'],
  ['import api.json -h', 'scopectl import openapi api.json'],
  ['keys ls --json -h', 'scopectl keys list --json'],
  ['keys new --out key.json', 'scopectl keys new --output key.json'],
  ['keys new --file key.json', 'scopectl keys new --output key.json'],
  ['keys new -f key.json', 'scopectl keys new --output key.json'],
  ['users convert --outfile u.csv', 'scopectl users convert --output u.csv'],
  ['matrix --out m.txt', 'scopectl matrix > m.txt'],
  ['graph --out g.svg', 'scopectl graph --output g.svg'],
  ['graph --out g.txt', 'scopectl graph > g.txt'],
  ['scopes --json', 'scopectl matrix --json --by scope'],
  ['list', 'scopectl matrix'],
  ['report', 'scopectl matrix'],
  ['man', 'scopectl help'],
  ['version', 'scopectl --version'],
  ['keys add', 'scopectl keys new'],
  ['mint alice', 'scopectl token --user alice'],
  ['login alice --ttl 5m', 'scopectl token --lifetime 5m --user alice'],
  ['explain bob "GET /items/"', 'scopectl check --explain --user bob --route "GET /items/"'],
  ['import api.json', 'scopectl import openapi api.json'],
]

const bin = wrapperDir()
function shell(line: string) {
  const cwd = tempDir(WORLD)
  const env = plainEnv(cwd, bin)
  return runProcess('bash', ['-c', `set -o pipefail; ${line}`], { cwd, env, input: undefined })
}

/** The words of a line as a shell reads them: none of the lines below has other quotes. */
const wordsOf = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''))

/** If the line has too little information, the answer has placeholders, or needs a key first. */
const PLACES: readonly (readonly [typed: string, line: string])[] = [
  ['jwks', 'scopectl keys jwks'],
  ['whoami', 'scopectl decode env:TOKEN'],
  ['whoami -h', 'scopectl decode env:TOKEN'],
  ['login', 'scopectl token --user NAME'],
  ['explain', 'scopectl check --user NAME --route "METHOD /path" --explain'],
]

describe.concurrent('a line with a clear meaning is answered with the line to type', () => {
  test.each([...GUESSES, ...PLACES])('%s', async (typed, line) => {
    const { exit, stdout, stderr } = await scopectlHere(wordsOf(typed), { cwd: tempDir(WORLD) })
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: typed.includes('--json') ? stdout : '' })
    const hint = typed.includes('--json') ? JSON.parse(stdout).problem.hint : stderr
    expect(hint).toContain(`try: ${line}`)
  })
  test.each(GUESSES)('the line for "%s" runs', async (_typed, line) => {
    const setUp = line.startsWith('scopectl lock') ? 'scopectl lock >/dev/null 2>&1; ' : ''
    const { exit } = await shell(`${setUp}${line}`)
    expect([0, 3, 4, 5]).toContain(exit)
  })
})

describe.concurrent('nothing is guessed', () => {
  test.each([
    ['an argument that may be a secret', ['check', 'a', 'eyJhbGciOiJIUzI1NiJ9.e30.xx']],
    ['a word that may be one more scope', ['check', '--need', 'read', 'write']],
    ['a word that is neither a scope nor a subject', ['who-can', 'invoices']],
    ['two words, of which one is not a scope', ['check', 'alice', 'wirte']],
    ['a flag that does not exist in any tool', ['check', '--user', 'bob', '--flurb', 'x']],
    ['a secret behind a flag of another tool', ['check', '--secret', 'hunter2', '--need', 'read']],
  ])('for %s', async (_what, args) => {
    const { exit, stderr } = await scopectl(args, { cwd: tempDir(WORLD) })
    expect(exit).toBe(2)
    expect(stderr).not.toMatch(/try: |hunter2/)
  })
  test('for an unset variable, which is reported as such', async () => {
    const { exit, stderr } = await shell('scopectl check --need read "$UNSET"')
    expect(exit).toBe(2)
    expect(stderr).toContain('is a variable unset?')
  })
})
