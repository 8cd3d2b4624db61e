import type { Dialect } from './dialect.js'
import type { SqlFacts } from './facts.js'
import { keySql, segmentsSql } from './paths.js'

/** The route that governs each method and path: that of the narrowest template. */
export function matchSteps({ width }: SqlFacts, { matches }: Dialect): string[] {
  return [
    `requests AS (
  SELECT method, path, ${segmentsSql('path')} AS segments
  FROM (SELECT DISTINCT method, path FROM calls WHERE path IS NOT NULL AND is_invalid = 0) AS t
)`,
    `candidates AS (
  SELECT q.method, q.path, s.fallback, r.route
  FROM requests q
  JOIN shapes s
    ON s.asked = q.method
    AND CASE WHEN s.has_rest = 1 THEN s.segments < q.segments ELSE s.segments = q.segments END
    AND (s.is_open = 0 OR q.path NOT LIKE '%/')
  JOIN routes r
    ON r.shape = s.shape
    AND r.key = ${keySql('q.path', 's', width)}
  WHERE r.pattern = '' OR ${matches('q.path', 'r.pattern')}
)`,
    // A candidate stays unless a narrower one matches too.
    `narrowest AS (
  SELECT c.method, c.path, c.fallback, p.target AS route
  FROM candidates c
  JOIN precedence p ON p.route = c.route
  GROUP BY c.method, c.path, c.fallback, p.target
  HAVING MIN(p.own) = 1
)`,
    // The first of equal ones. HEAD routes hide the GET routes that HEAD would fall back to.
    `governing AS (
  SELECT n.method, n.path,
    ${each('MIN', 'n.route')} AS route,
    ${each('MIN', 'r.need')} AS need,
    ${each('MAX', 'r.need')} AS other_need,
    ${each('COUNT', 'r.need', true)} AS routes
  FROM narrowest n
  JOIN routes r ON r.route = n.route
  GROUP BY n.method, n.path
)`,
  ]
}

/** An aggregate over the routes of the asked method, else over those of the fallback. */
const each = (aggregate: string, column: string, isCount = false): string => {
  const of = (fallback: 0 | 1): string =>
    `${aggregate}(CASE WHEN n.fallback = ${fallback} THEN ${column} END)`
  return isCount ? `COALESCE(NULLIF(${of(0)}, 0), ${of(1)})` : `COALESCE(${of(0)}, ${of(1)})`
}
