import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { failedSarif } from '../../src/report/sarif/failed.js'
import { sarifErrors } from '../support/sarif-schema.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// SARIF as it is printed, against the schema of the standard.

const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, write: Write }
routes:
  GET /open: read
  "GET /a/'x'&(y)$z": read
  GET /broken: read
  GET /shut: write
  GET /users/{id}: read
probe: { waive: [{ id: no-challenge GET /shut, reason: "<b>known</b>", until: 2999-01-01 }] }
`

interface Rule {
  readonly id: string
  readonly relationships: readonly {
    readonly target: { id: string; toolComponent: { index: number } }
  }[]
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string }
}
interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly locations: readonly { physicalLocation: { artifactLocation: { uri: string } } }[]
  readonly properties: { readonly id: string }
}

let url: string
let printed: string
beforeAll(async () => {
  const server = createServer((request, response) => {
    if (request.url === '/broken') return void response.writeHead(500).end()
    if (request.url === '/shut') return void response.writeHead(403).end()
    response.end('{"open":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  printed = await sarifOf(tempDir({ 'scopes.yaml': CATALOG }))
})

async function sarifOf(cwd: string): Promise<string> {
  const { stdout, exit } = await scopectl(['probe', url, '--format', 'sarif'], { cwd })
  expect(exit).toBe(5)
  return stdout
}
const runOf = (text: string) => JSON.parse(text).runs[0]

test('a report is valid SARIF 2.1.0, and so is that of a run that checked nothing', () => {
  expect(sarifErrors(printed)).toEqual([])
  expect(
    sarifErrors(failedSarif('probe', [{ code: 'probe-nothing', says: 'nothing to probe' }])),
  ).toEqual([])
  // The schema is not one that accepts everything.
  expect(sarifErrors('{"version":"2.1.0","runs":[{"results":[]}]}')).not.toEqual([])
})

test('each rule refers to its CWE in the taxonomy of the run, and GitHub gets it as a tag', () => {
  const { tool, taxonomies } = runOf(printed)
  expect(tool.driver.rules.length).toBeGreaterThan(1)
  for (const { relationships, properties } of tool.driver.rules as Rule[]) {
    const [{ target } = { target: { id: '', toolComponent: { index: -1 } } }] = relationships
    const taxonomy = taxonomies[target.toolComponent.index]
    const taxon = taxonomy.taxa.find(({ id }: { id: string }) => id === target.id)
    expect(taxon.name).toMatch(/^[A-Z][\w -]+$/)
    expect(taxon.helpUri).toBe(`https://cwe.mitre.org/data/definitions/${target.id}.html`)
    expect(properties.tags).toContain(`external/cwe/cwe-${target.id}`)
    expect(Number(properties['security-severity'])).toBeGreaterThan(0)
  }
  expect(tool.driver.supportedTaxonomies).toEqual([{ name: 'CWE', index: 0 }])
})

test('each result has its rule and a fingerprint of its own, which its line does not change', async () => {
  const { tool, results } = runOf(printed) as {
    tool: { driver: { rules: Rule[] } }
    results: Result[]
  }
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
  const printsOf = (all: readonly Result[]) =>
    new Map(all.map(({ properties: { id }, partialFingerprints }) => [id, partialFingerprints]))
  const prints = printsOf(results)
  const first = [...prints.values()].map(({ primaryLocationLineHash }) => primaryLocationLineHash)
  expect(new Set(first).size).toBe(results.length)
  for (const hash of first) expect(hash).toMatch(/^[0-9a-f]{16}:1$/)
  const moved = `# A comment.\n\n${CATALOG}`
  const again = printsOf(runOf(await sarifOf(tempDir({ 'scopes.yaml': moved }))).results)
  expect(again).toEqual(prints)
})

test('every target has its state, and a waived finding is not a result', () => {
  const { properties, results, invocations } = runOf(printed)
  const states = properties.targets.map(({ route, state }: { route: string; state: string }) => [
    route,
    state,
  ])
  expect(Object.fromEntries(states)).toMatchObject({
    'GET /open': 'found',
    'GET /broken': 'inconclusive',
    'GET /users/{id}': 'not probed',
  })
  const ids = results.map(({ properties: { id } }: Result) => id)
  for (const { id } of properties.waived) expect(ids).not.toContain(id)
  expect(invocations[0].executionSuccessful).toBe(true)
})

test('files are named from the root of the repository', async () => {
  const root = tempDir()
  const cwd = join(root, 'api v2', 'x')
  mkdirSync(cwd, { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: root })
  writeFileSync(join(cwd, 'scopes.yaml'), CATALOG)
  const [result] = runOf(await sarifOf(cwd)).results as Result[]
  expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('api%20v2/x/scopes.yaml')
})
