import { issuedAlternatives } from '../../catalog/issued.js'
import type { Catalog } from '../../catalog/model.js'
import { close } from '../../catalog/reach.js'
import { type Bits, CELL, type Compiled, hasBit, toBits } from '../../matrix/compile.js'
import type { Field } from '../mutation/killers.js'
import type { Answered } from './answered.js'
import type { Gap, Measure, Showing, Test } from './model.js'
import { showingTests } from './showing-tests.js'

/**
 * Everything that tests must show about the alternatives of all routes. A scope implied by another one of the same
 * alternative is left out: no token issued here can lack it alone.
 */
export function* showings(catalog: Catalog, compiled: Compiled): Generator<Showing> {
  for (const [route, { requirement }] of catalog.routes.entries()) {
    if (requirement.level !== 'scopes') continue
    const all = issuedAlternatives(catalog.implied, requirement).map((scopes) => ({
      scopes,
      bits: toBits(compiled, scopes),
    }))
    for (const one of all) {
      const others = all.filter((each) => each !== one)
      const { scopes, bits } = one
      yield {
        route,
        scopes,
        missing: undefined,
        isShownBy: (held, isAllowed) =>
          isAllowed && isWithin(bits, held) && !others.some((other) => isWithin(other.bits, held)),
      }
      for (const missing of scopes) {
        const rest = scopes.filter((name) => name !== missing)
        if (close(catalog.implied, rest).has(missing)) continue
        const restBits = toBits(compiled, rest)
        const number = compiled.numberOf.get(missing) ?? 0
        yield {
          route,
          scopes,
          missing,
          isShownBy: (held, isAllowed) =>
            !isAllowed && !hasBit(held, number) && isWithin(restBits, held),
        }
      }
    }
  }
}

const isWithin = (part: Bits, whole: Bits): boolean =>
  part.every((word, i) => (word & ~(whole[i] ?? 0)) === 0)

/**
 * Each alternative is covered by an allow through it alone and, for each of its scopes, a denial because just that one
 * is missing. What no test can show is not counted.
 */
export function alternativeCoverage(
  field: Field,
  answered: readonly Answered[],
): { measure: Measure; gaps: Gap[]; tests: Test[] } {
  const { catalog, compiled } = field.bearing
  const byRoute = new Map<number, Answered[]>()
  for (const each of answered) {
    const there = byRoute.get(each.route) ?? []
    byRoute.set(each.route, there)
    there.push(each)
  }
  const testFor = showingTests(field)
  const gaps: Gap[] = []
  const tests: Test[] = []
  let covered = 0
  for (const showing of showings(catalog, compiled)) {
    const there = byRoute.get(showing.route) ?? []
    if (there.some(({ held, cell }) => held && showing.isShownBy(held, cell === CELL.allow))) {
      covered++
      continue
    }
    const test = testFor(showing)
    if (!test) continue
    const { scopes, missing } = showing
    gaps.push({ kind: 'alternative', route: test.route, scopes, missing })
    tests.push(test)
  }
  return { measure: { what: 'alternatives', covered, total: covered + gaps.length }, gaps, tests }
}
