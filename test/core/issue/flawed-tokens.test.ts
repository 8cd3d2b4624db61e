import { describe, expect, test } from 'vitest'
import type { Requirement } from '../../../src/core/catalog/model.js'
import type { ScopectlError } from '../../../src/core/errors.js'
import {
  expectedAnswer,
  type Flaw,
  implying,
  lookalikes,
  readFlaw,
} from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { claimsFor } from '../../../src/core/issue/mint.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { decode } from '../../../src/core/token/decode.js'
import type { Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { load } from '../../support/generators.js'
import { NOW, trustFor } from '../../support/signing.js'
import { KEYS, partsOf } from '../token/support.js'

const subject: Subject = { kind: 'role', roles: ['boss'] }
const stamp = { now: NOW, lifetime: 900, jti: 'j' }
/** Fixed, so that the same examples have the same signatures. */
const OTHER: Key = {
  kid: 'other',
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.alloc(32, 9).toString('base64url') },
}

function kitOf(token: Record<string, unknown> = {}, rightKey: Key = KEYS.HS256) {
  const { catalog } = load({
    token: { issuer: 'https://idp.test', audience: 'api', scope_claim: 'scope', ...token },
    scopes: { read: '', write: '', admin: { implies: ['write'] } },
    roles: { boss: { scopes: ['read', 'admin'] } },
    routes: {},
  })
  const trust = trustFor(catalog, [rightKey])
  return { catalog, subject, scopes: ['read'], stamp, trust, rightKey, otherKey: OTHER }
}
type Kit = ReturnType<typeof kitOf>

async function made(flaw: Flaw, kit: Kit) {
  const read = decode(await makeFlawed(flaw, kit))
  return read.kind === 'decoded' ? read.token : expect.unreachable()
}
const problemsOf = (flaw: Flaw, kit: Kit) =>
  makeFlawed(flaw, kit).then(
    () => [],
    (error: ScopectlError) => error.problems.map(({ code, args }) => ({ code, args })),
  )
const GOOD = claimsFor(kitOf().catalog, subject, ['read'], stamp)

describe('a flawed token differs from a good one only in its flaw', () => {
  test('expired: an hour ago, and issued an hour before that', async () => {
    const end = NOW - 3600
    const { claims } = await made('expired', kitOf())
    expect(claims).toEqual({ ...GOOD, iat: end - 3600, nbf: end, exp: end })
  })
  test('not-yet-valid: in an hour', async () => {
    const { claims } = await made('not-yet-valid', kitOf())
    expect(claims).toEqual({ ...GOOD, nbf: NOW + 3600, exp: NOW + 3600 })
  })
  test('unscoped has no scope claim, scope-wrong-type a number', async () => {
    const { scope: _, ...bare } = GOOD
    expect((await made('unscoped', kitOf())).claims).toEqual(bare)
    expect((await made('scope-wrong-type', kitOf())).claims).toEqual({ ...bare, scope: 42 })
  })
  test('alg-none: the kid of a good token, if it has one, and no signature', async () => {
    const { header } = await made('alg-none', kitOf())
    expect(header).toEqual({ alg: 'none', kid: 'k1', typ: 'JWT' })
    const noKid = kitOf({}, { ...KEYS.HS256, kid: undefined })
    expect((await made('alg-none', noKid)).header).toEqual({ alg: 'none', typ: 'JWT' })
    expect(partsOf(await makeFlawed('alg-none', noKid))[2]).toBe('')
  })
  test('wrong-key: a correct signature of another key, under the same kid', async () => {
    const otherKey = { ...OTHER, kid: 'k1' }
    expect(await makeFlawed('wrong-key', kitOf())).toBe(await sign({}, GOOD, otherKey))
  })
  test('bad-signature: only the first character of the signature is another one', async () => {
    const replaced = new Map<boolean, string>()
    for (let n = 0; replaced.size < 2; n++) {
      const kit = { ...kitOf(), stamp: { ...stamp, jti: `${n}` } }
      const claims = claimsFor(kit.catalog, subject, ['read'], kit.stamp)
      const [head, body, signature] = partsOf(await sign({}, claims, { ...OTHER, kid: 'k1' }))
      const first = signature.startsWith('A') ? 'B' : 'A'
      replaced.set(signature.startsWith('A'), first)
      expect(await makeFlawed('bad-signature', kit)).toBe(
        `${head}.${body}.${first}${signature.slice(1)}`,
      )
    }
    expect([...replaced.values()].sort()).toEqual(['A', 'B'])
  })
  test('implied-only: of the request; without one, of everything granted', async () => {
    const scopeOf = async (scopes: string[]) =>
      (await made('implied-only', { ...kitOf(), scopes })).claims['scope']
    expect(await scopeOf(['write', 'admin'])).toBe('admin')
    expect(await scopeOf([])).toBe('admin')
    expect(await problemsOf('implied-only', { ...kitOf(), scopes: ['read'] })).toEqual([
      { code: 'flaw-not-expressible', args: { flaw: 'implied-only', why: 'nothing-implied' } },
    ])
  })
})

test('why a flaw cannot be made', async () => {
  const refused = (flaw: Flaw, why: string) => [
    { code: 'flaw-not-expressible', args: { flaw, why } },
  ]
  expect(await problemsOf('hs-with-public-key', kitOf())).toEqual(
    refused('hs-with-public-key', 'no-public-key'),
  )
  expect(await problemsOf('no-subject', kitOf({ subject: 'optional' }))).toEqual(
    refused('no-subject', 'subject-optional'),
  )
  const kit = { ...kitOf(), rightKey: undefined } as unknown as Kit
  const trust = { ...kit.trust, algorithm: 'ES256' } as const
  expect(await problemsOf('alg-none', { ...kit, trust })).toEqual([
    { code: 'key-none-for', args: { algorithm: 'ES256', found: ['HS256'] } },
  ])
})

test('an unknown flaw, with the nearest name', () => {
  expect(readFlaw('expired')).toBe('expired')
  let problems: unknown
  try {
    readFlaw('expird')
  } catch (error) {
    problems = (error as ScopectlError).problems.map(({ code, args }) => ({ code, args }))
  }
  expect(problems).toEqual([
    { code: 'unknown-flaw', args: { flaw: 'expird', suggestion: 'expired' } },
  ])
})

describe('the answer that a flawed token must get', () => {
  const needs = (...scopes: string[]): Requirement => {
    const { catalog } = load({
      scopes: { read: '', write: '', admin: '' },
      roles: {},
      routes: { 'GET /': { all: scopes } },
    })
    return catalog.routes[0]?.requirement ?? expect.unreachable()
  }
  const PUBLIC: Requirement = load({ scopes: {}, roles: {}, routes: { 'GET /': 'public' } }).catalog
    .routes[0]?.requirement as Requirement
  const GRANTED = new Set(['read', 'write', 'admin'])
  const OK = { status: 200, reason: undefined }
  const DENIED = { status: 403, reason: 'insufficient_scope' }
  const EXPIRED = { status: 401, reason: 'expired' }

  test.each<[Flaw, 'literal' | 'implied', Requirement, object]>([
    ['expired', 'literal', PUBLIC, OK],
    ['unscoped', 'literal', PUBLIC, OK],
    ['expired', 'literal', needs('read'), EXPIRED],
    ['unscoped', 'literal', needs('read'), DENIED],
    ['unscoped', 'implied', needs('read'), DENIED],
    ['implied-only', 'literal', needs('admin'), OK],
    ['implied-only', 'literal', needs('write'), DENIED],
    ['implied-only', 'implied', needs('write'), OK],
    ['implied-only', 'implied', needs('read'), DENIED],
  ])('%s, %s', (flaw, enforce, requirement, answer) => {
    const { catalog } = kitOf({ enforce })
    expect(expectedAnswer(catalog, flaw, requirement, GRANTED)).toStrictEqual(answer)
  })
})

test('implied-only carries what implies others, but not what is implied itself', () => {
  const { catalog } = load({
    scopes: { root: { implies: ['admin'] }, admin: { implies: ['write'] }, write: '', read: '' },
    roles: {},
    routes: {},
  })
  expect(implying(catalog, new Set(['root', 'admin', 'write', 'read']))).toEqual(['root'])
  expect(implying(catalog, new Set(['admin', 'write', 'read']))).toEqual(['admin'])
  expect(implying(catalog, new Set(['undeclared', 'read']))).toEqual([])
})

test('lookalikes: longer at either end, and in the other case', () => {
  const { catalog } = load({ scopes: { a: '' }, roles: {}, routes: {} })
  expect(lookalikes(catalog, ['read', 'ADMIN'])).toEqual([
    'readonly',
    'xread',
    'READ',
    'ADMINonly',
    'xADMIN',
    'admin',
  ])
})
