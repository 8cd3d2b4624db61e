import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../support/temp-dir.js'

const ROOT = join(import.meta.dirname, '../..')
const CLI = join(ROOT, 'bin/scopectl.js')

/** Runs a line of shell in the repository, where `scopectl` is the built program. */
function shell(line: string) {
  const script = `scopectl() { "${process.execPath}" "${CLI}" "$@"; }\n${line}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

const DENIED = 'check --need write --scopes read'

test
  .skipIf(!existsSync('/dev/full'))
  .each(['can --user alice', 'can --user alice --json', DENIED, 'matrix --format csv', 'help'])(
  'a full disk behind stdout is neither a verdict nor a bug of ours: %s',
  (line) => {
    const { status, stderr } = shell(`scopectl ${line} >/dev/full`)
    expect(status).toBe(2)
    expect(stderr).toContain(
      'error[output-lost]: the answer could not be written to stdout: no space left on the device',
    )
    expect(stderr).not.toContain('scopectl itself failed')
  },
)

test.skipIf(!existsSync('/dev/full')).each(['--json', '--format github'])(
  'an error that a full disk keeps from stdout is reported on stderr: %s',
  (format) => {
    const { status, stderr } = shell(`scopectl lint -c missing.yaml ${format} >/dev/full`)
    expect(status).toBe(2)
    expect(stderr).toContain('error[file-missing]: no such file: `missing.yaml`')
    expect(stderr.match(/error\[output-lost\]/g)).toHaveLength(1)
  },
)

test('a reader that has read enough: silence, and the exit code of the answer', () => {
  const cut = `matrix --by user --format csv`
  expect(shell(`scopectl ${cut} | head -c 1 >/dev/null; exit \${PIPESTATUS[0]}`)).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
  expect(shell(`scopectl ${DENIED} | true; exit \${PIPESTATUS[0]}`)).toMatchObject({
    status: 4,
    stderr: '',
  })
})

test('named pipes and devices are refused before they are read', () => {
  const pipe = join(tempDir(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const QUESTION = 'check --need read --user alice'
  const lines = [
    `${QUESTION} --env "${pipe}"`,
    `${QUESTION} -c "${pipe}"`,
    `${QUESTION} --users-file "${pipe}"`,
    `check --need read --token "file:${pipe}"`,
    `check --batch "${pipe}"`,
    `test "${pipe}"`,
    `drift "${pipe}"`,
    `import openapi "${pipe}"`,
  ]
  for (const line of [...lines, ...lines.map((each) => each.replace(pipe, '/dev/zero'))]) {
    const { status, stderr } = shell(`scopectl ${line}`)
    expect({ line, status, code: /^error\[([\w-]+)\]/.exec(stderr)?.[1] }).toEqual({
      line,
      status: 2,
      code: 'file-not-regular',
    })
  }
})
