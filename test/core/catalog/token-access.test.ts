import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { tokenAccess } from '../../../src/core/catalog/token-access.js'
import { world } from '../../support/generators.js'

test('tokenAccess and satisfies agree for every set of scopes, and no way in is lost', () => {
  const seen = { token: 0, nobody: 0, others: 0 }
  fc.assert(
    fc.property(world, ({ catalog }) => {
      const names = [...catalog.scopes.keys()]
      for (const { requirement } of catalog.routes) {
        const access = tokenAccess(requirement)
        expect(access.who === 'everyone').toBe(requirement.level === 'public')
        if (access.who === 'everyone') continue
        if (access.who === 'token') seen.token++
        else seen.nobody++
        const alternatives = requirement.level === 'scopes' ? requirement.alternatives : []
        const others = alternatives.filter((each) => each.others.length > 0)
        if (requirement.level === 'scopes') expect(access.otherWays).toEqual(others)
        seen.others += others.length
        for (let bits = 0; bits < 2 ** names.length; bits++) {
          const held = new Set(names.filter((_, i) => (bits >> i) & 1))
          const enough =
            access.who === 'token' &&
            access.anyOf.some((all) => all.every((name) => held.has(name)))
          expect(enough).toBe(satisfies(requirement, held))
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
})

test('tokenAccess says why nobody may call a route', () => {
  expect(tokenAccess({ level: 'undecided' })).toEqual({
    ...{ who: 'nobody', because: 'undecided', otherWays: [] },
  })
  const keyed = { scopes: [], others: [{ scheme: 'Key', scopes: [] }] }
  expect(tokenAccess({ level: 'scopes', alternatives: [keyed] })).toEqual({
    ...{ who: 'nobody', because: 'other-ways', otherWays: [keyed] },
  })
  expect(tokenAccess({ level: 'authenticated', beside: [keyed] })).toEqual({
    ...{ who: 'token', anyOf: [[]], otherWays: [keyed] },
  })
})
