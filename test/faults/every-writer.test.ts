import { expect, test } from 'vitest'
import { declaredCommands } from '../support/command-list.js'
import { WRITERS } from '../support/writers.js'

/** These write no file of the user: nothing, or to the server that they ask. */
const READERS = [
  ...['can', 'check', 'completion', 'decode', 'diff', 'drift', 'keys jwks', 'keys list', 'lint'],
  ...['prove', 'serve', 'users list', 'verify', 'who-can'],
]
/** They need a server: network-writers.test.ts. */
const WITH_SERVER = ['probe', 'server learn']

test('each command that writes is among those that run on full disks, and each other one is listed', async () => {
  const names = (await declaredCommands()).map(({ name }) => name)
  const lines = Object.values(WRITERS).map(({ args }) => args.join(' '))
  const written = names.filter((name) => lines.some((line) => `${line} `.startsWith(`${name} `)))
  expect([...written, ...READERS, ...WITH_SERVER].sort()).toEqual([...names].sort())
})

test('so is each command with -o', async () => {
  const all = await declaredCommands()
  const withOutput = all.filter(({ options }) => options.some(({ short }) => short === '-o'))
  const tested = Object.values(WRITERS)
    .filter(({ args }) => args.includes('-o'))
    .map(({ args }) => args.join(' '))
  const missing = withOutput
    .map(({ name }) => name)
    .filter((name) => !tested.some((line) => line.startsWith(`${name} `)))
  expect(missing).toEqual(WITH_SERVER.filter((name) => missing.includes(name)))
})
