import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { plainEnv, scopectl } from '../support/scopectl.js'
import { buildSpring } from './support/compiled.js'
import { type Installed, needs } from './support/install.js'
import { lesson } from './support/lesson.js'
import { startServer } from './support/start-server.js'

const SECRET = randomBytes(32).toString('hex')
const PARTIES = { issuer: 'http://localhost:8000', audience: 'items-api' }

let spring: Installed
beforeAll(async () => {
  spring = await buildSpring()
}, 600_000)

// `requestMatchers(HttpMethod.GET, …)` does not match HEAD, which then falls to `anyRequest()`.
test.for([
  { others: '', found: [], routes: 0 },
  // The public route needs a token then, but only for HEAD.
  { others: 'authenticated', found: ['open-head'], routes: 3 },
  { others: 'permitAll', found: ['open-head'], routes: 4 },
])('Spring Security, other requests: $others', async ({ others, found, routes }, context) => {
  needs(spring, context)
  const token = {
    ...{ algorithm: 'HS256', key: 'env:SECRET', ...PARTIES },
    // It reads `scp` where `scope` is missing; probe reports that if the catalog does not say so.
    scope_claim: ['scope', 'scp'],
  }
  const catalog = lesson(token)
  const { ISSUER, AUDIENCE } = { ISSUER: PARTIES.issuer, AUDIENCE: PARTIES.audience }
  const told = {
    SECRET,
    ROUTES: catalog.routes,
    ISSUER,
    AUDIENCE,
    ...(others && { OTHERS: others }),
  }
  const env = { ...plainEnv(spring.dir), ...told }
  const running = await startServer(spring.program, ['-jar', join(spring.dir, 'server.jar')], {
    cwd: spring.dir,
    env,
  })
  const consents = ['--with-configured-key', '--methods', 'POST,PATCH,DELETE', '--allow-writes']
  const args = ['--json', '--as-server', 'spring', '--param', 'id=42', ...consents]
  const { stdout, exit } = await scopectl(['probe', running.origin, ...args], {
    cwd: catalog.cwd,
    env: { SECRET },
  })
  const document = JSON.parse(stdout)
  expect(
    document.findings.map(({ kind }: { kind: string }) => kind),
    stdout,
  ).toEqual(found)
  expect(document.findings[0]?.routes ?? 0, stdout).toBe(routes)
  const states = document.targets.map(({ state }: { state: string }) => state)
  expect(states, stdout).not.toContain('inconclusive')
  expect(exit).toBe(found.length > 0 ? 5 : 0)
})
