import type { Location } from './problem.js'

export type Path = readonly (string | number)[]

/** A parsed file: its plain value, and where each part of the value is in the text. */
export interface Source {
  /** The path of the file as the user would write it, for messages. */
  readonly file: string
  /** Maps are plain objects (read own properties only), lists are arrays, scalars are string, number, boolean or null. */
  readonly value: unknown
  /**
   * The location of the value at `path`, or of its name with `part` = `key`; the nearest ancestor's if there is none.
   */
  locate(path: Path, part?: 'key' | 'value'): Location | undefined
}

/**
 * A value that did not come from a file, for callers of the library: problems then have no location.
 *
 * @param value a plain value, as returned by `JSON.parse`. It is not checked here; the parsers do that
 * @param file its name in messages
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
