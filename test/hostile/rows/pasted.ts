import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { expect } from 'vitest'
import type { Finished } from '../../support/run-process.js'
import { plainEnv, wrapperDir } from '../../support/scopectl.js'
import type { Case, Row } from '../row.js'
import { catalogOf } from '../world.js'

const NAMES = [
  '$(touch x)',
  '`touch x`',
  'a; touch x',
  'a" "b',
  "o'brien",
  "a' ; touch x ; '",
  '-x',
  '--help',
  'a b',
  '~',
  '*',
  '=ls',
  '!!',
  '\\',
  '#x',
]
const world = (name: string): Record<string, string> => ({
  'scopes.yaml': catalogOf('token: { issuer: http://localhost:8000, audience: items-api }').replace(
    'viewer:',
    `${JSON.stringify(name)}: { scopes: [read] }, viewer:`,
  ),
  'users.yaml': `users:\n  ${JSON.stringify(name)}: { roles: [${JSON.stringify(name)}] }\n`,
})
/** The line that is suggested is run by a real shell: it is about the same user, and runs nothing else. */
function pasted({ stdout, stderr }: Finished, cwd: string): void {
  const line = /^next: (scopectl .*)$/m.exec(`${stdout}${stderr}`)?.[1]
  expect(line).toBeDefined()
  const before = readdirSync(cwd).sort()
  const env = plainEnv(cwd, wrapperDir())
  const ran = spawnSync('sh', ['-c', String(line)], { cwd, env, encoding: 'utf8' })
  expect([line, ran.status, ran.stderr]).toEqual([line, 4, expect.not.stringContaining('error[')])
  expect(readdirSync(cwd).sort()).toEqual(before)
}
const denied = (name: string): Case => ({
  what: `a suggested line about ${name}`,
  args: ['check', `--user=${name}`, '--need', 'write'],
  files: world(name),
  exit: 4,
  after: pasted,
})
/** Completes `scopectl can --role ` as bash does, and prints what each candidate is as a word of a line that is run. */
const COMPLETE = `source <(scopectl completion bash)
COMP_LINE='scopectl can --role ' COMP_POINT=20 COMP_WORDS=(scopectl can --role '') COMP_CWORD=3
_scopectl
for word in "\${COMPREPLY[@]}"; do eval "printf '%s\\n' $word"; done`
const completed = (name: string): Case => ({
  what: `completion of ${name}`,
  args: ['completion', 'bash', 'scopectl can --role '],
  files: world(name),
  exit: 0,
  after(_done, cwd) {
    const before = readdirSync(cwd).sort()
    const env = plainEnv(cwd, wrapperDir())
    const { stdout } = spawnSync('bash', ['-c', COMPLETE], { cwd, env, encoding: 'utf8' })
    expect(stdout.split('\n').sort()).toEqual(['', name, 'editor', 'viewer'].sort())
    expect(readdirSync(cwd).sort()).toEqual(before)
  },
})

export const PASTED_ROWS: readonly Row[] = [
  {
    id: 'TERM8',
    input:
      'names with `$( )`, quotes, spaces or a leading `-` in lines that are printed to be pasted, and in completion',
    behaviour: 'quoted for the shell; completion never evaluates a name',
    rule: 'CWE-78',
    cases: [...NAMES.map(denied), ...NAMES.map(completed)],
    controls: [{ ...completed('plain'), what: 'a plain name' }],
  },
]
