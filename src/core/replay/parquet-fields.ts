import { isMap } from '../plain-map.js'
import type { Json, JsonObject } from '../token/model.js'

/**
 * A row as DuckDB gives it, as the fields of a call. A struct has every member in every row, so a null one is a claim that the
 * token does not have; a map is a list of keys and values there. A column that is null stays null: the call came without a
 * token.
 */
export const parquetFields = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))

function plain(value: Json): Json {
  if (Array.isArray(value)) return asMap(value) ?? value.map(plain)
  return isMap(value) ? withoutNulls(Object.entries(value as JsonObject)) : value
}

const withoutNulls = (entries: readonly (readonly [string, Json])[]): JsonObject =>
  Object.fromEntries(
    entries.flatMap(([key, each]) => (each === null ? [] : [[key, plain(each)] as const])),
  )

/** Undefined for another list, and for one in which a key occurs twice: nobody knows which value counts. */
function asMap(list: readonly Json[]): JsonObject | undefined {
  const entries = list.flatMap((each): (readonly [string, Json])[] => {
    if (!isMap(each) || Object.keys(each).join() !== 'key,value') return []
    const { key, value } = each as JsonObject
    return typeof key === 'string' ? [[key, value as Json]] : []
  })
  const isWhole = entries.length === list.length && list.length > 0
  return isWhole && new Set(entries.map(([key]) => key)).size === list.length
    ? withoutNulls(entries)
    : undefined
}
