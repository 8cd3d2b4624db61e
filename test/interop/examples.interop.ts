import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { edit, installExamples } from './support/examples.js'
import { type Installed, installPython, needs } from './support/install.js'
import { startServer } from './support/start-server.js'

// The projects in examples/, run as their READMEs say: each passes, agrees with its catalog, and fails without one guard.

const SECRET_KEY = randomBytes(32).toString('hex')

let node: Installed
let python: Installed
beforeAll(async () => {
  node = await installExamples()
  python = await installPython(
    readFileSync('examples/fastapi/requirements.txt', 'utf8').trim().split('\n'),
  )
  for (const each of [node, python]) if (each.ok) console.log(JSON.stringify(each.versions))
}, 600_000)

const APPS = [
  { name: 'express', file: 'app.js', start: ['app.js'], guard: "requiredScopes('items:delete'), " },
  { name: 'fastify', file: 'app.js', start: ['app.js'], guard: "'items:delete'" },
  { name: 'hono', file: 'app.js', start: ['app.js'], guard: "needs('items:delete'), " },
  { name: 'nestjs', file: 'app.ts', start: ['dist/main.js'], guard: "@Scope('items:delete') " },
]

describe.each(APPS)('examples/$name', ({ name, file, start, guard }) => {
  const place = (dir: string) => {
    const cwd = join(dir, name)
    return { cwd, env: { ...plainEnv(cwd), NODE_ENV: 'test' }, seconds: 120 }
  }

  test('npm test passes, and fails if a route is not guarded', async (context) => {
    needs(node, context)
    const at = place(node.dir)
    const passed = await runProcess('npm', ['test'], at)
    expect(passed.exit, `${passed.stdout}${passed.stderr}`).toBe(0)
    const undo = edit(join(at.cwd, file), guard, '')
    const failed = await runProcess('npm', ['test'], at)
    undo()
    expect(failed.exit).not.toBe(0)
    expect(`${failed.stdout}${failed.stderr}`).toContain('reader: DELETE /items/{id}')
  })

  test('the running app agrees with its catalog', async (context) => {
    needs(node, context)
    const { cwd, env } = place(node.dir)
    if (name === 'nestjs')
      await runProcess('npx', ['--no-install', 'tsc'], { cwd, env, seconds: 60 })
    const { origin, stop } = await startServer(process.execPath, start, {
      ...{ cwd, env: { ...env, SECRET_KEY, PORT: '0' } },
    })
    const flags = ['--with-configured-key', '--allow-writes', '--methods', 'POST,DELETE']
    const run = await scopectl(['probe', origin, ...flags], { cwd, env: { SECRET_KEY } })
    await stop()
    expect(run.exit, `${run.stdout}${run.stderr}`).toBe(0)
  })
})

describe('examples/fastapi', () => {
  const SCOPECTL = `${wrapperDir()}/scopectl`
  const place = () => {
    const cwd = tempDir()
    cpSync('examples/fastapi', cwd, { recursive: true })
    return {
      cwd,
      env: { ...plainEnv(cwd), SECRET_KEY, SCOPECTL, PYTHONDONTWRITEBYTECODE: '1' },
      seconds: 120,
    }
  }

  test('pytest passes, and fails if a route is not guarded or an assertion does not hold', async (context) => {
    needs(python, context)
    const { cwd, ...options } = place()
    const pytest = (...args: string[]) =>
      runProcess(python.ok ? python.program : '', ['-m', 'pytest', '-q', ...args], {
        cwd,
        ...options,
      })
    const passed = await pytest()
    expect(passed.exit, `${passed.stdout}${passed.stderr}`).toBe(0)
    expect(passed.stdout).toContain('24 passed')

    edit(join(cwd, 'main.py'), 'scopes=["items:delete"]', 'scopes=[]')
    const tests = [
      'def test_allows(assert_allows): assert_allows("reader", "DELETE /items/42")',
      'def test_denies(token, assert_denies): assert_denies(token("admin"), "GET /items")',
      'def test_typo(assert_denies): assert_denies("reader", "GET /itms")',
      'def test_role(assert_denies): assert_denies("raeder", "DELETE /items/42")',
      'def test_unset(assert_unauthorized): assert_unauthorized("None.", "GET /nowhere")',
      'def test_accepted(token, assert_unauthorized): assert_unauthorized(token("reader"), "GET /items")',
    ]
    writeFileSync(join(cwd, 'test_wrong.py'), `${tests.join('\n')}\n`)
    const failed = await pytest()
    expect(failed.exit).toBe(1)
    expect(failed.stdout).toContain('8 failed, 22 passed')
    expect(failed.stdout).toContain(
      'test_every_role_on_every_route[reader: DELETE /items/{item_id}]',
    )
    expect(failed.stdout).toMatch(/deny 403 insufficient_scope\n.*expected 200, got deny 403/)
    expect(failed.stdout).toContain('did you mean `GET /items`?')
    expect(failed.stdout).not.toMatch(/eyJ[\w-]{20}/)
  })

  test('the document of the app agrees with its catalog', async (context) => {
    needs(python, context)
    const { cwd, env } = place()
    const code = 'import json; from main import app; print(json.dumps(app.openapi()))'
    const { stdout } = await runProcess(python.program, ['-c', code], { cwd, env })
    writeFileSync(join(cwd, 'openapi.json'), stdout)
    const drift = await scopectl(['drift', 'openapi.json'], { cwd })
    expect(drift.exit, `${drift.stdout}${drift.stderr}`).toBe(0)
  })
})

test('scopectl/assert in jest: ES modules work, and a failure has the whole message', async (context) => {
  needs(node, context)
  const cwd = join(node.dir, 'jest')
  mkdirSync(cwd)
  for (const name of ['scopes.yaml', 'users.yaml']) cpSync(resolve(name), join(cwd, name))
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module", "jest": { "transform": {} } }')
  writeFileSync(
    join(cwd, 'access.test.js'),
    [
      "import { assertAllows, assertDenies } from 'scopectl/assert'",
      "test('passes', () => assertDenies({ role: 'editor' }, 'DELETE /users/42'))",
      "test('fails', () => assertAllows({ role: 'editor' }, 'DELETE /users/42'))",
      "test('typo', () => assertDenies({ role: 'editor' }, 'DELETE /usres/42'))",
    ].join('\n'),
  )
  const jest = join(node.dir, 'node_modules/jest/bin/jest.js')
  const run = await runProcess(process.execPath, ['--experimental-vm-modules', jest], {
    ...{ cwd, env: plainEnv(cwd), seconds: 120 },
  })
  expect(run.stderr).toContain('Tests:       2 failed, 1 passed, 3 total')
  expect(run.stderr).toContain(
    'expected role `editor` to be allowed `DELETE /users/42`, got deny 403',
  )
  expect(run.stderr).toContain('the catalog has no route for `DELETE /usres/42`')
})
