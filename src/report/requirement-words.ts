import type { Alternative, OtherWay, Requirement } from '../core/catalog/model.js'
import { otherWays, otherWayText } from '../core/catalog/requirement.js'
import { escapeAscii, escapeText } from './escape.js'
import type { Row } from './rows.js'

const LEVELS = {
  public: 'nothing: it is public',
  authenticated: 'any accepted token',
  undecided: 'undecided',
} as const

/** The requirement as a row that breaks between names: `a + b, or c`. */
export function needsRow(requirement: Requirement): Row {
  if (requirement.level !== 'scopes') return { label: 'needs', value: LEVELS[requirement.level] }
  return { label: 'needs', value: pieces(requirement.alternatives), between: ' ' }
}

/** The requirement on one line. */
export const needsText = (requirement: Requirement): string =>
  requirement.level === 'scopes' ? pieces(requirement.alternatives).join(' ') : requirement.level

/** `users:delete + users:read` */
export const together = (names: readonly string[]): string => names.map(escapeAscii).join(' + ')

/** `ApiKey, or the user themselves`: what would grant access other than scopes; undefined if nothing would. */
export function otherWaysText(requirement: Requirement): string | undefined {
  const ways = otherWays(requirement).map(({ others }) => others.map(wayText).join(' + '))
  return ways.length === 0 ? undefined : [...new Set(ways)].join(', or ')
}

const wayText = (way: OtherWay): string => escapeText(otherWayText(way))

function pieces(alternatives: readonly Alternative[]): string[] {
  return alternatives.flatMap(({ scopes, others }, i) => {
    const parts = [...scopes.map(escapeAscii), ...others.map(wayText)]
    const isLast = i === alternatives.length - 1
    return parts.map((part, j) => {
      const before = i > 0 && j === 0 ? 'or ' : ''
      const after = j < parts.length - 1 ? ' +' : isLast ? '' : ','
      return `${before}${part}${after}`
    })
  })
}
