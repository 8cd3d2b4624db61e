import fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { FLAW_NAMES, FLAWS, type Flaw } from '../../../src/core/issue/flaws.js'
import { judgeRoute } from '../../../src/core/probe/judge.js'
import { world } from '../../support/generators.js'
import { answers, type Habits, plansOf } from './simulated.js'

const REFUSED = FLAW_NAMES.filter((flaw) => FLAWS[flaw].reason !== undefined)
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'bad-signature': 'signature',
  'wrong-key': 'signature',
  'hs-with-public-key': 'key-confusion',
}

/** A server that verifies no signature accepts every claim, which explains the others. */
function expectedOf(accepted: readonly Flaw[]): string[] {
  const kinds = new Set(accepted.map((flaw) => OTHER_NAMES[flaw] ?? flaw))
  return kinds.has('signature') ? ['signature'] : [...kinds].sort()
}

test('P20 a server that accepts some flaws has these findings on each route, and no other', () => {
  const cases = fc.tuple(world, fc.subarray(REFUSED, { minLength: 1 }), fc.boolean())
  fc.assert(
    fc.property(cases, ([{ catalog }, accepts, head]) => {
      const habits: Habits = { trouble: undefined, troubleFirst: false, head, accepts }
      for (const plan of plansOf(catalog)) {
        const { requirement } = plan.route
        const sent = plan.requests.flatMap(({ credential }) =>
          credential.kind === 'flaw' ? [credential.flaw] : [],
        )
        const server = answers(catalog, plan.route, (held) => satisfies(requirement, held), habits)
        const { findings } = judgeRoute(plan, plan.requests.map(server))
        const kinds = findings.map(({ kind }) => kind).sort()
        expect(kinds, plan.route.name).toEqual(
          expectedOf(accepts.filter((one) => sent.includes(one))),
        )
      }
    }),
  )
})
