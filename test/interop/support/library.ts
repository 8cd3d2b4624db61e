import { createHmac, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ServerName } from '../../../src/core/as-server/names.js'
import type { Signer } from '../../../src/core/as-server/odd-tokens.js'
import { plainEnv, scopectl } from '../../support/scopectl.js'
import { compareKit, compareOdd, type Edition, flawsOf } from './edition.js'
import { type Installed, needs } from './install.js'
import { lesson } from './lesson.js'
import { type Running, startServer } from './start-server.js'

const SECRET = randomBytes(32).toString('hex')
const ISSUER = 'http://localhost:8000'
const AUDIENCE = 'items-api'
const hmac = (hash: string) => (input: string) => createHmac(hash, SECRET).update(input).digest()
const signer: Signer = {
  header: { alg: 'HS256', typ: 'JWT' },
  sign: hmac('sha256'),
  other: { alg: 'HS384', sign: hmac('sha384') },
}

export interface Library {
  readonly name: string
  readonly profile: ServerName
  /** What its program is started with, given where it was installed. */
  readonly args: (dir: string) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What every token must have for it. */
  readonly claims?: Readonly<Record<string, string>>
  /** The flaws with which a token is accepted by the server only; `bare`: without issuer and audience. */
  readonly laxer: readonly string[]
  /** Undefined: it does not start without issuer and audience. */
  readonly bare?: readonly string[]
}

/** Compares every cell of the library's server with its profile, with and without an issuer and an audience. */
export function compareLibrary(library: Library, installed: () => Installed): void {
  const { name, laxer, bare } = library
  const parties = { issuer: ISSUER, audience: AUDIENCE }
  compareWith(`${name}, issuer and audience checked`, library, installed, parties, laxer)
  if (bare) compareWith(`${name}, no issuer or audience`, library, installed, {}, bare)
}

function compareWith(
  title: string,
  { profile, args, env, claims = {} }: Library,
  installed: () => Installed,
  settings: { readonly issuer?: string; readonly audience?: string },
  laxer: readonly string[],
): void {
  const isChecked = 'issuer' in settings
  describe(title, () => {
    const token = { algorithm: 'HS256', key: 'env:SECRET', scope_claim: 'scope', ...settings }
    const catalog = lesson(token, claims)
    const { cwd, routes, scopes } = catalog
    let running: Running
    beforeAll(async () => {
      const place = installed()
      if (!place.ok) return
      const told = { SECRET, ROUTES: routes, NODE_ENV: 'production', ...env }
      running = await startServer(place.program, args(place.dir), {
        cwd: place.dir,
        env: { ...plainEnv(cwd), ...told, ...(isChecked ? { ISSUER, AUDIENCE } : {}) },
      })
    })
    const edition = (): Edition => ({
      server: profile,
      lesson: catalog,
      env: { SECRET },
      signer,
      claims: {
        sub: 'alice',
        jti: 'x',
        ...claims,
        ...(isChecked ? { iss: ISSUER, aud: AUDIENCE } : {}),
        scope: scopes.join(' '),
      },
      scopeClaim: 'scope',
      running,
    })

    test('every subject and every flaw, on every route', async (context) => {
      const compared = await compareKit(installed(), context, edition)
      expect(flawsOf(compared.laxer).sort()).toEqual([...laxer].sort())
    })

    test('odd tokens, on every route', async (context) => {
      await compareOdd(installed(), context, edition)
    })

    test('server learn writes a table that predicts the same', async (context) => {
      needs(installed(), context)
      const file = 'learned.yaml'
      const url = `${running.origin}/items/`
      const args = ['server', 'learn', url, '--user', 'alice', '--with-configured-key', '-o', file]
      const done = await scopectl(args, { cwd, env: { SECRET } })
      expect(done.exit, done.stderr).toBe(0)
      // Without claims it has no scopes either, so that its 403 does not tell whether it was accepted.
      const except = ['a payload that is an array']
      const learned = () => ({ ...edition(), server: `./${file}` })
      await compareOdd(installed(), context, learned, except)
    })
  })
}
