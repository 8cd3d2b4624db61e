import type { Dialect } from './dialect.js'
import { textLiteral } from './literal.js'
import { canonicalSql, oddSegmentSql } from './paths.js'

/**
 * The table as the other steps read it, without texts that mean nothing in a log (see `fieldValue`). It comes first, where no other
 * relation hides the table's name.
 */
export function logSteps(table: string, { identifier, plainText }: Dialect): string[] {
  const columns = ['method', 'path', 'scopes', 'role', 'user', 'client'].map(
    (name) =>
      `    NULLIF(NULLIF(${plainText(identifier(name))}, ''), '-') AS ${name === 'user' ? 'person' : name}`,
  )
  return [
    `scopectl_log AS (
  SELECT
${columns.join(',\n')},
    CAST(${identifier('status')} AS INT) AS status
  FROM ${table}
)`,
  ]
}

// The rules of pathOf (src/core/decision/asked-target.ts). A backslash ends an origin, and stays in the path.
const SCHEME = '^[A-Za-z][A-Za-z0-9+.-]*://'
const ORIGIN = `${SCHEME}[^/?#\\\\]*`
/** Where the path begins after it is clear. */
const CLEAR = `${SCHEME}(?:[^/?#\\\\]*@)?(?:\\[[^\\]/?#\\\\@]*\\]|[^:/?#\\\\@]*)(?::[0-9]*)?[/?#\\\\]`
/** Maybe the rest of a password with a slash in it. */
const TWO_SIGNS = `${SCHEME}[^/?#\\\\]*@[^/?#\\\\]*[/\\\\][^?#]*@`

/** Each call with its canonical path (null if it is refused) and what the caller held (null without a token). */
export function callSteps(dialect: Dialect): string[] {
  const { matches, without } = dialect
  const text = (value: string) => textLiteral(value, dialect)
  return [
    `targets AS (
  SELECT l.*,
    CASE WHEN path LIKE '/%' THEN path ELSE ${without('path', text(ORIGIN))} END AS rest,
    CASE
      WHEN method IS NULL OR path IS NULL THEN 1
      WHEN method = '' OR method LIKE '-%' OR ${matches('method', text('[^A-Z-]'))} THEN 1
      WHEN status < 0 OR status > 999 THEN 1
      WHEN path LIKE '/%' OR NOT ${matches('path', text(SCHEME))} THEN 0
      WHEN NOT ${matches("(path || '/')", text(CLEAR))} OR ${matches('path', text(TWO_SIGNS))} THEN 1
      ELSE 0
    END AS is_unreadable
  FROM scopectl_log l
)`,
    // Query and fragment are cut off; of an origin alone, the path is its root.
    `cut AS (
  SELECT t.*, split_part(split_part(rest, '?', 1), '#', 1) AS front FROM targets t
)`,
    `whole AS (
  SELECT c.*, CASE WHEN front = '' AND rest <> path THEN '/' ELSE front END AS raw FROM cut c
)`,
    `spelt AS (
  SELECT w.*,
    ${canonicalSql('raw', dialect)} AS spelling
  FROM whole w
)`,
    `calls AS (
  SELECT s.method, s.client, s.status,
    CASE WHEN ${oddSegmentSql('s.spelling')} THEN NULL ELSE s.spelling END AS path,
    CASE WHEN c.roles <> '' THEN c.roles END AS role,
    CASE WHEN s.scopes IS NOT NULL THEN s.scopes WHEN c.has_token = 1 THEN c.scopes END AS held,
    CASE
      WHEN s.is_unreadable = 1 THEN 1
      WHEN s.scopes IS NULL AND s.role IS NULL AND s.person IS NULL THEN 0
      WHEN s.scopes IS NOT NULL AND s.role IS NULL AND s.person IS NULL THEN 0
      WHEN s.scopes IS NULL AND (s.role IS NULL OR s.person IS NULL) AND c.caller IS NOT NULL THEN 0
      ELSE 1
    END AS is_invalid
  FROM spelt s
  LEFT JOIN callers c
    ON c.kind = CASE WHEN s.role IS NULL THEN 'user' ELSE 'role' END AND c.caller = COALESCE(s.role, s.person)
)`,
  ]
}
