import type { Location } from './problem.js'

export type Path = readonly (string | number)[]

/** A parsed file: its plain value, and where each part of the value stood in the text. */
export interface Source {
  /** The file's name as the user would write it, for messages. */
  readonly file: string
  /** Maps are plain objects (read own properties only), lists are arrays, scalars are string, number, boolean or null. */
  readonly value: unknown
  /** Where the value at `path` stands, or its name with `part` = `key`; the nearest ancestor's place where there is none. */
  locate(path: Path, part?: 'key' | 'value'): Location | undefined
}

/**
 * A value that came from no file, for callers of the library: problems then have no place.
 *
 * @param value a plain value, as `JSON.parse` gives it. NOT checked here: anything; the parsers do that
 * @param file how messages call it
 * @returns a source for `parseCatalog`, `parseUsers` and `parseSuite`
 * @throws nothing
 * @example
 * ```ts
 * import { parseCatalog, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf(JSON.parse('{"scopes": {"read": "Read data"}}'), 'scopes.json'))
 * catalog.ok && catalog.value.file // => 'scopes.json'
 * ```
 */
export function sourceOf(value: unknown, file = '(value)'): Source {
  return { file, value, locate: () => undefined }
}
