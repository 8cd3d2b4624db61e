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

/** What each hole is found as, and on how many of the ten routes. */
const EXPECTED: Readonly<Record<Hole, Readonly<Record<string, number>>>> = {
  'no-check': { unguarded: 1 },
  router: { unguarded: 4 },
  signature: { signature: 9 },
  'alg-none': { 'alg-none': 9 },
  'hs-confusion': { 'key-confusion': 9 },
  exp: { expired: 9 },
  aud: { 'wrong-audience': 9 },
  iss: { 'wrong-issuer': 9 },
  typ: { 'wrong-type': 9 },
  substring: { 'lookalike-scope': 8 },
  prefix: { 'lookalike-scope': 5 },
  'any-of-all': { 'missing-scope': 3 },
  'no-claim': { 'no-scope-claim': 8 },
  'falsy-claim': { 'no-scope-claim': 8 },
  'loose-prefix': { 'lookalike-scope': 8 },
  'get-only': { unguarded: 2, 'open-head': 7 },
  head: { 'open-head': 7 },
  slash: { 'open-trailing-slash': 5 },
  case: { 'open-case': 7 },
  override: { 'open-override': 7 },
  'override-write': { 'open-override': 2 },
  leak: { leak: 8 },
  'not-403': { 'not-403': 8 },
  'no-challenge': { 'no-challenge': 9 },
  'first-alternative': { 'shut-alternative': 2 },
  superuser: { 'superuser-scope': 8 },
  cache: { 'cached-answer': 7 },
  overlap: { 'open-overlap': 1 },
}

test('an API that does what its catalog says is clean', async () => {
  const { exit, document, findings } = await probe(undefined, ...WRITES)
  expect(findings).toEqual([])
  expect(document.targets.map(({ state }: { state: string }) => state)).toEqual(
    Array(10).fill('clean'),
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
