import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normOf } from '../../../src/core/catalog/requirement.js'
import { callerBetween, callerWithout } from '../../../src/core/proof/caller-between.js'
import { readingOf } from '../../../src/core/proof/reading.js'
import { allows, type Rule } from '../../../src/core/proof/rule.js'
import { loadCatalog } from '../../support/generators.js'
import '../../support/seed.js'

const NAMES = [...'abcdefghijkl']
const SUBSETS = Array.from({ length: 2 ** NAMES.length }, (_, bits) => bits)
const readings = (['literal', 'implied'] as const).map((enforce) =>
  readingOf(
    loadCatalog({
      token: { enforce },
      scopes: Object.fromEntries(
        NAMES.map((name, i) => [
          name,
          { implies: NAMES.slice(i + 1).filter((_, j) => j % 5 === 3) },
        ]),
      ),
    }),
  ),
)
const needs = fc
  .array(fc.subarray(NAMES, { minLength: 1, maxLength: 4 }), { maxLength: 4 })
  .map((all) =>
    normOf({ level: 'scopes', alternatives: all.map((scopes) => ({ scopes, others: [] })) }),
  )
const itemsOf = (bits: number) =>
  NAMES.flatMap((name, i) => ((bits >> i) & 1 ? [{ kind: 'scope' as const, name }] : []))

describe.each(readings.map((reading, i) => [['literal', 'implied'][i], reading] as const))(
  'twelve scopes, %s',
  (_, reading) => {
    test('implication and the smallest witness agree with trying all 4,096 sets', () => {
      let refuted = 0
      fc.assert(
        fc.property(needs, needs, (a, b) => {
          const [allowed, refused] = [a, b].map((each): Rule => ({ needs: each, reading })) as [
            Rule,
            Rule,
          ]
          const between = SUBSETS.map(itemsOf).filter(
            (items) => allows(allowed, items) && !allows(refused, items),
          )
          const found = callerBetween(allowed, refused)
          expect(found.kind).toBe(between.length > 0 ? 'caller' : 'none')
          expect(callerWithout(a, b, reading)).toEqual(found.kind === 'caller' ? found : undefined)
          if (found.kind !== 'caller') return
          refuted++
          expect(found.isSmallest).toBe(true)
          expect(found.caller?.length).toBe(Math.min(...between.map((items) => items.length)))
        }),
        { numRuns: 30 },
      )
      expect(refuted).toBeGreaterThan(10)
    })

    test('whether there is a witness does not depend on how long the search may take', () => {
      fc.assert(
        fc.property(needs, needs, fc.nat(3), (a, b, most) => {
          const [hasty, whole] = [callerWithout(a, b, reading, most), callerWithout(a, b, reading)]
          expect(hasty === undefined).toBe(whole === undefined)
          if (!hasty) return
          expect(allows({ needs: a, reading }, hasty.caller)).toBe(true)
          expect(allows({ needs: b, reading }, hasty.caller)).toBe(false)
          if (hasty.isSmallest) expect(hasty.caller?.length).toBe(whole?.caller?.length)
        }),
      )
    })
  },
)
