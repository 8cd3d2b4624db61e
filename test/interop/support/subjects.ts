import { expect } from 'vitest'
import { scopectl } from '../../support/scopectl.js'
import { type Cell, inTurns, type Place } from './cells.js'

/** The subjects: each user, client and role of the tutorial. */
const SUBJECTS: readonly (readonly [string, string])[] = [
  ['--user', 'alice'],
  ['--user', 'bob'],
  ['--client', 'ci-bot'],
  ...['reader', 'editor', 'support', 'cashier', 'admin'].map((role) => ['--role', role] as const),
]
/** Every `sub` that they have. */
export const SUBS = SUBJECTS.map(([flag, name]) => (flag === '--role' ? `role:${name}` : name))

export interface Asker {
  readonly who: string
  readonly token: string | undefined
}

/** A valid token and every flawed one for each subject, signed with the configured key; and no token. */
export async function askers(place: Place): Promise<Asker[]> {
  const each = await inTurns(SUBJECTS, 4, async ([flag, name]) => {
    const who = `${flag.slice(2)} ${name}`
    const good = await scopectl(['token', flag, name], place)
    expect(good.exit, good.stderr).toBe(0)
    const args = ['token', flag, name, '--flaw', 'all', '--with-configured-key', '--json']
    const kit = await scopectl(args, place)
    expect(kit.exit, kit.stderr).toBe(0)
    const { tokens } = JSON.parse(kit.stdout) as {
      tokens: { access_token: string; flaw: string }[]
    }
    const flawed = tokens.map(({ access_token: token, flaw }) => {
      // Without a token it would be the cell of an anonymous caller, and agree for the wrong reason.
      expect(token.split('.')).toHaveLength(3)
      return { who: `${who}, ${flaw}`, token }
    })
    return [{ who, token: good.stdout.trim() }, ...flawed]
  })
  return [{ who: 'nobody', token: undefined }, ...each.flat()]
}

export const cellsOf = (all: readonly Asker[], routes: readonly string[]): Cell[] =>
  all.flatMap((asker) => routes.map((route) => ({ ...asker, route })))
