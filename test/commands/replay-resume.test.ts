import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { call, FILES, ndjson, SECRET } from '../support/replay-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// An invalid line ends a run with 2 and leaves the state, so no process is killed at the right moment.

const CALLERS = [
  { role: 'editor' },
  { scopes: 'read' },
  { user: 'alice' },
  { claims: { scope: 'write spare', azp: 'b' } },
]
const PATHS = ['/items/', '/items/7', '/exports', '/none/1', '/me']
const HALF = 100
/** `POST /exports` has more calls than `POST /none/{id}` in the first half, but comes later; in the end, they are equal. */
function pathOf(i: number): string {
  const at = i % HALF
  if (at >= 10 && i % 10 === (i < HALF ? 3 : 7)) return i < HALF ? '/exports' : '/none/1'
  return PATHS[i % 5] ?? ''
}
const lines = Array.from({ length: 200 }, (_, i) =>
  JSON.stringify({
    method: ['GET', 'POST'][i % 2],
    path: pathOf(i),
    ...CALLERS[i % 4],
    client: `c${i % 3}`,
    status: [200, 403, 404][i % 3],
    time: 1_800_000_000 + i,
  }),
)
const world = () =>
  tempDir({
    ...FILES,
    'first.ndjson': `${lines.slice(0, HALF).join('\n')}\n`,
    'log.ndjson': `${lines.join('\n')}\n[]\n`,
  })
const replay = (cwd: string, ...args: string[]) =>
  scopectl(['replay', '--json', ...args], { cwd, env: { KEY: SECRET } })

/** The state of a run that ended after the first half of the log. */
async function interrupted(cwd: string, log = 'log.ndjson'): Promise<void> {
  writeFileSync(join(cwd, 'half.ndjson'), `${lines.slice(0, HALF).join('\n')}\n[]\n`)
  await replay(cwd, 'half.ndjson', '--resume', 'half.state')
  await replay(cwd, log, '--resume', 'state')
  const half = JSON.parse(readFileSync(join(cwd, 'half.state'), 'utf8'))
  const whole = JSON.parse(readFileSync(join(cwd, 'state'), 'utf8'))
  const text = JSON.stringify(half.state.tally).replaceAll('half.ndjson', log)
  const state = { done: 0, line: HALF, invalid: 0, problems: [], tally: JSON.parse(text) }
  writeFileSync(join(cwd, 'state'), JSON.stringify({ ...whole, state }))
}

test.each(['log.ndjson', 'log.ndjson.gz'])('a run goes on from where it was: %s', async (log) => {
  const cwd = world()
  writeFileSync(join(cwd, 'log.ndjson.gz'), gzipSync(readFileSync(join(cwd, 'log.ndjson'))))
  await interrupted(cwd, log)
  const resumed = await replay(cwd, log, '--resume', 'state', '--skip-invalid')
  const direct = await replay(cwd, log, '--skip-invalid')
  expect(resumed.exit).toBe(0)
  expect(resumed.stdout).toBe(direct.stdout)
  expect(JSON.parse(direct.stdout).counts).toMatchObject({ lines: 200, skipped: 1 })
  expect(existsSync(join(cwd, 'state'))).toBe(false)
})

test('what was counted is not counted again', async () => {
  const cwd = world()
  const run = await replay(cwd, 'first.ndjson', 'log.ndjson', '--resume', 'state')
  expect([run.exit, existsSync(join(cwd, 'state'))]).toEqual([2, true])
  const resumed = await replay(
    cwd,
    'first.ndjson',
    'log.ndjson',
    '--resume',
    'state',
    '--skip-invalid',
  )
  expect(JSON.parse(resumed.stdout)).toMatchObject({
    counts: { lines: 300, skipped: 1 },
    logs: ['first.ndjson', 'log.ndjson'],
  })
})

test.each([
  ['files', 'scopes.yaml', 'the catalog'],
  ['files', 'users.yaml', 'the catalog'],
  ['logs', 'log.ndjson', 'other logs'],
  ['form', 'state', 'not the state'],
])('refused if something has changed: %s of %s', async (_why, file, says) => {
  const cwd = world()
  await replay(cwd, 'log.ndjson', '--resume', 'state')
  const text = readFileSync(join(cwd, file), 'utf8')
  writeFileSync(
    join(cwd, file),
    file === 'state' ? '{}' : `${text}${file.endsWith('yaml') ? '# x\n' : '\n'}`,
  )
  const { exit, stdout } = await replay(cwd, 'log.ndjson', '--resume', 'state')
  expect(exit).toBe(2)
  expect(JSON.parse(stdout).problem).toMatchObject({
    code: 'replay-resume',
    message: expect.stringContaining(says),
  })
})

test('refused with other flags, and for stdin', async () => {
  const cwd = world()
  await replay(cwd, 'log.ndjson', '--resume', 'state')
  const other = await replay(cwd, 'log.ndjson', '--resume', 'state', '--field', 'client=azp')
  expect(JSON.parse(other.stdout).problem.message).toContain('other flags')
  const stdin = await scopectl(['replay', '-', '--resume', 'x'], {
    cwd,
    env: { KEY: SECRET },
    input: ndjson([call()]),
  })
  expect([stdin.exit, stdin.stderr]).toEqual([2, expect.stringContaining('logs in files')])
})
