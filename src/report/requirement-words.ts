import type { Alternative, OtherWay, Requirement, Route } from '../core/catalog/model.js'
import { otherWays, otherWayText, writtenAlternatives } from '../core/catalog/requirement.js'
import { escapeAscii, escapeText } from './escape.js'
import type { Row } from './rows.js'

const LEVELS = {
  public: 'nothing: it is public',
  authenticated: 'any accepted token',
  undecided: 'undecided',
} as const

/** The requirement as a row that breaks between names: `a + b, or c`. */
export function needsRow(requirement: Requirement): Row {
  const { level } = requirement
  const value = piecesAfter(level === 'scopes' ? undefined : LEVELS[level], requirement)
  return { label: 'needs', value, between: ' ' }
}

/** Routes that match the path equally well and require the same. */
export const sameAsRow = (also: readonly Route[] = []): Row[] =>
  also.length === 0
    ? []
    : [{ label: 'same as', value: also.map(({ name }) => escapeText(name)), between: ', ' }]

/** The requirement on one line. */
export const needsText = (requirement: Requirement): string =>
  piecesAfter(requirement.level === 'scopes' ? undefined : requirement.level, requirement).join(' ')

/** `users:delete + users:read` */
export const together = (names: readonly string[]): string => names.map(escapeAscii).join(' + ')

/** `ApiKey, or the user themselves`: what would grant access other than a token; undefined if nothing would. */
export function otherWaysText(requirement: Requirement): string | undefined {
  const ways = otherWays(requirement).map(({ others }) =>
    others
      .filter((way) => !('authenticated' in way))
      .map(wayText)
      .join(' + '),
  )
  return ways.length === 0 ? undefined : [...new Set(ways)].join(', or ')
}

const wayText = (way: OtherWay): string => escapeText(otherWayText(way))

/** The words for a level, if there are any, then each part of each alternative. */
function piecesAfter(level: string | undefined, requirement: Requirement): string[] {
  const alternatives = writtenAlternatives(requirement).map(partsOf)
  const all = level === undefined ? alternatives : [[level], ...alternatives]
  return all.flatMap((parts, i) => {
    const isLast = i === all.length - 1
    return parts.map((part, j) => {
      const before = i > 0 && j === 0 ? 'or ' : ''
      const after = j < parts.length - 1 ? ' +' : isLast ? '' : ','
      return `${before}${part}${after}`
    })
  })
}

const partsOf = ({ scopes, others }: Alternative): string[] => [
  ...scopes.map(escapeAscii),
  ...others.map(wayText),
]
