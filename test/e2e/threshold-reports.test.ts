import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A job that is red because of a threshold must be red in every report, and say what is missing.

const CATALOG = `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles:
  reader: { scopes: [read] }
  editor: { scopes: [write] }
routes:
  GET /items/: read
  POST /items/: write
`
const suite = (goal: string) => `tests:\n  - as: { role: reader }\n    ${goal}: [GET /items/]\n`

const world = (goal = 'allow') =>
  tempDir({ 'scopes.yaml': CATALOG, 'scopes.test.yaml': suite(goal) })

describe.concurrent.each([
  ['--coverage', 'coverage of cells is', 'coverage', 'not covered, most gaps first%0A'],
  ['--mutate', 'the mutation score is', 'mutation', 'no test fails when%0A'],
])('%s below --threshold', (flag, says, title, detail) => {
  const line = ['test', flag, '--threshold', '95']

  test('is an error in text and in the annotations, with what is missing', async () => {
    const cwd = world()
    const { exit, stdout, stderr } = await scopectl([...line, '--format', 'github'], { cwd })
    expect(exit).toBe(5)
    expect(stdout).toContain(
      `::error file=scopes.yaml,title=scopectl test%3A below-threshold::${says}`,
    )
    expect(stdout).toContain(`::error file=scopes.yaml,title=scopectl test%3A ${title}::`)
    expect(stdout).toContain(detail)
    expect(stderr).toContain(`error: ${says}`)
    expect(stderr).not.toContain('warning:')
    const quiet = await scopectl([...line, '-q'], { cwd })
    expect(quiet.stderr).toContain(`error: ${says}`)
  })

  test('is a failure in JUnit and TAP', async () => {
    const cwd = world()
    const reports = ['--report', 'junit=a.xml', '--report', 'tap=a.tap']
    expect((await scopectl([...line, ...reports], { cwd })).exit).toBe(5)
    const [xml, tap] = ['a.xml', 'a.tap'].map((file) => readFileSync(join(cwd, file), 'utf8'))
    const [, tests, failures] =
      /<testsuites name="scopectl" tests="(\d+)" failures="(\d+)"/.exec(xml ?? '') ?? []
    expect(xml?.match(/<testcase /g)).toHaveLength(Number(tests))
    expect(xml?.match(/<failure /g)).toHaveLength(Number(failures))
    expect(xml).toContain(`<failure message="${says}`)
    expect(tap?.match(/^(not )?ok /gm)).toHaveLength(Number(/1\.\.(\d+)/.exec(tap ?? '')?.[1]))
    expect(tap).toMatch(new RegExp(`^not ok \\d+ - ${says}`, 'm'))
  })

  test('without a threshold it is a notice, and all reports are green', async () => {
    const cwd = world()
    const line = ['test', flag, '--format', 'github', '--report', 'junit=a.xml']
    const { exit, stdout } = await scopectl(line, { cwd })
    expect(exit).toBe(0)
    expect(stdout).toMatch(/^::notice .*\n$/)
    expect(stdout).toContain(detail)
    expect(readFileSync(join(cwd, 'a.xml'), 'utf8')).not.toContain('<failure')
  })
})

test('mutants that were not tested are an error in each report', async () => {
  const cwd = world('forbidden')
  const line = ['test', '--mutate', '--format', 'github', '--report', 'junit=a.xml']
  const { exit, stdout } = await scopectl(line, { cwd })
  expect(exit).toBe(5)
  expect(stdout).toContain('title=scopectl test%3A red-not-mutated::no mutants were tested')
  expect(readFileSync(join(cwd, 'a.xml'), 'utf8')).toContain('type="red-not-mutated"')
})

test.each([
  ['0.9', '--threshold 90'],
  ['0.855', '--threshold 85.5'],
  ['1', '--threshold 100'],
  ['1.0', '--threshold 100'],
])('--threshold %s is a fraction', async (text, hint) => {
  const line = ['test', '--coverage', '--threshold', text]
  const { exit, stderr } = await scopectl(line, { cwd: world() })
  expect(exit).toBe(2)
  expect(stderr).toContain('expected a percentage, not a fraction')
  expect(stderr).toContain(hint)
})
