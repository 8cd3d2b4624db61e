import { ESCAPED, UNESCAPED, UNRESERVED } from '../../export/path-rules.js'
import type { Dialect } from './dialect.js'
import { textLiteral } from './literal.js'

/**
 * The rules of canonicalPath as SQL. Every character that a path may have, `%` and `/` included: in order of their codes, `!`, from
 * `$` to `:`, `=`, `@`, letters, `_`, `~`.
 */
const FORBIDDEN = '[^!$-:=@A-Z_a-z~]'

/** The path as its one spelling, or null if it is refused. `raw` is a column: it is repeated often. */
export function canonicalSql(raw: string, dialect: Dialect): string {
  const { matches, without } = dialect
  const text = (value: string) => textLiteral(value, dialect)
  const escapes = `${ESCAPED}|${UNRESERVED}`
  return `CASE
    WHEN ${raw} NOT LIKE '/%' THEN NULL
    WHEN ${matches(raw, text(FORBIDDEN))} THEN NULL
    WHEN position('%' IN ${raw}) = 0 THEN ${raw}
    WHEN position('%' IN ${without(raw, text(escapes))}) > 0 THEN NULL
    ELSE ${dialect.unescaped(raw, UNESCAPED)}
  END`
}

/** Whether a canonical spelling has a dot segment, or an empty one that is not the last. */
export const oddSegmentSql = (path: string): string =>
  ['%//%', '%/./%', '%/../%', '%/.', '%/..']
    .map((pattern) => `${path} LIKE '${pattern}'`)
    .join(' OR ')

/** The number of segments of a canonical path. */
export const segmentsSql = (path: string): string =>
  `length(${path}) - length(replace(${path}, '/', ''))`

/** The texts of the segments that a shape compares, as the key of a route has them. */
export function keySql(path: string, shape: string, width: number): string {
  if (width === 0) return "''"
  const parts = Array.from({ length: width }, (_, i) => {
    const part = `COALESCE(split_part(${path}, '/', ${i + 2}), '')`
    return `CASE WHEN ${shape}.text${i + 1} = 1 THEN ${part} ELSE '' END`
  })
  return parts.join("\n      || '/' || ")
}
