import { createHmac, randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { oddTokens, type Signer } from '../support/odd-tokens.js'
import { plainEnv, scopectl } from '../support/scopectl.js'
import { compare } from './support/cells.js'
import { type Installed, installPython, needs } from './support/install.js'
import { lesson } from './support/lesson.js'
import { type Running, startServer } from './support/start-server.js'
import { askers, cellsOf, SUBS } from './support/subjects.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const ISSUER = 'http://localhost:8000'
const hs256: Signer = {
  header: { alg: 'HS256', typ: 'JWT' },
  sign: (input) => createHmac('sha256', SECRET_KEY).update(input).digest(),
}

/** The lesson as the course has it, with the status of RFC 6750, and as the tutorial has it today. */
const EDITIONS = [
  {
    name: '401, scopes in an array',
    server: 'fastapi',
    token: { scope_claim: 'scopes', scope_format: 'array' },
    env: { FORBIDDEN: '401' },
  },
  {
    name: '403, issuer and audience checked',
    server: 'fastapi-403',
    token: { scope_claim: 'scopes', scope_format: 'array', issuer: ISSUER, audience: 'items-api' },
    env: { FORBIDDEN: '403', ISSUER: JSON.stringify([ISSUER]), AUDIENCE: '["items-api"]' },
  },
  {
    name: '401, scope as a string',
    server: 'fastapi',
    token: { scope_claim: 'scope' },
    env: { FORBIDDEN: '401', SCOPE_CLAIM: 'scope', SCOPE_FORM: 'string' },
  },
]

let installed: Installed
beforeAll(async () => {
  installed = await installPython(['fastapi', 'uvicorn', 'pyjwt', 'python-multipart'])
  if (!installed.ok) return
  const { fastapi, pyjwt, pydantic } = installed.versions
  console.log(`fastapi ${fastapi}, pyjwt ${pyjwt}, pydantic ${pydantic}`)
})

describe.each(EDITIONS)('FastAPI as its lesson has it: $name', ({ server, token, env }) => {
  const { cwd, routes, requests, scopes } = lesson({
    algorithm: 'HS256',
    key: 'env:SECRET_KEY',
    ...token,
  })
  const place = { cwd, env: { SECRET_KEY } }
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

  test('every subject and every flaw, on every route', async (context) => {
    needs(installed, context)
    const cells = cellsOf(await askers(place), requests)
    const at = Math.floor(Date.now() / 1000)
    const { differences, laxer, stricter } = await compare(cells, {
      origin: running.origin,
      server,
      place,
      at,
    })
    expect(differences).toEqual([])
    expect({ laxer, stricter }).toEqual({ laxer: [], stricter: [] })
  })

  test('odd tokens, on every route', async (context) => {
    needs(installed, context)
    const now = Math.floor(Date.now() / 1000)
    const [scopeClaim, isArray] = [token.scope_claim, token.scope_format === 'array']
    const trusted = 'issuer' in token ? { iss: token.issuer, aud: token.audience } : {}
    const claims = {
      sub: 'alice',
      iat: now,
      exp: now + 600,
      ...trusted,
      [scopeClaim]: isArray ? scopes : scopes.join(' '),
    }
    const all = oddTokens(hs256, { now, claims, scopeClaim, scopes })
    const cells = cellsOf(
      all.map(({ what, token }) => ({ who: what, token })),
      requests,
    )
    const { differences, laxer, stricter } = await compare(cells, {
      origin: running.origin,
      server,
      place,
      at: now,
    })
    console.log(JSON.stringify({ laxer, stricter }, null, 1))
    expect(differences).toEqual([])
  })

  test('a HEAD request finds no route beside GET', async (context) => {
    needs(installed, context)
    const { status } = await fetch(`${running.origin}/items/`, { method: 'HEAD' })
    expect(status).toBe(405)
    const args = ['check', '--anonymous', '--route', 'HEAD /items/', '--as-server', server]
    const { exit, stderr } = await scopectl(args, place)
    expect(stderr).toMatch(/^error\[server-has-no-route\]/)
    expect(exit).toBe(2)
  })
})
