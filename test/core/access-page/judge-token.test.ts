import { describe, expect, test } from 'vitest'
import { judgeToken } from '../../../src/core/access-page/judge-token.js'
import { packToken, tokenSettings } from '../../../src/core/access-page/token-settings.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { FLAW_NAMES } from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { claimsFor, signClaims } from '../../../src/core/issue/mint.js'
import type { Subject } from '../../../src/core/subject/model.js'
import type { Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { verify } from '../../../src/core/token/verify.js'
import { load } from '../../support/generators.js'
import { NOW, trustFor } from '../../support/signing.js'
import { KEYS, newKey } from '../token/support.js'

const subject: Subject = { kind: 'role', roles: ['boss'] }
const at = { now: NOW, leeway: 0 }
const stamp = { now: NOW, lifetime: 900, jti: 'j' }
const ALGORITHMS = ['ES256', 'RS256', 'EdDSA', 'HS256'] as const
const OTHERS = Object.fromEntries(ALGORITHMS.map((algorithm) => [algorithm, newKey(algorithm)]))

async function world(algorithm: (typeof ALGORITHMS)[number], token: object = {}) {
  const { catalog } = load({
    token: {
      issuer: 'https://idp.test',
      audience: 'api',
      scope_claim: 'scope',
      algorithm,
      ...token,
    },
    scopes: { read: '', write: '', admin: { implies: ['write'] } },
    roles: { boss: { scopes: ['read', 'admin'] } },
    routes: {},
  })
  const key: Key = KEYS[algorithm]
  const trust = trustFor(catalog, [key])
  const kit = { catalog, subject, scopes: ['read'], stamp, trust, rightKey: key }
  const good = await signClaims(catalog.token, claimsFor(catalog, subject, ['read'], stamp), key)
  const otherKey = OTHERS[algorithm] ?? key
  const made = FLAW_NAMES.map(async (flaw) => {
    // Not every key and catalog can express every flaw.
    return makeFlawed(flaw, { ...kit, otherKey }).catch((error) => {
      if (error instanceof ScopectlError) return good
      throw error
    })
  })
  const flawed = (await Promise.all(made)).filter((text) => text !== good)
  expect(flawed.length).toBeGreaterThan(10)
  const tokens = [good, ...flawed, 'not a token', good.slice(0, -9), '']
  /** What the page does, with what the page has. */
  const judge = (text: string, keys: boolean, hasCryptography = true) => {
    const packed = JSON.parse(
      JSON.stringify(packToken(catalog.token, 0, keys ? trust : undefined)),
    ) as ReturnType<typeof packToken>
    const onPage = { ...catalog, token: tokenSettings(catalog.token, packed) }
    return judgeToken(text, packed, onPage, at, hasCryptography)
  }
  return { catalog, key, trust, tokens, good, judge }
}

const reasonsOf = (judged: { kind: string; rejected?: { refusals: readonly object[] } }) =>
  judged.rejected?.refusals ?? []

describe.each(ALGORITHMS)('a token pasted in the page, %s', (algorithm) => {
  test.skipIf(algorithm === 'HS256')('gets the answer of verify with a public key', async () => {
    const { tokens, judge, trust } = await world(algorithm)
    for (const text of tokens) {
      const verified = await verify(text, trust, at)
      const judged = await judge(text, true)
      expect(judged.signature).toBe('checked')
      expect(judged.kind === 'rejected').toBe(verified.kind === 'rejected')
      expect(reasonsOf(judged)).toEqual(verified.kind === 'rejected' ? verified.refusals : [])
    }
  })

  test('without a key fails every check but that of the signature, and never counts as checked', async () => {
    const { tokens, judge, trust } = await world(algorithm)
    for (const text of tokens) {
      const verified = await verify(text, trust, at)
      const refusals = verified.kind === 'rejected' ? verified.refusals : []
      const needsNoKey = ({ reason, detail }: (typeof refusals)[number]) =>
        reason !== 'unknown-key' && detail.code !== 'token-signature'
      for (const [keys, cryptography] of [
        [false, true],
        [true, false],
      ] as const) {
        const judged = await judge(text, keys, cryptography)
        expect(judged.signature).not.toBe('checked')
        expect(reasonsOf(judged)).toEqual(refusals.filter(needsNoKey))
      }
    }
  })

  test('with nothing secret in the page', async () => {
    const { catalog, trust, key } = await world(algorithm)
    const packed = packToken(catalog.token, 0, trust)
    const text = JSON.stringify(packed)
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'] as const) {
      expect(text).not.toContain(`"${name}":`)
      if (key.jwk[name] !== undefined) expect(text).not.toContain(key.jwk[name])
    }
    expect(packed.keyless).toBe(algorithm === 'HS256' ? 'secret' : null)
  })
})

describe('what a pasted token holds', () => {
  test('is read like check reads it', async () => {
    const { judge, catalog, key } = await world('ES256', { role_claim: 'roles' })
    const claims = { scope: 'write other', roles: ['boss', 'nobody'] }
    const own = { iss: 'https://idp.test', aud: 'api', sub: 'a', exp: NOW + 1 }
    const judged = await judge(await sign({ typ: 'JWT' }, { ...own, ...claims }, key), true)
    if (judged.kind !== 'acceptable') return expect.unreachable()
    expect([...judged.views.literal].sort()).toEqual(['admin', 'read', 'write'])
    expect(judged.views.unknown).toEqual(['other'])
    expect(judged.views.roles.roles).toEqual(['boss'])
    expect(catalog.token.enforce).toBe('literal')
  })

  test('is unknown if two claims differ and none is pinned', async () => {
    const { judge, key } = await world('ES256', { scope_claim: undefined })
    const own = { iss: 'https://idp.test', aud: 'api', sub: 'a', exp: NOW + 1 }
    const judged = await judge(await sign({}, { ...own, scope: 'read', scp: ['write'] }, key), true)
    expect(judged).toMatchObject({ kind: 'ambiguous', claims: ['scope', 'scp'] })
  })

  test('alg none is refused, whether the algorithm is pinned or not', async () => {
    const { judge } = await world('ES256')
    const open = await world('ES256', { algorithm: undefined })
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const text = `${none}.${open.good.split('.')[1]}.`
    for (const one of [judge, open.judge])
      expect(await one(text, false)).toMatchObject({ kind: 'rejected' })
  })
})
