import { expect } from 'vitest'
import { scopectl } from '../../support/scopectl.js'
import { ask } from './cells.js'

interface World {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly status: (route: string, token?: string) => Promise<number>
}

/** Asks a server about routes, with tokens for the people of a folder's users file. */
export const asker = (origin: string, { cwd, env }: Pick<World, 'cwd' | 'env'>) => ({
  status: async (route: string, token?: string): Promise<number> =>
    (await ask(origin, { who: '', token, route })).status,
  token: async (...args: string[]): Promise<string> => {
    const made = await scopectl(['token', ...args], { cwd, env })
    expect(made.exit, made.stderr).toBe(0)
    return made.stdout.trim()
  },
})

/** The flaws of a token that is granted `items:read` for which a server does not answer what `check` does. */
export async function flawsNotAsExpected(
  name: string,
  { cwd, env, status }: World,
): Promise<string[]> {
  const args = ['token', '--user', 'bob', '--flaw', 'all', '--with-configured-key', '--json']
  const kit = await scopectl(args, { cwd, env })
  expect(kit.exit, kit.stderr).toBe(0)
  const { tokens } = JSON.parse(kit.stdout) as {
    tokens: { access_token: string; flaw: string; expected: { status: number } }[]
  }
  expect(tokens.length, name).toBeGreaterThan(9)
  const differing: string[] = []
  for (const { access_token, flaw, expected } of tokens) {
    const actual = await status('GET /items', access_token)
    if (actual !== expected.status) differing.push(`${flaw}: ${actual}, not ${expected.status}`)
  }
  console.log(`${name}: ${tokens.length - differing.length} of ${tokens.length} flaws as expected`)
  return differing
}
