import { createHmac, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ServerName } from '../../../src/core/as-server/names.js'
import type { Signer } from '../../../src/core/as-server/odd-tokens.js'
import type { KeyAlgorithm } from '../../support/odd-keys.js'
import { plainEnv, scopectl } from '../../support/scopectl.js'
import { compareKit, compareOdd, type Edition, flawsOf } from './edition.js'
import { type Installed, needs } from './install.js'
import { type KeyForm, type KeySetup, keySetup } from './keys.js'
import { lesson } from './lesson.js'
import { startServer } from './start-server.js'

/** A shared secret, as the other keys are given. */
const secretSetup = (): KeySetup => ({
  token: { algorithm: 'HS256', key: 'env:SECRET' },
  issuer: ISSUER,
  signer,
  told: { SECRET },
  write() {},
  oddKeys: () => [],
})

const SECRET = randomBytes(32).toString('hex')
const ISSUER = 'http://localhost:8000'
const AUDIENCE = 'items-api'
const hmac = (hash: string) => (input: string) => createHmac(hash, SECRET).update(input).digest()
const signer: Signer = {
  header: { alg: 'HS256', typ: 'JWT' },
  sign: hmac('sha256'),
  others: [{ what: 'another HMAC with the same secret', alg: 'HS384', sign: hmac('sha384') }],
}

export type Told = Readonly<Record<string, string>>

export interface Library {
  readonly name: string
  readonly profile: ServerName
  /** What its program is started with, given where it was installed. */
  readonly args: (dir: string) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The claim that it reads, `scope` as a string if left out. */
  readonly scopes?: { readonly claim: string; readonly isArray: boolean }
  /** What every token must have for it. */
  readonly claims?: Readonly<Record<string, string>>
  /** The flaws with which a token is accepted by the server only; `bare`: without issuer and audience. */
  readonly laxer: readonly string[]
  /** Odd tokens on which several servers with the same profile differ. */
  readonly except?: readonly string[]
  /** What its environment is called, if not as for the others. */
  readonly told?: (told: Told) => Told
  /** Undefined: it does not start without issuer and audience. */
  readonly bare?: readonly string[]
}

/** Compares every cell of the library's server with its profile, with and without an issuer and an audience. */
export function compareLibrary(library: Library, installed: () => Installed): void {
  const { name, laxer, bare } = library
  const make = async () => secretSetup()
  compareWith(`${name}, issuer and audience checked`, library, installed, { make, laxer })
  if (bare) {
    const settings = { make, laxer: bare, isBare: true }
    compareWith(`${name}, no issuer or audience`, library, installed, settings)
  }
}

/** Compares it with an asymmetric key in each of these forms. */
export function compareKeys(
  library: Library,
  installed: () => Installed,
  setups: readonly (readonly [KeyAlgorithm, KeyForm])[],
): void {
  for (const [algorithm, form] of setups) {
    const make = () => keySetup(algorithm, form)
    const { name, laxer } = library
    compareWith(`${name}, ${algorithm}, ${form}`, library, installed, {
      make,
      laxer,
      isSet: form !== 'PEM',
    })
  }
}

interface Settings {
  readonly make: () => Promise<KeySetup>
  readonly laxer: readonly string[]
  readonly isBare?: boolean
  /** The server has several keys, or could have. */
  readonly isSet?: boolean
}

function compareWith(
  title: string,
  library: Library,
  installed: () => Installed,
  { make, laxer, isBare = false, isSet = false }: Settings,
): void {
  const { profile, args, env, claims = {}, except = [] } = library
  const { claim, isArray } = library.scopes ?? { claim: 'scope', isArray: false }
  describe(title, () => {
    let edition: Edition
    beforeAll(async () => {
      const setup = await make()
      const { issuer } = setup
      const parties = isBare ? {} : { issuer, audience: AUDIENCE }
      const form = isArray ? { scope_format: 'array' } : {}
      const catalog = lesson({ ...setup.token, scope_claim: claim, ...form, ...parties }, claims)
      const { cwd, routes, scopes } = catalog
      setup.write(cwd)
      const place = installed()
      if (!place.ok) return
      const { told = (each: Told) => each } = library
      const settings = isBare ? {} : { ISSUER: issuer, AUDIENCE }
      const running = await startServer(place.program, args(place.dir), {
        cwd: place.dir,
        env: {
          ...plainEnv(cwd),
          ...told({ ROUTES: routes, NODE_ENV: 'production', ...env, ...setup.told, ...settings }),
        },
      })
      edition = {
        server: profile,
        lesson: catalog,
        env: { SECRET },
        signer: setup.signer,
        claims: {
          sub: 'alice',
          jti: 'x',
          ...claims,
          ...(isBare ? {} : { iss: issuer, aud: AUDIENCE }),
          [claim]: isArray ? scopes : scopes.join(' '),
        },
        scopeClaim: claim,
        oddKeys: setup.oddKeys,
        running,
      }
    })

    test('every subject and every flaw, on every route', async (context) => {
      const compared = await compareKit(installed(), context, () => edition)
      expect(flawsOf(compared.laxer).sort()).toEqual([...laxer].sort())
    })

    test('odd tokens, on every route', async (context) => {
      await compareOdd(installed(), context, () => edition, except)
    })

    // It cannot sign with the other keys of a set, so it does not see what they do.
    const predicts = isSet ? 'lets in nobody that the server refuses' : 'predicts the same'
    test(`server learn writes a table that ${predicts}`, async (context) => {
      needs(installed(), context)
      const file = 'learned.yaml'
      const url = `${edition.running.origin}/items/`
      const { cwd } = edition.lesson
      const args = ['server', 'learn', url, '--user', 'alice', '--with-configured-key', '-o', file]
      const done = await scopectl(args, { cwd, env: { SECRET } })
      expect(done.exit, done.stderr).toBe(0)
      // Without claims it has no scopes either, so that its 403 does not tell whether it was accepted.
      const unseen = ['a payload that is an array', ...except]
      const learned = () => ({ ...edition, server: `./${file}` })
      await compareOdd(installed(), context, learned, unseen, !isSet)
    })
  })
}
