import { spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Shell } from '../../src/core/command-line/answer.js'
import { converseWith } from '../support/conversation.js'
import { wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Real shells on a real terminal: the script is loaded as the help says, a line is typed up to a tab, and the shell itself
// prints the words that it would have run.

const CATALOG = `scopes: { users:read: View users, users:write: Change users, other: Other }
roles: { editor: { scopes: [users:read] }, "it's $HOME": { scopes: [other] } }
routes: { "GET /users/{id}": users:read, "POST /users/": users:write }
profiles: { staging: { issuer: https://staging.example.com } }
`
const USERS = `users: { bob: {}, 'ann "x" $HOME': { roles: [editor] } }
`
/** It does not load: a role that is not used here refers to an undefined scope. */
const BROKEN = CATALOG.replace('roles: {', 'roles: { broken: { scopes: [nope] },')
const CTRL_A = '\u0001'
const TAB = '\t'

const START = {
  bash: ['--norc', '--noprofile', '-i'],
  zsh: ['-f', '-i'],
  fish: ['--no-config', '-i', '-C', "function fish_prompt; echo '$ '; end"],
} as const satisfies Record<Shell, readonly string[]>

const LOAD = {
  bash: 'source <(scopectl completion bash)',
  zsh: 'autoload -U compinit && compinit -u -D && source <(scopectl completion zsh)',
  fish: 'scopectl completion fish | source',
} as const satisfies Record<Shell, string>

const isInstalled = (shell: Shell): boolean => spawnSync(shell, ['--version']).status === 0

/** The words of the line that a shell makes of keys; each in angle brackets. */
async function words(shell: Shell, keys: string, catalog = CATALOG): Promise<string> {
  const dir = tempDir({ 'scopes.yaml': catalog, 'users.yaml': USERS })
  const PATH = [wrapperDir(), process.env['PATH']].join(delimiter)
  const terminal = converseWith(shell, START[shell], dir, { PATH, PS1: '$ ', PROMPT: '$ ' })
  await terminal.answer(/[$>%] $/m, `${LOAD[shell]}; echo load''ed\r`)
  await terminal.answer(/loaded\r?\n/, keys, TAB)
  await terminal.answer(/(?:)/, CTRL_A, `printf '<%s>' `, '\r')
  await terminal.answer(/<scopectl>.*>.*\$\s*$/s, 'exit\r')
  const { shown } = await terminal.end()
  return /^.*?(<scopectl>.*>)/m.exec(shown.slice(shown.lastIndexOf('<scopectl>') - 1))?.[1] ?? shown
}

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  describe.skipIf(!isInstalled(shell))(`completes in a real ${shell}`, () => {
    test.each([
      ['a command', 'scopectl che', '<scopectl><check>'],
      ['the second word of a command', 'scopectl keys ro', '<scopectl><keys><rotate>'],
      ['a flag', 'scopectl check --ne', '<scopectl><check><--need>'],
      ['a choice', 'scopectl matrix --by cl', '<scopectl><matrix><--by><client>'],
      [
        'a scope with a colon',
        'scopectl check --need users:w',
        '<scopectl><check><--need><users:write>',
      ],
      [
        'a value behind =',
        'scopectl check --need=users:w',
        '<scopectl><check><--need=users:write>',
      ],
      [
        'a route in quotes',
        'scopectl check --route "GET /us',
        '<scopectl><check><--route><GET /users/{id}>',
      ],
      [
        'a route without quotes',
        'scopectl check --route POST',
        '<scopectl><check><--route><POST /users/>',
      ],
      [
        'a name that a shell would change',
        'scopectl can --role it',
        "<scopectl><can><--role><it's $HOME>",
      ],
      [
        'a name with spaces and quotes',
        'scopectl check --user ann',
        '<scopectl><check><--user><ann "x" $HOME>',
      ],
      [
        'the same in quotes',
        `scopectl check --user 'ann "`,
        '<scopectl><check><--user><ann "x" $HOME>',
      ],
      ['a profile', 'scopectl lint --profile st', '<scopectl><lint><--profile><staging>'],
      ['what graph draws', 'scopectl graph --format mer', '<scopectl><graph><--format><mermaid>'],
      ['a file where no word fits', 'scopectl check -c scop', '<scopectl><check><-c><scopes.yaml>'],
    ])('%s', async (_, keys, expected) => {
      expect(await words(shell, keys)).toBe(expected)
    })

    test('names of a catalog that has a mistake', async () => {
      expect(await words(shell, 'scopectl check --need users:w', BROKEN)).toBe(
        '<scopectl><check><--need><users:write>',
      )
    })
  })
})
