import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'

// Every command and flag of the contract that is built stands in `--help`: nothing is there for insiders only.

const GLOBALS =
  '-c --catalog --users-file --profile --env --at --leeway --format --json -q -v --no-color --no-input'
const TOKEN = 'TOKEN --token'
const NAMED = '--user --client --role'
const SUBJECT = `${TOKEN} ${NAMED} --scopes --anonymous`
const GOAL = '--need --any --route'
const KEYING = '--key --algorithm --issuer --audience'

const FLAGS: Readonly<Record<string, string>> = {
  init: '--yes --force',
  token: `${NAMED} --scope --downscope --lifetime --audience --claim --flaw --with-configured-key`,
  decode: `${TOKEN} ${GOAL}`,
  verify: `${TOKEN} ${KEYING}`,
  check: `${SUBJECT} ${GOAL} ${KEYING} --expect --at-most --explain --challenge --batch`,
  can: SUBJECT,
  'who-can': 'ROUTE --need --any',
  lint: '--explain --deny-warnings',
  'keys new': '-o --algorithm',
  'keys list': '',
  'keys rotate': '',
  'keys remove': 'KID',
  'keys jwks': '',
}

test('the list of commands', async () => {
  const { stdout } = await scopectl(['--help'])
  for (const name of Object.keys(FLAGS)) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
})

describe.concurrent('the flags of each command, and two examples', () => {
  test.each(Object.entries(FLAGS))('%s', async (name, flags) => {
    const { stdout, exit } = await scopectl([...name.split(' '), '--help'])
    expect(exit).toBe(0)
    for (const flag of `${flags} ${GLOBALS}`.split(' ').filter(Boolean)) {
      expect(stdout, flag).toMatch(new RegExp(`(?<![\\w-])${flag}(?![\\w-])`))
    }
    const examples = stdout.split('Examples:\n')[1] ?? ''
    expect(examples.trim().split('\n')).toHaveLength(2)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

test.each(['exit-codes', 'files', 'tokens', 'requirements', 'environment'])(
  'help %s',
  async (topic) => {
    const { stdout, exit } = await scopectl(['help', topic])
    expect(exit).toBe(0)
    expect(stdout.length).toBeGreaterThan(200)
  },
)
