import { expect, test } from 'vitest'
import { cerbos } from '../../../src/core/export/cerbos/cerbos.js'
import { makeKey } from '../../../src/io/make-key.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { loadCatalog } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'
import { askCerbos, installCerbos, runCerbos } from './cerbos.js'
import { engineFolder } from './engine-folder.js'
import { type ExportCell, expectedStatus, exportWorld } from './export-cells.js'
import { needs } from './install.js'
import { randomTokens } from './random-tokens.js'

const PARTIES = { iss: 'https://idp.test', aud: 'api' }

const SETTINGS = [
  { issuer: PARTIES.iss, audience: PARTIES.aud },
  { issuer: 'any', audience: 'any', subject: 'optional' },
] as const

/** Compares Cerbos with `decide` for tokens with one to three oddities each, which nobody chose. */
export function compareRandomCerbos(count: number): void {
  test.for(SETTINGS)(
    'random tokens, with %j',
    { timeout: 3_600_000 },
    async (settings, context) => {
      const installed = await installCerbos()
      needs(installed, context)
      const catalog = loadCatalog({
        token: { ...settings, scope_claim: 'scope' },
        scopes: { read: 'Read' },
        roles: {},
        routes: { 'GET /a': 'read' },
      })
      const now = Math.floor(Date.now() / 1000)
      const key = await makeKey('ES256')
      const world = exportWorld(catalog, key, now)
      const claims = { ...PARTIES, sub: 'alice', jti: 'x', scope: 'read', iat: now, exp: now + 600 }
      const all = randomTokens(rawSigner(key), { now, claims }, { count, seed: SEED })
      const cells = all.map(
        ({ what, token }): ExportCell => ({ who: what, token, method: 'GET', target: '/a' }),
      )
      const running = await runCerbos(installed.program, engineFolder(cerbos, world))
      const statuses = await askCerbos(running.origin, cells).finally(running.stop)
      const wrong: string[] = []
      let allowed = 0
      let denied = 0
      for (const [i, cell] of cells.entries()) {
        const [status, expected] = [
          statuses[i],
          await expectedStatus(catalog, world.trust, cell, now),
        ]
        if (expected === 200) allowed++
        if (status === expected) continue
        if (status === 401 && expected === 200 && isDeniedMore(cell.who)) denied++
        else wrong.push(`${cell.who}: ${status}, not ${expected}`)
      }
      console.log(
        `${count} random tokens, ${allowed} of them accepted; Cerbos denies ${denied} of these`,
      )
      expect(wrong).toEqual([])
      expect(allowed).toBeGreaterThan(count / 100)
    },
  )
}

/** What Cerbos reads, whatever the policy asks for: it must have its usual type, and times are not before 1970. */
const isDeniedMore = (what: string): boolean =>
  /"claims":\{"(?:jti|iss|aud|sub)":/.test(what) ||
  /"claims":\{"(?:nbf|iat)":-1\}/.test(what) ||
  /"header":\{"(?:cty|jku|jwk|x5c)":/.test(what)
