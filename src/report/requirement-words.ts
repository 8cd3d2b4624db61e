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

/**
 * `scheme ApiKey, or the user themselves, which is outside this catalog`: what would grant access other than its scopes;
 * undefined if nothing would.
 */
export function outsideText(requirement: Requirement): string | undefined {
  const ways = otherWays(requirement).map(({ others }) => others.map(namedWay).join(' + '))
  const all = [...new Set(ways)]
  return all.length === 0 ? undefined : `${all.join(', or ')}, which is outside this catalog`
}

const namedWay = (way: OtherWay): string => `${'scheme' in way ? 'scheme ' : ''}${wayText(way)}`

/** The scheme that alone opens the route, if an import could read its tokens as this catalog's. */
export function schemeAlone(requirement: Requirement): string | undefined {
  const [first, ...more] = otherWays(requirement)
  const [way, ...others] = first?.others ?? []
  if (more.length > 0 || others.length > 0 || first?.scopes.length !== 0) return undefined
  return way && 'scheme' in way ? way.scheme : undefined
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
