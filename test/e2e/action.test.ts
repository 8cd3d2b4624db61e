import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readAction, runAction } from '../support/composite-action.js'
import { partsOf } from '../support/doc-page.js'
import { commit, git, repository } from '../support/git.js'
import { CATALOG, FILES } from '../support/pipeline-files.js'
import { sarifErrors } from '../support/sarif-schema.js'
import { scopectl, wrapperDir } from '../support/scopectl.js'

// action.yml: its shell steps are run, and nothing from outside is part of their text.

/** Readers may write: a failed test, a lock that is out of date, and more access. */
const BAD = CATALOG.replace('POST /items: write', 'POST /items: read')

async function repositoryOn(branch: string) {
  const dir = repository(FILES)
  expect((await scopectl(['lock'], { cwd: dir })).exit).toBe(0)
  const base = commit(dir, {}, 'Access')
  git(dir, 'checkout', '-q', '-b', branch)
  return { dir, base }
}
const run = (workspace: string, base: string, inputs: Record<string, string> = {}) =>
  runAction({ workspace, inputs: { base, ...inputs }, path: [wrapperDir()] })

describe.concurrent('the action', () => {
  test('passes for good files, with empty SARIF logs and a comment that says so', async () => {
    const { dir, base } = await repositoryOn('a')
    const { exit, outputs, summary, log } = await run(dir, base)
    expect([exit, log]).toEqual([0, expect.not.stringContaining('::error')])
    expect(outputs['failed']).toBe('')
    expect(readFileSync(outputs['comment'] ?? '', 'utf8')).toMatch(/^### No access changes\n/)
    expect(summary).toMatch(/- `lint`: passed\n- `test`: passed\n- `lock`: passed\n/)
    const files = readdirSync(outputs['sarif'] ?? '').sort()
    expect(files).toEqual(['lint.sarif', 'lock.sarif', 'test.sarif'])
    for (const file of files) {
      const text = readFileSync(join(outputs['sarif'] ?? '', file), 'utf8')
      expect([sarifErrors(text), JSON.parse(text).runs[0].results]).toEqual([[], []])
    }
  })

  test('runs every gate, and fails for each that fails: annotations, SARIF, and who gains what', async () => {
    const { dir, base } = await repositoryOn('b')
    commit(dir, { 'scopes.yaml': BAD })
    const { exit, outputs, summary, log } = await run(dir, base, { 'fail-on': 'gain' })
    expect(exit).toBe(1)
    expect(outputs['failed']).toBe('lint test lock')
    expect(log).toMatch(/^failed: lint test lock diff$/m)
    expect(log).toMatch(/^::error file=scopes.test.yaml,line=1,/m)
    expect(log).toMatch(/^::error file=access.lock,/m)
    const comment = readFileSync(outputs['comment'] ?? '', 'utf8')
    expect(comment).toMatch(/gain.*reader.*POST \/items/i)
    expect(summary).toContain(comment)
    for (const gate of ['lint', 'test', 'lock']) {
      const text = readFileSync(join(outputs['sarif'] ?? '', `${gate}.sarif`), 'utf8')
      expect(sarifErrors(text)).toEqual([])
      expect(JSON.parse(text).runs[0].results.length).toBeGreaterThan(0)
    }
  })

  test('only shows more access unless it is told to fail on it', async () => {
    const { dir, base } = await repositoryOn('c')
    commit(dir, { 'scopes.yaml': BAD })
    const { exit, log } = await run(dir, base, { gates: 'test' })
    expect([exit, log]).toEqual([1, expect.stringMatching(/^failed: test$/m)])
  })

  test('reports that `fail-on` checks nothing without a base to compare with', async () => {
    const { dir } = await repositoryOn('h')
    commit(dir, { 'scopes.yaml': CATALOG.replace('POST /items: write', 'POST /items: public') })
    const notice = '::notice::scopectl: `fail-on` checked nothing, because `base` is `none`\n'
    const gates = { gates: 'test' }
    const asked = await run(dir, 'none', { ...gates, 'fail-on': 'gain' })
    expect([asked.outputs['comment'], asked.log]).toEqual(['', expect.stringContaining(notice)])
    expect((await run(dir, 'none', gates)).log).not.toContain('::notice::')
  })

  test('fetches the base, if the checkout is shallow', async () => {
    const { dir, base } = await repositoryOn('d')
    commit(dir, { 'scopes.yaml': BAD })
    const clone = join(dir, 'clone')
    git(dir, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    git(dir, 'clone', '-q', '--depth', '1', '--branch', 'd', `file://${dir}`, clone)
    const { outputs } = await run(clone, base)
    expect(readFileSync(outputs['comment'] ?? '', 'utf8')).toContain('POST /items')
    git(dir, 'branch', 'other', base)
    const byName = await run(clone, 'other')
    expect(readFileSync(byName.outputs['comment'] ?? '', 'utf8')).toContain('POST /items')
  })

  test('reads gates from several lines, and the scopectl of a folder above', async () => {
    const { dir } = await repositoryOn('g')
    const gates = 'lint\ntest\n\nlock\n'
    const { summary } = await run(dir, 'none', { gates })
    expect(summary).toMatch(/- `lint`: passed\n- `test`: passed\n- `lock`: passed\n/)
    commit(dir, { 'api/scopes.yaml': CATALOG, 'node_modules/.bin/scopectl': '' })
    symlinkSync(join(wrapperDir(), 'scopectl'), join(dir, 'linked'))
    renameSync(join(dir, 'linked'), join(dir, 'node_modules/.bin/scopectl'))
    const inputs = { base: 'none', gates: 'lint', 'working-directory': 'api' }
    const { exit, log } = await runAction({ workspace: dir, inputs, path: [] })
    expect([exit, log]).toEqual([0, expect.not.stringContaining('npm')])
  })

  test('never passes if it checked nothing', async () => {
    const { dir, base } = await repositoryOn('e')
    for (const gates of ['', ' ', 'lnit', 'drift']) {
      const { exit, log } = await run(dir, base, { gates })
      expect([gates, exit, log]).toEqual([gates, 2, expect.stringContaining('::error::')])
    }
    for (const inputs of [
      { 'deny-warnings': 'yes' },
      { gates: 'drift', openapi: '--help' },
    ] as Record<string, string>[]) {
      const { exit, log } = await run(dir, base, inputs)
      expect([exit, log]).toEqual([2, expect.stringContaining('::error::')])
    }
    const missing = await run(dir, '1'.repeat(40))
    expect([missing.exit, missing.outputs['comment']]).toEqual([1, ''])
    expect(missing.log).toContain('::error::scopectl: the revision `base` is not in this checkout')
    expect((await run(dir, '', { 'fail-on': 'any' })).log).toMatch(/^failed: diff$/m)
    writeFileSync(join(dir, 'scopes.yaml'), 'routes: { GET /a: nothing }\n')
    const broken = await run(dir, 'none')
    expect([broken.exit, broken.outputs['failed']]).toEqual([1, 'lint test lock'])
  })

  test('takes every input as it is: nothing in it is run', async () => {
    const { dir } = await repositoryOn('f')
    const evil = `"; touch pwned; $(touch pwned) \`touch pwned\` '`
    for (const input of ['catalog', 'gates', 'openapi', 'base', 'fail-on', 'deny-warnings'])
      await run(dir, 'none', { [input]: evil, ...(input === 'openapi' ? { gates: 'drift' } : {}) })
    expect(readdirSync(dir)).not.toContain('pwned')
  })
})

test('no step has an expression in its script, every script stops at errors, and each input is described', () => {
  const { inputs, runs } = readAction()
  for (const { run, uses } of runs.steps) {
    if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
    if (run === undefined) continue
    expect(run).not.toContain('${{')
    expect(run).toMatch(/^set -euo pipefail\n/)
  }
  for (const { description } of Object.values(inputs)) expect(description).toBeTruthy()
})

test('docs/ci.md describes every input, and uses only inputs and outputs that exist', () => {
  const { inputs, outputs } = readAction()
  const page = readFileSync('docs/ci.md', 'utf8')
  for (const [name, { description }] of Object.entries(inputs))
    expect(page).toContain(`| \`${name}\` | ${description} |`)
  const part = partsOf(page).find(({ file }) => file === '.github/workflows/scopectl.yaml')
  const { steps } = parse(part?.text ?? '').jobs.access
  const step = steps.find(({ id }: { id?: string }) => id === 'access')
  for (const name of Object.keys(step.with)) expect(inputs).toHaveProperty([name])
  const used = [...(part?.text ?? '').matchAll(/steps\.access\.outputs\.(\w+)/g)]
  expect(used.length).toBeGreaterThan(0)
  for (const [, name = ''] of used) expect(outputs).toHaveProperty([name])
})
