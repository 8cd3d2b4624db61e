import type { JsonWebKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { API_CATALOG, guardedApi, HOLES, type Hole } from '../support/guarded-api.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

interface Found {
  readonly kind: string
  readonly cases: readonly { readonly route: string; readonly curl: string }[]
}

let cwd: string
let jwk: JsonWebKey

beforeAll(async () => {
  cwd = tempDir()
  writeFileSync(join(cwd, 'scopes.yaml'), API_CATALOG)
  writeFileSync(join(cwd, 'users.yaml'), 'users:\n  alice: {}\n')
  expect((await scopectl(['token', '--user', 'alice'], { cwd })).exit).toBe(0)
  jwk = JSON.parse((await scopectl(['keys', 'jwks'], { cwd })).stdout).keys[0]
})

const WRITES = ['--methods', 'POST,DELETE', '--allow-writes']

async function probe(hole: Hole | undefined, ...flags: string[]) {
  const api = await guardedApi(jwk, hole)
  onTestFinished(() => api.close())
  const run = await scopectl(['probe', api.url, '--json', ...flags], { cwd })
  const document = JSON.parse(run.stdout)
  const findings = (document.findings ?? []) as Found[]
  return { ...run, document, findings, kinds: findings.map(({ kind }) => kind), log: api.log }
}

/** What each hole is found as, and on how many of the nine routes. */
const EXPECTED: Readonly<Record<Hole, Readonly<Record<string, number>>>> = {
  'no-check': { unguarded: 1 },
  router: { unguarded: 3 },
  signature: { signature: 8 },
  'alg-none': { 'alg-none': 8 },
  'hs-confusion': { 'key-confusion': 8 },
  exp: { expired: 8 },
  aud: { 'wrong-audience': 8 },
  iss: { 'wrong-issuer': 8 },
  typ: { 'wrong-type': 8 },
  substring: { 'lookalike-scope': 7 },
  prefix: { 'lookalike-scope': 4 },
  'any-of-all': { 'missing-scope': 2 },
  'no-claim': { 'no-scope-claim': 7 },
  'falsy-claim': { 'no-scope-claim': 7 },
  'loose-prefix': { 'lookalike-scope': 7 },
  'get-only': { unguarded: 2, 'open-head': 6 },
  head: { 'open-head': 6 },
  slash: { 'open-trailing-slash': 4 },
  case: { 'open-case': 6 },
  override: { 'open-override': 6 },
  'override-write': { 'open-override': 2 },
  leak: { leak: 7 },
  'not-403': { 'not-403': 7 },
  'no-challenge': { 'no-challenge': 8 },
  'first-alternative': { 'shut-alternative': 2 },
  superuser: { 'superuser-scope': 7 },
  cache: { 'cached-answer': 6 },
}

test('an API that does what its catalog says is clean', async () => {
  const { exit, document, findings } = await probe(undefined, ...WRITES)
  expect(findings).toEqual([])
  expect(document.targets.map(({ state }: { state: string }) => state)).toEqual(
    Array(9).fill('clean'),
  )
  expect(document.targets.flatMap(({ notes }: { notes: object[] }) => notes)).toEqual([])
  expect(exit).toBe(0)
})

describe('each hole is found, as what it is and nothing else', () => {
  test.each(HOLES)('%s', async (hole) => {
    const { exit, findings } = await probe(hole, ...WRITES)
    const found = Object.fromEntries(findings.map(({ kind, cases }) => [kind, cases.length]))
    expect(found).toEqual(EXPECTED[hole])
    expect(exit).toBe(5)
  })
})
