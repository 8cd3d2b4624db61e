import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sarifErrors } from '../support/sarif-schema.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// `--format sarif` of the gates: what GitHub's code scanning reads.

const TRUST = 'token: { issuer: https://idp.test, audience: api, scope_claim: scope }\n'
const document = (scope: string) =>
  JSON.stringify({
    ...{ openapi: '3.1.0', info: { title: 'items', version: '1' } },
    components: { securitySchemes: { own: { type: 'openIdConnect', openIdConnectUrl: '/o' } } },
    paths: { '/items': { get: { security: [{ own: [scope] }], responses: {} } } },
  })

const GOOD = {
  'scopes.yaml': `${TRUST}scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
`,
  'users.yaml': 'users: { bob: { roles: [reader] } }\n',
  'scopes.test.yaml': 'tests: [{ as: { user: bob }, allow: [GET /items] }]\n',
  'openapi.json': document('read'),
}
/** A name that would be a link in a message, and a command in a log. */
const EVIL = '[x](https://evil.test)##[error]'
const LOOSE = `${TRUST}scopes: { read: Read, "${EVIL}": "" }
roles: { reader: { default: true, scopes: [read, "${EVIL}"] } }
routes:
  GET /items:
    any: [read, "${EVIL}"]
  POST /feedback: public
`
const BAD = {
  ...GOOD,
  'scopes.yaml': LOOSE,
  'scopes.test.yaml': `tests:
  - as: { user: bob }
    forbidden:
      - GET /items
      - GET /items
    allow: [POST /feedback]
always:
  - public = POST /feedback
  - no role reaches GET /items
`,
  'openapi.json': document('other'),
}
const GATES = {
  lint: ['lint'],
  test: ['test'],
  lock: ['lock', '--check'],
  drift: ['drift', 'openapi.json'],
}

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly partialFingerprints: { readonly primaryLocationLineHash: string }
  readonly locations: readonly {
    physicalLocation: {
      artifactLocation: { uri: string; uriBaseId?: string }
      region: { startLine: number; startColumn: number; endColumn?: number }
    }
  }[]
}

async function reviewed(files: Record<string, string>): Promise<string> {
  const cwd = tempDir(GOOD)
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return cwd
}

async function logOf(args: readonly string[], cwd: string) {
  const { stdout, exit } = await scopectl([...args, '--format', 'sarif'], { cwd })
  expect(sarifErrors(stdout)).toEqual([])
  const { runs } = JSON.parse(stdout)
  expect(runs.length).toBe(1)
  const results = runs[0].results as Result[]
  for (const { ruleId, ruleIndex } of results)
    expect(runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId)
  return { stdout, exit, run: runs[0], results }
}
const printsOf = (results: readonly Result[]) =>
  results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)
const placeOf = ({ locations: [location] }: Result) => location?.physicalLocation

describe.concurrent.each(Object.entries(GATES))('%s', (name, args) => {
  test('of files without a finding: a log without a result, which says what was run', async () => {
    const { exit, run, results } = await logOf(args, await reviewed(GOOD))
    expect([exit, results]).toEqual([0, []])
    expect(run.automationDetails.id).toBe(`scopectl ${name}/`)
    expect(run.invocations[0].executionSuccessful).toBe(true)
  })

  test('of files with findings: results with places that exist, whose fingerprints ignore lines', async () => {
    const cwd = await reviewed(BAD)
    const { exit, results, stdout } = await logOf(args, cwd)
    expect(results.length).toBeGreaterThan(0)
    for (const result of results) {
      const { artifactLocation, region } = placeOf(result) ?? {}
      expect(artifactLocation?.uriBaseId).toBe('%SRCROOT%')
      const lines = readFileSync(join(cwd, artifactLocation?.uri ?? ''), 'utf8').split('\n')
      expect(lines[(region?.startLine ?? 0) - 1]?.length).toBeGreaterThanOrEqual(
        (region?.endColumn ?? region?.startColumn ?? 0) - 1,
      )
      // Only a name makes such text: an escaped bracket is not the start of a link, and no runner sees a command.
      expect(result.message.text).not.toMatch(/(?<!\\)\[x\]\(/)
    }
    expect(stdout).not.toContain('##[')
    expect(new Set(printsOf(results)).size).toBe(results.length)
    expect(exit).toBe((await scopectl([...args], { cwd })).exit)

    for (const file of ['scopes.yaml', 'scopes.test.yaml'])
      writeFileSync(join(cwd, file), `# A comment.\n\n${readFileSync(join(cwd, file), 'utf8')}`)
    expect(printsOf((await logOf(args, cwd)).results)).toEqual(printsOf(results))
  })

  test('without a catalog: an error that is a result, as no result would close all alerts', async () => {
    const { exit, run, results } = await logOf(args, tempDir())
    expect(exit).toBe(2)
    expect(run.invocations[0].executionSuccessful).toBe(false)
    expect(results).toMatchObject([{ ruleId: 'could-not-run', level: 'error' }])
  })
})

test('lint: a finding has its page, its weakness, and the level that makes the run fail', async () => {
  const cwd = await reviewed(BAD)
  const { run, results } = await logOf(['lint'], cwd)
  const found = results.find(({ ruleId }) => ruleId === 'public-mutation')
  const rule = run.tool.driver.rules[found?.ruleIndex ?? -1]
  expect(rule).toMatchObject({
    fullDescription: { text: expect.stringContaining('Anybody may call a public route') },
    help: { markdown: expect.stringMatching(/^# public-mutation\n[\s\S]*## Reported/) },
    properties: { tags: ['security', 'external/cwe/cwe-306'] },
  })
  expect(run.taxonomies[0].taxa).toContainEqual(expect.objectContaining({ id: '306' }))
  expect(found).toMatchObject({ level: 'warning' })
  expect(placeOf(found as Result)?.region).toEqual({ startLine: 7, startColumn: 3, endColumn: 17 })
  const denied = await logOf(['lint', '--deny-warnings'], cwd)
  expect(new Set(denied.results.map(({ level }) => level))).toEqual(new Set(['error']))
})

test('lint: each reason why files do not load is a result', async () => {
  const cwd = await reviewed({
    'scopes.yaml': 'scopes: { read: Read }\nroutes: { GET /a: raed }\n',
  })
  const { exit, results } = await logOf(['lint'], cwd)
  expect(exit).toBe(2)
  expect(results.map(({ ruleId }) => ruleId)).toContain('invalid/unknown-scope')
})

test('lock: the lock, each change at its line, and each undecided route', async () => {
  const cwd = await reviewed({ 'scopes.yaml': `${LOOSE}  POST /exports: undecided\n` })
  const { results } = await logOf(['lock', '--check'], cwd)
  const rules = new Set(results.map(({ ruleId }) => ruleId))
  for (const rule of ['differs', 'gain', 'new-route', 'undecided'])
    expect(rules).toContain(`lock/${rule}`)
})

test('test: a threshold that is not reached is a result', async () => {
  const cwd = await reviewed(GOOD)
  const { exit, results } = await logOf(['test', '--coverage', '--threshold', '100'], cwd)
  expect(exit).toBe(5)
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['threshold', 'coverage'])
})

test('--report sarif=FILE is the same log; files are named from the root of the repository', async () => {
  const root = tempDir()
  const cwd = join(root, 'api v2')
  mkdirSync(cwd)
  const outside = tempDir({ 'other.scopes.test.yaml': BAD['scopes.test.yaml'] })
  for (const [name, text] of Object.entries(BAD)) writeFileSync(join(cwd, name), text)
  const suites = ['scopes.test.yaml', join(outside, 'other.scopes.test.yaml')]
  const { exit } = await scopectl(['test', ...suites, '--report', 'sarif=out.sarif'], {
    ...{ cwd, env: { GITHUB_WORKSPACE: root } },
  })
  expect(exit).toBe(5)
  const text = readFileSync(join(cwd, 'out.sarif'), 'utf8')
  expect(sarifErrors(text)).toEqual([])
  const uris = JSON.parse(text).runs[0].results.map((each: Result) => placeOf(each))
  expect(uris[0].artifactLocation).toEqual({
    ...{ uri: 'api%20v2/scopes.test.yaml', uriBaseId: '%SRCROOT%' },
  })
  expect(uris.at(-1).artifactLocation.uri).toMatch(/other\.scopes\.test\.yaml$/)
})

test('logs of two catalogs do not replace each other; that of a run without an answer replaces the others of its catalog', async () => {
  const root = tempDir({
    'scopes.yaml': GOOD['scopes.yaml'],
    'api/prod"1.yaml': GOOD['scopes.yaml'],
  })
  const env = { GITHUB_WORKSPACE: root }
  const idOf = async (args: string[], cwd = root) => {
    const { stdout } = await scopectl(['lint', ...args, '--format', 'sarif'], { cwd, env })
    return JSON.parse(stdout).runs[0].automationDetails.id
  }
  expect(await idOf([])).toBe('scopectl lint/')
  expect(await idOf(['-c', 'api/prod"1.yaml'])).toBe('scopectl lint api/prod"1.yaml/')
  expect(await idOf(['-c', '../api/scopes.yaml'], join(root, 'api'))).toBe('scopectl lint api/')
  expect(await idOf([], join(root, 'api'))).toBe('scopectl lint api/')
  expect(await idOf(['-c', join(tempDir(GOOD), 'scopes.yaml')])).toBe('scopectl lint/')
})
