import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import { heldBy } from '../../../src/core/decision/presented.js'
import { askNeed } from '../../../src/core/decision/question.js'
import type { ScopectlError } from '../../../src/core/errors.js'
import {
  expectedAnswer,
  FLAW_NAMES,
  FLAWS,
  type Flaw,
  isFlaw,
  lookalikes,
} from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { claimsFor, signClaims } from '../../../src/core/issue/mint.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { decode } from '../../../src/core/token/decode.js'
import type { Key } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { load } from '../../support/generators.js'
import { NOW, trustFor } from '../../support/signing.js'
import { KEYS, newKey } from '../token/support.js'

const SCOPES = ['read', 'write', 'users:read', 'admin']
const subject: Subject = { kind: 'role', roles: ['all'] }
const stamp = { now: NOW, lifetime: 900, jti: 'j' }

function kitOf(token: Record<string, unknown> = {}, rightKey: Key = KEYS.ES256, keys = [rightKey]) {
  const { catalog } = load({
    token: {
      issuer: 'https://idp.test',
      audience: 'api',
      scope_claim: 'scope',
      type: 'at+jwt',
      ...token,
    },
    scopes: { read: '', write: '', 'users:read': '', admin: { implies: ['users:*'] } },
    roles: { all: { scopes: SCOPES }, admin: { scopes: SCOPES } },
    routes: {},
  })
  return {
    catalog,
    subject,
    scopes: SCOPES,
    stamp,
    trust: trustFor(catalog, keys),
    rightKey,
    otherKey: newKey(rightKey.algorithm, 'other'),
  }
}
type Kit = ReturnType<typeof kitOf>
const judged = async (flaw: Flaw, kit: Kit, at = NOW) =>
  verify(await makeFlawed(flaw, kit), kit.trust, { now: at, leeway: 0 })
const problemOf = (flaw: Flaw, kit: Kit) =>
  makeFlawed(flaw, kit).then(
    () => 'made',
    (error: ScopectlError) =>
      error.problems.map(({ code, args }) => `${code} ${JSON.stringify(args)}`).join(),
  )

test('the flaws are those of docs/reference/decision.md, in the order of their reasons', () => {
  expect(FLAW_NAMES.map((flaw) => `${flaw} ${FLAWS[flaw].reason ?? 403}`)).toEqual([
    'expired expired',
    'not-yet-valid not-yet-valid',
    'wrong-audience wrong-audience',
    'wrong-issuer wrong-issuer',
    'wrong-key bad-signature',
    'bad-signature bad-signature',
    'alg-none wrong-algorithm',
    'hs-with-public-key wrong-algorithm',
    'wrong-type bad-header',
    'no-subject no-subject',
    'unscoped 403',
    'scope-wrong-type 403',
    'scope-lookalike 403',
    'scope-claim-other 403',
    'implied-only 403',
  ])
  expect(['toString', 'Expired', ''].map(isFlaw)).toEqual([false, false, false])
})

describe.each([...FLAW_NAMES])('%s', (flaw) => {
  const { reason, needsRightKey } = FLAWS[flaw]
  test('that reason and no other; without the flaw, the token is accepted', async () => {
    const kit = kitOf()
    const answer = await judged(flaw, kit)
    expect(answer.kind === 'rejected' ? answer.refusals.map((each) => each.reason) : []).toEqual(
      reason ? [reason] : [],
    )
    const { token } = kit.catalog
    const claims = claimsFor(kit.catalog, subject, SCOPES, stamp)
    const good = await signClaims(token, claims, kit.rightKey)
    const undone = await verify(good, kit.trust, { now: NOW, leeway: 0 })
    if (undone.kind !== 'verified') return expect.unreachable()
    expect(heldBy(kit.catalog, undone).scopes).toEqual(SCOPES)
    if (answer.kind === 'verified') {
      expect(heldBy(kit.catalog, answer).scopes).toEqual(flaw === 'implied-only' ? ['admin'] : [])
      for (const name of SCOPES) {
        const question = askNeed(kit.catalog, [name], false)
        const expected = expectedAnswer(kit.catalog, flaw, question.requirement, new Set(SCOPES))
        expect(decide(kit.catalog, question, answer).status, name).toBe(expected.status)
      }
    }
  })
  test('MINT7: the right key signs only if it must, and only with consent', async () => {
    const kit = { ...kitOf(), rightKey: undefined }
    expect(await problemOf(flaw, kit as unknown as Kit)).toBe(
      needsRightKey ? `flaw-needs-consent {"flaw":"${flaw}"}` : 'made',
    )
  })
  test('with several keys, the kid of the signing one is used, whatever comes first', async () => {
    const [old, next] = [newKey('ES256', 'old'), newKey('ES256', 'next')]
    for (const keys of [
      [old, KEYS.ES256],
      [KEYS.ES256, next],
      [{ ...KEYS.RS256, kid: 'rsa' }, KEYS.ES256],
    ]) {
      const kit = kitOf({}, KEYS.ES256, keys)
      const trust = { ...kit.trust, algorithm: 'ES256' as const }
      const answer = await verify(await makeFlawed(flaw, { ...kit, trust }), trust, {
        now: NOW,
        leeway: 0,
      })
      expect(answer.kind === 'rejected' ? answer.refusals.map((each) => each.reason) : []).toEqual(
        reason ? [reason] : [],
      )
    }
  })
  test('it is valid for the given lifetime at most, and never if time is the flaw', async () => {
    const kit = kitOf()
    const read = decode(await makeFlawed(flaw, kit))
    const { exp, nbf } = read.kind === 'decoded' ? read.token.claims : expect.unreachable()
    if (flaw === 'expired' || flaw === 'not-yet-valid') expect(nbf).toBe(exp)
    else expect(exp).toBe(NOW + 900)
    for (const at of [NOW - 3600, NOW - 1, NOW + 3599, NOW + 3600]) {
      expect((await judged(flaw, kit, at)).kind).toBe('rejected')
    }
  })
})

describe('flaws that a catalog cannot express', () => {
  const KIT = (token: Record<string, unknown>, key?: Key) => kitOf(token, key)
  test.each<[Flaw, Record<string, unknown>]>([
    ['wrong-audience', { audience: 'any' }],
    ['wrong-audience', { audience: ['a', 'https://wrong-audience.invalid'] }],
    ['wrong-issuer', { issuer: 'any' }],
    ['wrong-issuer', { issuer: 'https://wrong-issuer.invalid' }],
    ['wrong-type', { type: undefined }],
    ['wrong-type', { type: 'any' }],
    ['scope-claim-other', { scope_claim: undefined }],
    ['scope-claim-other', { scope_claim: ['scope', 'scp', 'scopes', 'permissions'] }],
    ['scope-claim-other', { scope_claim: ['/scope', 'scp', '/scopes', '/permissions/x'] }],
  ])('%s with %j', async (flaw, token) => {
    expect(await problemOf(flaw, KIT(token))).toMatch(/^flaw-not-expressible/)
  })
  test('hs-with-public-key without a public key', async () => {
    expect(await problemOf('hs-with-public-key', KIT({}, KEYS.HS256))).toMatch(
      /^flaw-not-expressible/,
    )
    expect(await problemOf('hs-with-public-key', KIT({}, KEYS.RS256))).toBe('made')
    expect(await problemOf('hs-with-public-key', KIT({}, KEYS.EdDSA))).toBe('made')
  })
  test('no names to imitate, no implications', async () => {
    expect(await problemOf('scope-lookalike', { ...KIT({}), scopes: [] })).toMatch(
      /^flaw-not-expressible/,
    )
    expect(await problemOf('implied-only', { ...KIT({}), scopes: ['read'] })).toMatch(
      /^flaw-not-expressible/,
    )
  })
})

test('wrong-type carries the other type of the two; every other flaw the right one', async () => {
  for (const [type, other] of [
    ['JWT', 'at+jwt'],
    ['at+jwt', 'JWT'],
  ] as const) {
    const kit = kitOf({ type })
    for (const flaw of FLAW_NAMES) {
      const [header = ''] = (await makeFlawed(flaw, kit)).split('.')
      const { typ } = JSON.parse(Buffer.from(header, 'base64url').toString())
      expect([flaw, typ]).toEqual([flaw, flaw === 'wrong-type' ? other : type])
    }
  }
})

test('scope-claim-other uses a claim from which neither scopes nor roles are read', async () => {
  const other = async (token: Record<string, unknown>) => {
    const kit = { ...kitOf(token), scopes: ['admin'] }
    const answer = await judged('scope-claim-other', kit)
    if (answer.kind !== 'verified') return expect.unreachable()
    expect(heldBy(kit.catalog, answer).scopes).toEqual([])
    return Object.keys(answer.token.claims).filter((name) => answer.token.claims[name] === 'admin')
  }
  expect(await other({})).toEqual(['scp'])
  expect(await other({ scope_claim: '/scope' })).toEqual(['scp'])
  expect(await other({ role_claim: 'scp' })).toEqual(['scopes'])
  expect(await other({ scope_claim: ['scp', '/scopes/x'] })).toEqual(['scope'])
})

test('lookalikes are never declared', () => {
  const { catalog } = load({
    scopes: { read: '', readonly: '', xread: '', READ: '', '7': '' },
    roles: {},
    routes: {},
  })
  expect(lookalikes(catalog, ['read', '7'])).toEqual(['7only', 'x7'])
  expect(lookalikes(catalog, ['READ'])).toEqual(['READonly', 'xREAD'])
})
