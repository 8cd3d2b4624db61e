import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { close } from '../../../src/core/catalog/reach.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { judgeRoute } from '../../../src/core/probe/judge.js'
import { splitTokenFor, standsFor } from '../../../src/core/probe/stands-for.js'
import { readSupplied, type Supplied } from '../../../src/core/probe/supplied.js'
import { sourceOf } from '../../../src/core/source.js'
import { decode } from '../../../src/core/token/decode.js'
import { NO_USERS } from '../../../src/core/users/model.js'
import { world } from '../../support/generators.js'
import { answers, EVERYTHING, plansOf, type Rule } from './simulated.js'

const NOW = 1_800_000_000
const HABITS = { trouble: undefined, troubleFirst: false, head: true }
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(claims: object) {
  const read = decode(
    `${part({ alg: 'ES256' })}.${part({ sub: 'x', exp: NOW + 900, ...claims })}.AAAA`,
  )
  if (read.kind !== 'decoded') throw new Error('not a token')
  return read.token
}

/** A catalog, and tokens that hold some of its scopes, as issued here. */
const cases = world
  .filter(({ catalog }) => catalog.scopes.size > 0)
  .chain((w) => {
    const names = [...w.catalog.scopes.keys()]
    const set = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
    return fc.tuple(fc.constant(w), fc.array(set, { minLength: 1, maxLength: 6 }))
  })

const suppliedFor = (catalog: Catalog, sets: readonly (readonly string[])[]): Supplied[] =>
  sets.map((names, i) => {
    const held = close(catalog.implied, names)
    const subject = { kind: 'scopes' as const, scopes: [...held] }
    const token = tokenOf({})
    return {
      ...{ who: `t${i}`, subject, sub: undefined, source: 'env:T', token },
      ...{ held, otherwise: held, isUsable: true },
    }
  })

test('with supplied tokens, a server that does what the catalog says has no finding', () => {
  fc.assert(
    fc.property(cases, ([{ catalog }, sets]) => {
      for (const plan of plansOf(catalog, {
        ...EVERYTHING,
        supplied: suppliedFor(catalog, sets),
      })) {
        const { requirement } = plan.route
        const server = answers(catalog, plan.route, (held) => satisfies(requirement, held), HABITS)
        const verdict = judgeRoute(plan, plan.requests.map(server))
        expect(verdict.findings, plan.route.name).toEqual([])
        const { hasAllowed, hasRefused } = plan.supplied ?? { hasAllowed: true, hasRefused: true }
        const canTell = hasAllowed && hasRefused
        expect(verdict.state, plan.route.name).toBe(canTell ? 'clean' : 'inconclusive')
      }
    }),
  )
})

test('with supplied tokens, a server that treats one of them otherwise has a finding, if some other is allowed', () => {
  fc.assert(
    fc.property(cases, fc.nat(), ([{ catalog }, sets], pick) => {
      const supplied = suppliedFor(catalog, sets)
      for (const plan of plansOf(catalog, { ...EVERYTHING, supplied })) {
        const sent = plan.requests.filter(
          ({ variant, credential }) => variant === undefined && credential.kind === 'supplied',
        )
        const wrong = sent[pick % Math.max(1, sent.length)]
        const odd = supplied.find(
          ({ who }) => wrong?.credential.kind === 'supplied' && who === wrong.credential.who,
        )
        const { requirement } = plan.route
        if (!odd || requirement.level !== 'scopes') continue
        const isOdd = (held: ReadonlySet<string>): boolean =>
          held.size === odd.held.size && [...held].every((name) => odd.held.has(name))
        const rule: Rule = (held) => satisfies(requirement, held) !== isOdd(held)
        const verdict = judgeRoute(
          plan,
          plan.requests.map(answers(catalog, plan.route, rule, HABITS)),
        )
        expect(verdict.state, plan.route.name).toBe('found')
      }
    }),
  )
})

describe('what a token stands for', () => {
  const read = (who: string, claims: object) => {
    const source = sourceOf({
      token: { issuer: 'https://idp.test', audience: 'api' },
      scopes: { read: 'R', write: 'W', admin: { implies: ['write'] } },
      roles: { reader: { default: true, scopes: ['read'] }, boss: { scopes: ['admin'] } },
    })
    const catalog = parseCatalog(source)
    if (!catalog.ok) throw new Error('not a catalog')
    const claimed = standsFor(who, catalog.value, NO_USERS)
    const token = tokenOf({ iss: 'https://idp.test', aud: 'api', ...claims })
    return readSupplied(catalog.value, claimed, 'env:T', token, NOW).findings.map(({ id }) => id)
  }

  test.each([
    ['role:boss', { scope: 'read admin write' }, []],
    ['role:boss', { scope: 'read admin write openid' }, []],
    ['role:boss', { scope: 'admin write' }, ['token-scopes role:boss']],
    ['scopes:admin', { scope: 'admin' }, []],
    ['scopes:admin', { scope: 'admin write' }, []],
    ['scopes:admin,read', { scope: 'admin write' }, ['token-scopes scopes:admin,read']],
    ['scopes:read', { scope: 'read', aud: 'other' }, ['token-wrong-audience scopes:read']],
    ['scopes:read', { scope: 'read', exp: NOW }, ['token-expired scopes:read']],
    ['scopes:read', { scope: 'read', iat: NOW + 30 }, []],
    ['scopes:read', { scope: 'read', nbf: NOW + 90 }, ['token-not-yet-valid scopes:read']],
  ])('%s, %j', (who, claims, ids) => {
    expect(read(who, claims)).toEqual(ids)
  })

  test.each([
    ['role:a=env:T', { who: 'role:a', source: 'env:T' }],
    ['scopes:a=b,c=file:x=env:y', { who: 'scopes:a=b,c', source: 'file:x=env:y' }],
    ['user:a@b=-', { who: 'user:a@b', source: '-' }],
    ['role:a=eyJhbGciOiJub25lIn0.e30.', undefined],
    ['role:=env:T', undefined],
    ['a=env:T', undefined],
  ])('%s', (text, parts) => {
    expect(splitTokenFor(text)).toEqual(parts)
  })
})
