import type { Route } from '../../core/catalog/model.js'
import { csvCell } from '../../core/csv-line.js'
import type { Location } from '../../core/problem.js'
import type { Grant } from '../../core/subject/model.js'
import { escapeText } from '../escape.js'
import { grantWords, lineOf } from '../grant-words.js'
import { runsOf } from '../streamed.js'

/** CSV with one line per fact: a header, then rows with a cell for each of its columns. */
export function* longCsv(
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
): Generator<string> {
  yield `${columns.join()}\n`
  for (const run of runsOf(rows)) {
    yield run.map((cells) => `${cells.map((cell) => csvCell(escapeText(cell))).join()}\n`).join('')
  }
}

/** `write from editor; read from reader (default)`; `public` or `authenticated` where no scope is needed. */
export function viaText(
  { requirement }: Pick<Route, 'requirement'>,
  by: readonly Grant[],
  owner: string | null,
): string {
  if (requirement.level !== 'scopes') return requirement.level
  return by.map((grant) => `${grant.scope} from ${grantWords(grant, owner)}`).join('; ')
}

/** `scopes.yaml:25; users.yaml:4` */
export const sinceText = (places: readonly (Location | undefined)[]): string =>
  places
    .map(lineOf)
    .filter((place) => place !== '')
    .join('; ')
