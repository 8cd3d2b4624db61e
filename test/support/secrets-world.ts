import { expect } from 'vitest'
import { scopectlHere } from './in-process.js'
import { tempDir } from './temp-dir.js'

export const SECRET = 'hunter2'
export const CATALOG = `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, "token:read": Read tokens }
roles: { editor: { scopes: [read] }, boss: { scopes: [read], when: { level: 8, x: true } } }
routes: { GET /: read }
`
const COMMANDS = [
  'lint',
  'lint --json',
  'lint --format github',
  'can --user alice',
  'can --user alice --json -v',
  'matrix --by user',
  'lock',
]

/** Runs the commands on a file: each finds something wrong, and none shows the secret. */
export async function expectHidden(
  files: Readonly<Record<string, string>>,
  secret = SECRET,
  commands: readonly string[] = COMMANDS,
): Promise<string> {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, ...files })
  const said: string[] = []
  for (const line of commands) {
    const { stdout, stderr, exit } = await scopectlHere(line.split(' '), { cwd })
    expect(exit, `${line}: ${stdout}${stderr}`).toBe(2)
    expect(stdout + stderr, line).not.toContain(secret)
    said.push(stdout + stderr)
  }
  return said.join('')
}
