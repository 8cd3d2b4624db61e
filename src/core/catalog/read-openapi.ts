import { type Location, type Problem, problem } from '../problem.js'
import type { DocumentPathFault } from '../problems/route.js'
import type { Source } from '../source.js'
import { canonicalPath } from './canonical-path.js'
import { OPENAPI_KEYS, type OpenApiFile, type OpenApiSettings } from './openapi-settings.js'
import type { CatalogFile } from './schema.js'

export function readOpenApiSettings(
  { openapi = {} }: CatalogFile,
  source: Source,
  report: (found: Problem) => void,
): OpenApiSettings {
  const at = (key: string): Location | undefined => source.locate(['openapi', key])
  const places = Object.fromEntries(OPENAPI_KEYS.map((key) => [key, at(key)]))
  const { scheme, base_path: written, optional, unstated, any_of: anyOf = false, root } = openapi
  const read = written === undefined ? undefined : readPrefix(written)
  if (typeof read === 'object') {
    const facts = { prefix: written ?? '', why: read.why, by: 'base_path' } as const
    report(problem('openapi-bad-prefix', facts, at('base_path')))
  }
  const schemes = scheme === undefined ? [] : typeof scheme === 'string' ? [scheme] : scheme
  const prefix = typeof read === 'string' ? read : undefined
  return { schemes, prefix, optional, unstated, anyOf, root, written: openapi, at: places }
}

/** As it is written in a file: a list only if there are several. */
export const schemeFile = (schemes: readonly string[]): OpenApiFile['scheme'] =>
  schemes.length > 1 ? [...schemes] : schemes[0]

/** A path as the prefix of others, without a slash at its end: '' for `/`. */
export function readPrefix(text: string): string | { readonly why: DocumentPathFault } {
  const read = canonicalPath(text)
  return 'why' in read ? read : read.path.replace(/\/$/, '')
}

/** As it is written in a file. */
export const prefixText = (prefix: string): string => (prefix === '' ? '/' : prefix)
