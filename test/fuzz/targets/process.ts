import fc from 'fast-check'
import { expect } from 'vitest'
import { scopectlHere } from '../../support/in-process.js'
import type { Finished } from '../../support/run-process.js'
import { scopectl } from '../../support/scopectl.js'
import { expectSound } from '../ask.js'
import { edited } from '../edits.js'
import { CATALOGS, ENV, placeFor, USERS } from '../place.js'
import { target } from '../target.js'

interface Input {
  readonly catalog: string
  readonly users: string
  readonly args: string
}
const place = placeFor({})
const LINES = [
  'lint',
  'can --user alice',
  'matrix --json',
  'token --user alice --claim a=b',
  'check --role viewer --need read',
  'users list',
  'diff ./scopes.yaml',
]

const printed = ({ stdout, stderr }: Finished) => ({ stdout, stderr })

/** The built program as a process of its own exits and prints like the source in this process. */
export const child = target<Input>({
  name: 'process',
  inputs: fc.oneof(
    fc.record({
      catalog: edited(CATALOGS),
      users: fc.constant(USERS),
      args: fc.constantFrom(...LINES),
    }),
    fc.record({
      catalog: fc.constantFrom(...CATALOGS),
      users: edited([USERS]),
      args: fc.constantFrom(...LINES),
    }),
    fc.record({
      catalog: fc.constantFrom(...CATALOGS),
      users: fc.constant(USERS),
      args: edited(LINES, ['--json', '-q', '--', '-c', '-']),
    }),
  ),
  controls: [{ catalog: CATALOGS[0] ?? '', users: USERS, args: 'can --user alice' }],
  async check({ catalog, users, args }) {
    const cwd = place({ 'scopes.yaml': catalog, 'users.yaml': users })
    // No argument of a process contains U+0000, and these write or wait.
    const words = args.replaceAll('\0', '').split(' ')
    if (/^(?:init|serve|keys|lock|import|export)$/.test(words[0] ?? '') || args.includes('-o'))
      return 'refused'
    const at = ['--at', '2027-01-15T08:00:00Z']
    const done = await scopectl([...words, ...at], { cwd, env: ENV })
    expectSound(words, done)
    const here = await scopectlHere([...words, ...at], { cwd, env: ENV })
    expect(done.exit).toBe(here.exit)
    // Each token has an id of its own.
    if (words[0] !== 'token') expect(printed(done)).toEqual(printed(here))
    return done.exit === 0 ? 'accepted' : 'refused'
  },
})
