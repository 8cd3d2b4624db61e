import { createHmac, randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Signer } from '../../src/core/as-server/odd-tokens.js'
import { plainEnv, scopectl } from '../support/scopectl.js'
import { ask } from './support/cells.js'
import { compareKit, compareOdd, type Edition, flawsOf } from './support/edition.js'
import { type Installed, installPython, needs } from './support/install.js'
import { lesson } from './support/lesson.js'
import { type Running, startServer } from './support/start-server.js'
import { SUBS } from './support/subjects.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const ISSUER = 'http://localhost:8000'
const signer: Signer = {
  header: { alg: 'HS256', typ: 'JWT' },
  sign: (input) => createHmac('sha256', SECRET_KEY).update(input).digest(),
  others: [
    {
      what: 'another HMAC with the same secret',
      alg: 'HS384',
      sign: (input) => createHmac('sha384', SECRET_KEY).update(input).digest(),
    },
  ],
}

/** The tutorial as in the course, with the status of RFC 6750, and as it is today. */
const EDITIONS = [
  {
    name: '401, scopes in an array',
    server: 'fastapi',
    token: { scope_claim: 'scopes', scope_format: 'array' },
    env: { FORBIDDEN: '401' },
    laxer: ['wrong-issuer'],
  },
  {
    name: '403, issuer and audience checked',
    server: 'fastapi-403',
    token: { scope_claim: 'scopes', scope_format: 'array', issuer: ISSUER, audience: 'items-api' },
    env: { FORBIDDEN: '403', ISSUER: JSON.stringify([ISSUER]), AUDIENCE: '["items-api"]' },
    laxer: [],
  },
  {
    name: '401, scope as a string',
    server: 'fastapi',
    token: { scope_claim: 'scope' },
    env: { FORBIDDEN: '401', SCOPE_CLAIM: 'scope', SCOPE_FORM: 'string' },
    laxer: ['wrong-issuer'],
  },
] as const

let installed: Installed
beforeAll(async () => {
  installed = await installPython(['fastapi', 'uvicorn', 'pyjwt', 'python-multipart'])
  if (!installed.ok) return
  const { fastapi, pyjwt, pydantic } = installed.versions
  console.log(`fastapi ${fastapi}, pyjwt ${pyjwt}, pydantic ${pydantic}`)
})

describe.each(EDITIONS)('FastAPI as in its tutorial: $name', ({ server, token, env, laxer }) => {
  const catalog = lesson({ algorithm: 'HS256', key: 'env:SECRET_KEY', ...token })
  const { cwd, routes, scopes } = catalog
  let running: Running
  beforeAll(async () => {
    if (!installed.ok) return
    const told = { ROUTES: routes, USERS: JSON.stringify(SUBS), SECRET_KEY, ...env }
    const app = resolve('test/interop/servers/lesson.py')
    running = await startServer(installed.program, [app], {
      cwd,
      env: { ...plainEnv(cwd), ...told },
    })
  })
  const edition = (): Edition => ({
    server,
    lesson: catalog,
    env: { SECRET_KEY },
    signer,
    claims: {
      sub: 'alice',
      ...('issuer' in token ? { iss: token.issuer, aud: token.audience } : {}),
      [token.scope_claim]: 'scope_format' in token ? scopes : scopes.join(' '),
    },
    scopeClaim: token.scope_claim,
    running,
  })

  test('every subject and every flaw, on every route', async (context) => {
    const compared = await compareKit(installed, context, edition)
    expect(flawsOf(compared.laxer)).toEqual(laxer)
    // On a route for any accepted token: with such a claim no token is accepted.
    expect(flawsOf(compared.stricter)).toEqual(['scope-wrong-type'])
  })

  test('odd tokens, on every route', async (context) => {
    await compareOdd(installed, context, edition)
  })

  test('the answer for a path or method that is not in the catalog does not come from a guard', async (context) => {
    needs(installed, context)
    const get = async (route: string) =>
      (await ask(running.origin, { who: '', token: undefined, route })).status
    expect(await get('HEAD /items/')).toBe(405)
    expect(await get('GET /items')).toBe(307)
    expect(await get('GET /ITEMS/')).toBe(404)
    const args = ['check', '--anonymous', '--route', 'HEAD /items/', '--as-server', server]
    const { exit, stderr } = await scopectl(args, { cwd, env: { SECRET_KEY } })
    expect(stderr).toMatch(/^error\[server-has-no-route\]/)
    expect(exit).toBe(2)
  })
})
