import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import type { Outside } from '../../src/cli/outside.js'
import type { OutputStream } from '../../src/cli/sink.js'

function fakeStream(error?: Error & { code?: string }) {
  const written: string[] = []
  const stream: OutputStream = {
    write(text, done) {
      if (!error) written.push(`${text}`)
      setImmediate(() => done(error ?? null))
      return false
    },
    on: () => stream,
  }
  return { stream, text: () => written.join('') }
}

async function run(line: string, failing?: Error & { code?: string }) {
  const stdout = fakeStream(failing)
  const stderr = fakeStream()
  const outside: Outside = {
    env: {},
    stdout: stdout.stream,
    stderr: stderr.stream,
    // Nothing here reaches a command.
    context: () => ({ leave() {} }) as ReturnType<Outside['context']>,
  }
  const exit = await main(line === '' ? [] : line.split(' '), outside)
  return { exit, stdout: stdout.text(), stderr: stderr.text() }
}

const withCode = (code: string) => Object.assign(new Error(`write ${code}`), { code })

describe('without a command', () => {
  test('no arguments: help on stderr, exit 2', async () => {
    const { exit, stdout, stderr } = await run('')
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain('scopectl token --user alice |')
  })

  test('with --json the answer is a single document on stdout', async () => {
    const { exit, stdout, stderr } = await run('--json')
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'scopectl',
      version: 1,
      ok: false,
      exit: 2,
      problem: { code: 'no-command' },
    })
  })
})

test('--version and --help answer on stdout', async () => {
  expect(await run('--version')).toEqual({ exit: 0, stdout: 'scopectl 0.0.0-test\n', stderr: '' })
  expect(JSON.parse((await run('--version --json')).stdout)).toMatchObject({
    kind: 'version',
    version: 1,
    ok: true,
    exit: 0,
    scopectl: '0.0.0-test',
  })
  const help = await run('--help')
  expect(help).toMatchObject({ exit: 0, stderr: '' })
  expect(help.stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test.each(['exit-codes', 'files', 'tokens', 'requirements', 'environment', 'keys'])(
  'help %s',
  async (topic) => {
    const { exit, stdout } = await run(`help ${topic}`)
    expect(exit).toBe(0)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(stdout).toMatch(/\S\n$/)
  },
)

test.each([
  [
    'chekc',
    'error[unknown-command]: unknown command `chekc`\nhint: did you mean `scopectl check`?\n',
  ],
  [
    'mint',
    'error[unknown-command]: unknown command `mint`\nhint: try: scopectl token --user NAME\n',
  ],
  ['help roles', 'error[unknown-topic]: no help topic `roles`\nhint: did you mean `matrix`?\n'],
  ['help fils', 'error[unknown-topic]: no help topic `fils`\nhint: did you mean `files`?\n'],
])('%s is refused in words, exit 2', async (line, stderr) => {
  expect(await run(line)).toEqual({ exit: 2, stdout: '', stderr })
})

test('a reader that has closed the pipe is not a failure; a full disk is', async () => {
  expect(await run('--version', withCode('EPIPE'))).toMatchObject({ exit: 0, stderr: '' })
  const full = await run('--version', withCode('ENOSPC'))
  expect(full.exit).toBe(2)
  expect(full.stderr).toMatch(
    /^error\[output-lost\]: the answer could not be written to stdout: no space left on the device/,
  )
  const json = await run('--version --json', withCode('EIO'))
  expect(json).toMatchObject({ exit: 2, stdout: '' })
  expect(json.stderr).toContain('could not be written to stdout: input/output error')
})
