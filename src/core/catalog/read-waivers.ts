import { type Problem, problem } from '../problem.js'
import type { Source } from '../source.js'
import { parseInstant } from '../time/instant.js'
import type { Waiver } from './model.js'
import type { CatalogFile } from './schema.js'

/** Reads `probe: waive`. Each entry needs a reason and an end: an accepted hole must not be forgotten. */
export function readWaivers(
  { probe }: CatalogFile,
  source: Source,
  report: (found: Problem) => void,
): Waiver[] {
  return (probe?.waive ?? []).map(({ id, reason, until }, i) => {
    const at = (key: string) => source.locate(['probe', 'waive', i, key])
    if (reason.trim() === '') report(problem('blank-reason', {}, at('reason')))
    const end = parseInstant(until)
    if (typeof end !== 'number')
      report(problem('waiver-until', { text: until, why: end }, at('until')))
    return { id, reason, until: typeof end === 'number' ? end : 0, at: at('id') }
  })
}
