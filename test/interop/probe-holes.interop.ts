import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, copyFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { parse } from 'yaml'
import { parseCatalog } from '../../src/core/catalog/parse.js'
import { sourceOf } from '../../src/core/source.js'
import { plainEnv, scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { confusionMatrix, type Tried } from './support/confusion.js'
import { type Findings, HOLES_CATALOG, nameOf, SEEDED, type SeededHole } from './support/holes.js'
import { type Installed, installNpm, installPython, needs } from './support/install.js'
import { startKeyServer } from './support/key-server.js'
import { routesOf } from './support/lesson.js'
import { startServer } from './support/start-server.js'

// One hole at a time, in real servers: each must be found as what it is, and nothing else.

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'RS256' }
const publicKey = createPublicKey(privateKey)
const routes = routesOf(catalogOf(HOLES_CATALOG))
const cwd = tempDir({
  'scopes.yaml': HOLES_CATALOG,
  'users.yaml': 'users:\n  alice: {}\n',
  'key.jwk': JSON.stringify(jwk),
})
chmodSync(join(cwd, 'key.jwk'), 0o600)

function catalogOf(text: string) {
  const parsed = parseCatalog(sourceOf(parse(text)))
  if (!parsed.ok) throw new Error(parsed.problems.map(({ code }) => code).join())
  return parsed.value
}

let python: Installed
let node: Installed
let keys: string
beforeAll(async () => {
  keys = await startKeyServer([
    { ...publicKey.export({ format: 'jwk' }), kid: 'first', alg: 'RS256' },
  ])
  python = await installPython(['fastapi', 'uvicorn', 'pyjwt', 'cryptography'])
  node = await installNpm([
    ...['express', 'express-oauth2-jwt-bearer', 'jsonwebtoken', 'method-override'],
  ])
  if (node.ok) copyFileSync('test/interop/servers/holes.js', join(node.dir, 'holes.js'))
})

const SERVERS = [
  {
    name: 'FastAPI',
    installed: () => python,
    program: () => resolve('test/interop/servers/holes.py'),
    flags: [],
  },
  {
    name: 'Express',
    installed: () => node,
    program: (dir: string) => join(dir, 'holes.js'),
    flags: ['--as-server', 'express'],
  },
]

describe.each(SERVERS)('$name', ({ name: server, installed, program, flags }) => {
  const tried: Tried[] = []
  afterAll(() => {
    if (tried.length > 0) console.log(confusionMatrix(server, tried))
  })

  test('without a hole', async (context) => {
    await compare(context, { hole: '', expected: {} })
  })

  const cases = SEEDED.filter(({ express }) => server !== 'Express' || express !== null)
  test.for(cases.map((seeded) => ({ title: nameOf(seeded), seeded })))(
    '$title',
    async ({ seeded }, context) => {
      await compare(context, seeded)
    },
  )

  async function compare(context: TestContext, seeded: SeededHole) {
    const place = installed()
    needs(place, context)
    const { hole, env = {} } = seeded
    const expected = (server === 'Express' && seeded.express) || seeded.expected
    const running = await startServer(place.program, [program(place.dir)], {
      cwd: place.dir,
      env: {
        ...plainEnv(place.dir),
        ...{ NODE_ENV: 'production', ROUTES: JSON.stringify(routes) },
        ...{ ISSUER: 'https://idp.test', AUDIENCE: 'api', JWKS_URI: `${keys}/jwks` },
        PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        ...(hole && { HOLE: hole }),
        ...env,
      },
    })
    const got = await probe(running.origin)
    await running.stop()
    tried.push({ name: nameOf(seeded) || '(none)', expected, got: got.findings })
    expect(got.findings, got.shown).toEqual(ordered(expected))
    expect(got.unclear, got.shown).toEqual([])
    expect(got.exit).toBe(hole ? 5 : 0)
  }

  async function probe(url: string) {
    const consents = ['--with-configured-key', '--methods', 'POST,DELETE', '--allow-writes']
    const run = await scopectl(['probe', url, '--json', ...consents, ...flags], { cwd })
    const document = JSON.parse(run.stdout)
    const findings = document.findings as { kind: string; cases: { route: string }[] }[]
    const targets = document.targets as { route: string; state: string }[]
    return {
      exit: run.exit,
      shown: run.stdout,
      findings: ordered(
        Object.fromEntries(
          findings.map(({ kind, cases }) => [kind, cases.map(({ route }) => route)]),
        ),
      ),
      unclear: targets.filter(({ state }) => state === 'inconclusive'),
    }
  }
})

const ordered = (findings: Findings): Findings =>
  Object.fromEntries(Object.entries(findings).map(([kind, all]) => [kind, [...all].sort()]))
