import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { schemaErrors } from '../support/xml-schema.js'
import { exitOf, GREEN, RED, run, world } from './suite-world.js'

describe.concurrent('reports', () => {
  test('are written to the given paths, several at once, creating folders', async () => {
    const dir = world({ 'scopes.test.yaml': RED })
    const { stdout, stderr, exit } = await run(
      dir,
      ...['--report', 'junit=out/r/junit.xml', '--report', 'tap=t.tap', '--report', 'json=j.json'],
    )
    expect(exit).toBe(5)
    expect(stdout).toContain('expected forbidden, got allow')
    expect(stderr).toMatch(/^none passed, 1 failed {2}\d+\.\d\ds\n$/)
    const schema = readFileSync('test/fixtures/junit-10.xsd', 'utf8')
    expect(schemaErrors(readFileSync(join(dir, 'out/r/junit.xml'), 'utf8'), schema)).toEqual([])
    expect(readFileSync(join(dir, 't.tap'), 'utf8')).toMatch(/^TAP version 14\n1\.\.1\nnot ok 1/)
    expect(JSON.parse(readFileSync(join(dir, 'j.json'), 'utf8'))).toMatchObject({
      exit: 5,
      failed: 1,
    })
  })

  test('replace older ones, but nothing that is not a file', async () => {
    const dir = world({ 'scopes.test.yaml': GREEN, 'old.xml': 'old' })
    mkdirSync(join(dir, 'folder'))
    expect(await exitOf(dir, '--report', 'junit=old.xml')).toBe(0)
    expect(readFileSync(join(dir, 'old.xml'), 'utf8')).toMatch(/^<\?xml/)
    expect(await exitOf(dir, '--report', 'junit=folder')).toBe(2)
    expect(await exitOf(dir, '--report', 'junit=/dev/null')).toBe(2)
    execFileSync('mkfifo', [join(dir, 'pipe')])
    const { exit, stderr } = await run(dir, '--report', 'junit=pipe')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('`pipe` is a FIFO')])
  })

  test('create their folders, and fail if none can be created', async () => {
    const dir = world({ 'scopes.test.yaml': GREEN, file: '' })
    expect(await exitOf(dir, '--report', 'junit=a/b/c/j.xml')).toBe(0)
    expect(existsSync(join(dir, 'a/b/c/j.xml'))).toBe(true)
    expect(await exitOf(dir, '--report', 'junit=file/j.xml')).toBe(2)
    // Node itself would try forever to create one there.
    expect(await exitOf(dir, '--report', 'junit=/proc/scopectl/j.xml')).toBe(2)
  })

  test('relative names start from the folder of the run, not of the process', async () => {
    const cwd = world({ 'scopes.test.yaml': RED })
    const reports = ['--report', 'junit=made/of-a-run.xml', '--report', 'sarif=of-a-run.sarif']
    expect((await scopectlHere(['test', ...reports], { cwd })).exit).toBe(5)
    expect(readFileSync(join(cwd, 'made/of-a-run.xml'), 'utf8')).toContain('failures="1"')
    const sarif = readFileSync(join(cwd, 'of-a-run.sarif'), 'utf8')
    expect(sarif).toContain('"uri":"scopes.test.yaml"')
    const broken = [...reports, '--table', 'none.csv']
    expect((await scopectlHere(['test', ...broken], { cwd })).exit).toBe(2)
    expect(readFileSync(join(cwd, 'made/of-a-run.xml'), 'utf8')).toContain('errors="1"')
    expect(existsSync('made')).toBe(false)
  })

  test('of an invalid question have an error in place of results', async () => {
    const dir = world({ 'scopes.test.yaml': 'tests: []' })
    expect(await exitOf(dir, '--report', 'junit=j.xml')).toBe(2)
    const report = readFileSync(join(dir, 'j.xml'), 'utf8')
    const schema = readFileSync('test/fixtures/junit-10.xsd', 'utf8')
    expect(schemaErrors(report, schema)).toEqual([])
    expect(report).toMatch(/tests="1" failures="0" errors="1"/)
  })

  test.each([
    [['--report', 'xml'], 'report-kind'],
    [['--report', 'junit='], 'missing-value'],
    [['--report', 'tap', '--report', 'junit'], 'report-streams'],
    [['--report', 'tap', '--json'], 'conflicting-flags'],
    [['--report', 'tap', '--format', 'text'], 'conflicting-flags'],
    [['--report', 'tap=a', '--report', 'junit=a'], 'report-same-file'],
  ])('%j: %s', async (args, code) => {
    const dir = world({ 'scopes.test.yaml': GREEN })
    const { exit, stdout, stderr } = await run(dir, ...args)
    expect(exit).toBe(2)
    expect(stdout + stderr).toContain(code)
  })
})
