import type { JsonWebKey } from 'node:crypto'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { API_CATALOG, guardedApi, type Hole } from '../support/guarded-api.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

let cwd: string
let jwk: JsonWebKey
beforeAll(async () => {
  cwd = tempDir({ 'scopes.yaml': API_CATALOG, 'users.yaml': 'users:\n  alice: {}\n' })
  expect((await scopectl(['token', '--user', 'alice'], { cwd })).exit).toBe(0)
  jwk = JSON.parse((await scopectl(['keys', 'jwks'], { cwd })).stdout).keys[0]
})

async function server(hole: Hole) {
  const api = await guardedApi(jwk, hole)
  onTestFinished(() => api.close())
  const kinds = async (): Promise<Record<string, number>> => {
    const { stdout } = await scopectl(['probe', api.url, '--json'], { cwd })
    const { findings } = JSON.parse(stdout) as { findings: { kind: string; routes: number }[] }
    return Object.fromEntries(findings.map(({ kind, routes }) => [kind, routes]))
  }
  return { api, kinds }
}

test('a shared cache that is warm from an earlier run is the same finding as a cold one', async () => {
  const { kinds } = await server('cache')
  const cold = await kinds()
  expect(cold).toEqual({ 'cached-answer': 7 })
  expect(await kinds()).toEqual(cold)
  expect(await kinds()).toEqual(cold)
})

test('an unguarded route stays one, whatever address it is asked at', async () => {
  const { kinds, api } = await server('no-check')
  expect(await kinds()).toEqual({ unguarded: 1 })
  expect(api.log.filter((line) => line.startsWith('GET /items/?'))).toHaveLength(2)
})
