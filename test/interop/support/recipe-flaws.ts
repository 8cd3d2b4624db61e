import { expect } from 'vitest'
import { scopectl } from '../../support/scopectl.js'

interface World {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly status: (route: string, token?: string) => Promise<number>
}

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
