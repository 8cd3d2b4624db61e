import type { Bits, Cell } from '../../matrix/compile.js'
import { type Bench, failing } from '../evidence/bench.js'
import { answerAt } from '../evidence/passes.js'

/** A passing assertion, with what its subject carries and the answer that it got. */
export interface Answered {
  readonly route: number
  readonly cell: Cell
  /** Undefined: no accepted token. */
  readonly held: Bits | undefined
  /** Whether its token has no flaw. */
  readonly isPlain: boolean
}

/** What the suites show about the catalog; a failing assertion shows nothing. */
export function answeredBy(bench: Bench): Answered[] {
  const { compiled, catalog } = bench.bearing
  const failed = new Set(failing(bench))
  return bench.subjects.flatMap(({ subject, carried, stated: list }) => {
    const held = carried.kind === 'accepted' ? carried[catalog.token.enforce] : undefined
    const isPlain = subject.kind === 'token' || subject.flaw === undefined
    return list.flatMap(({ stated, route }) => {
      const cell = failed.has(stated)
        ? undefined
        : answerAt(compiled, route, carried, catalog.token)
      return cell === undefined ? [] : [{ route, cell, held, isPlain }]
    })
  })
}
