import type { CanAnswer } from '../../core/answer.js'
import type { RouteShown } from '../../core/decision/access.js'
import { ACCESS } from '../../core/matrix/long.js'
import { isDisabled } from '../../core/subject/model.js'
import { placesOfGrants } from '../../core/subject/place-of-grant.js'
import { columnName } from '../column-name.js'
import type { Printed } from '../reporter.js'
import { longCsv, sinceText, viaText } from './csv.js'

/** One line per route: `can` for a spreadsheet. */
export const csv = (answer: CanAnswer): Printed =>
  longCsv(
    ACCESS,
    answer.rows.map((row) => [
      whoText(answer),
      row.route.name,
      decisionText(row),
      ...reasonOf(row, answer),
    ]),
  )

function whoText({ subject: { kind, name, source } }: CanAnswer): string {
  if (kind === 'token') return `token:${source}`
  if (kind === 'scopes' || name === null) return kind
  // Several roles at once never form a column of a matrix, but are written like one.
  return columnName({ kind, name })
}

const decisionText = ({ may, status }: RouteShown): string =>
  may === 'undecided' ? 'undecided' : may === 'yes' ? 'allow' : `deny ${status}`

function reasonOf(
  { route, may, by }: RouteShown,
  { catalog, whose, subject }: CanAnswer,
): string[] {
  if (may !== 'yes') return [whose && isDisabled(whose) ? 'disabled' : '', '']
  // Where a token got its scopes is unknown.
  if (by.length === 0 && route.requirement.level === 'scopes') return ['the token', '']
  const places = by.length === 0 ? [route.at] : placesOfGrants(catalog, by, whose)
  return [viaText(route, by, subject.name), sinceText(places)]
}
