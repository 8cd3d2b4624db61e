import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Format } from '../../src/report/formats.js'
import { COMMAND_FORMATS, PRINTED, printing } from '../support/printing-world.js'
import { STACK } from '../support/raw-output.js'
import { type CallOptions, plainEnv } from '../support/scopectl.js'

// What every command does when a stream cannot be written or was closed: the commands and their formats are those of the table.

/** What is behind a stream, in shell; `$gone` is a pipe whose reader has ended. */
const BEHIND = {
  'full stdout': '1>/dev/full',
  'full stderr': '2>/dev/full',
  'full stdout and stderr': '1>/dev/full 2>/dev/full',
  'stdout without a reader': '1>&"$gone"',
  'stderr without a reader': '2>&"$gone"',
  'closed stdout': '1>&-',
  'closed stderr': '2>&-',
  'closed stdin': '0>&-',
  'all closed': '0>&- 1>&- 2>&-',
} as const
type Behind = keyof typeof BEHIND

/** Opened for both ways first, since opening a pipe only for writing would wait for a reader. */
const SCRIPT = (
  redirections: string,
) => `mkfifo gone.pipe && exec {both}<>gone.pipe {gone}>gone.pipe {both}>&-
"$@" >out.txt 2>err.txt <in.txt ${redirections}
echo $? >exit.txt`

interface Done {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

async function run(
  args: readonly string[],
  { cwd, env, input = '' }: CallOptions & { cwd: string },
  redirections: string,
): Promise<Done> {
  const script = `printf %s "$INPUT" >in.txt; ${SCRIPT(redirections)}`
  const words = ['-c', script, 'bash', process.execPath, resolve('bin/scopectl.js'), ...args]
  const all = { ...plainEnv(cwd), ...env, INPUT: input }
  await new Promise<void>((done, failed) =>
    execFile('bash', words, { cwd, env: all }, (error) => (error ? failed(error) : done())),
  )
  const text = (name: string) => readFileSync(`${cwd}/${name}`, 'utf8')
  return { exit: Number(text('exit.txt')), stdout: text('out.txt'), stderr: text('err.txt') }
}

const asked = (name: string, format: Format, redirections: string): Promise<Done> => {
  const { args, options } = printing(name, format)
  return run(args, options, redirections)
}
/** Keys, tokens and times differ from run to run. */
const shapeOf = (text: string) => {
  const lines = text.split('\n')
  return { lines: lines.length, same: lines.filter((line) => !/\d/.test(line)) }
}

const LOST =
  /^error\[output-lost\]: the answer could not be written to stdout: no space left on the device$/m

function expectNoBug({ exit, stdout, stderr }: Done): void {
  const said = `${stdout}${stderr}`
  expect([0, 2, 3, 4, 5], said).toContain(exit)
  expect(said).not.toContain('scopectl itself failed')
  expect(said).not.toMatch(STACK)
}

function expectRight(behind: Behind, done: Done, usual: Done): void {
  expectNoBug(done)
  if (behind.startsWith('full stdout')) {
    // Never 0: nobody has got the answer.
    expect(done.exit).toBe(2)
    if (behind === 'full stdout') expect(done.stderr).toMatch(LOST)
    return
  }
  expect(done.exit).toBe(usual.exit)
  if (/all|stdout/.test(behind)) expect(done.stdout).toBe('')
  else expect(shapeOf(done.stdout)).toEqual(shapeOf(usual.stdout))
  if (/all|stderr/.test(behind)) expect(done.stderr).toBe('')
  else expect(shapeOf(done.stderr)).toEqual(shapeOf(usual.stderr))
}

describe.skipIf(!existsSync('/dev/full')).concurrent('a full disk behind stdout', () => {
  test.each(PRINTED)('%s --format %s', async (name, format) => {
    const done = await asked(name, format, BEHIND['full stdout'])
    expectNoBug(done)
    expect(done).toMatchObject({ exit: 2, stderr: expect.stringMatching(LOST) })
  })
})

/** One format each, so that all of them occur. */
const ONE_EACH = COMMAND_FORMATS.filter(({ name }) => name !== 'serve').map(
  ({ name, own }, i): readonly [string, Format] => [name, own[i % own.length] as Format],
)

describe.skipIf(!existsSync('/dev/full')).concurrent.each(ONE_EACH)(
  '%s --format %s',
  (name, format) => {
    const usual = asked(name, format, '')
    test.each((Object.keys(BEHIND) as Behind[]).filter((each) => each !== 'full stdout'))(
      '%s',
      async (behind) => {
        // Without stdin, the password is missing.
        const isMissing = name === 'users passwd' && /stdin|all/.test(behind)
        const done = await asked(name, format, BEHIND[behind])
        if (isMissing) {
          expectNoBug(done)
          return expect(done.exit).toBe(2)
        }
        expectRight(behind, done, await usual)
      },
    )
  },
)
