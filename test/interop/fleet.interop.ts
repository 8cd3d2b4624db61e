import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { type Installed, needs, run } from './support/install.js'
import { installOpa } from './support/opa.js'

// The example of two replicas behind nginx, run as its README says.

let opa: Installed
beforeAll(async () => {
  opa = await installOpa()
  const nginx = await run('nginx', ['-v'], '.')
  if (opa.ok && nginx.exit !== 0) opa = { ok: false, reason: 'nginx is not installed' }
}, 600_000)

const PORTS = ['8000', '8080', '8090', '8181', '8182']

/** The example with ports that are free, after an edit; what it printed, and the cells of its table. */
async function fleet(edit?: { file: string; from: string; to: string }) {
  if (!opa.ok) throw new Error(opa.reason)
  const cwd = tempDir()
  cpSync('examples/fleet', cwd, { recursive: true })
  // Started by root, nginx reads the bundle as another user.
  chmodSync(cwd, 0o755)
  const ports = await Promise.all(PORTS.map(freePort))
  for (const file of ['scopes.yaml', 'nginx.conf', 'opa.yaml', 'fleet.js']) {
    let text = readFileSync(join(cwd, file), 'utf8')
    for (const [i, port] of PORTS.entries()) text = text.replaceAll(`:${port}`, `:${ports[i]}`)
    if (file === edit?.file) {
      expect(text).toContain(edit.from)
      text = text.replace(edit.from, edit.to)
    }
    writeFileSync(join(cwd, file), text)
  }
  const env = plainEnv(cwd)
  const path = [wrapperDir(), dirname(opa.program), env['PATH'], '/usr/sbin'].join(':')
  const options = { cwd, env: { ...env, PATH: path, SECONDS: '1' }, seconds: 240 }
  const { exit, stdout, stderr } = await runProcess(process.execPath, ['fleet.js'], options)
  const phases = stdout.split('\n').filter((line) => line.includes('  ') && /\d/.test(line))
  const counts = phases.map((line) => line.trim().split(/ {2,}/))
  // `.scopectl` has the key of `serve`, and the home of the test is in the folder.
  const left = readdirSync(cwd).filter((name) => !name.startsWith('.'))
  return { exit, stdout, stderr, counts, left }
}

const withoutFigures = (text: string) => text.replaceAll(/ *\d+/g, ' N')

test('a killed replica and a new catalog cause no wrong answer and no failed request', async (context) => {
  needs(opa, context)
  const ran = await fleet()
  expect(ran, ran.stdout + ran.stderr).toMatchObject({ exit: 0 })
  expect(ran.counts).toHaveLength(5)
  expect(ran.left).toEqual(readdirSync('examples/fleet').filter((name) => !name.startsWith('.')))
  for (const [, asked, wrong, failed] of ran.counts) {
    expect(Number(asked)).toBeGreaterThan(50)
    expect([wrong, failed]).toEqual(['0', '0'])
  }
  const page = readFileSync('docs/export.md', 'utf8')
  const [, shown = ''] = /of `check`:\n\n```text\n([^`]+)```/.exec(page) ?? []
  expect(withoutFigures(shown)).toBe(withoutFigures(ran.stdout))
})

test.for([
  {
    name: 'requests fail with one replica',
    edit: {
      file: 'nginx.conf',
      from: ' max_fails=1 fail_timeout=1s;\n    keepalive',
      to: ' down;\n    keepalive',
    },
    column: 3,
  },
  {
    name: 'answers are wrong before the roll-out',
    edit: {
      file: 'fleet.js',
      from: "await phase('two replicas', asked, before",
      to: "await phase('two replicas', asked, after",
    },
    column: 2,
  },
])('$name', async ({ edit, column }, context) => {
  needs(opa, context)
  const { exit, counts, stderr } = await fleet(edit)
  expect(exit, stderr).toBe(1)
  expect(Math.max(...counts.map((cells) => Number(cells[column])))).toBeGreaterThan(0)
})
