import { fail } from '../errors.js'
import type { RefFault } from '../problems/openapi.js'

/** The versions whose security is understood; others are refused by name. */
export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2'

export type Members = Readonly<Record<string, unknown>>

/** A value and the file that contains it, from which its references are resolved. */
export interface Place {
  readonly file: string
  readonly value: unknown
}

/**
 * An OpenAPI document that was read, and a way to open the files next to it: `name` is for messages, `file` and `value`
 * are the document's own.
 *
 * @example
 * ```ts
 * import { importOpenApi, type OpenApiSource } from 'scopectl'
 *
 * const paths = { '/health': { get: { security: [] } } }
 * const source: OpenApiSource = {
 *   name: 'openapi.json',
 *   file: '/api/openapi.json',
 *   value: { openapi: '3.1.0', paths },
 *   open: () => ({ fault: 'outside' }), // no `$ref` to another file is followed
 * }
 * importOpenApi(source).census.public // => 1
 * ```
 */
export interface OpenApiSource extends Place {
  /** A path or a URL, for messages. */
  readonly name: string
  /** Opens another file that a `$ref` in `from` names (without its fragment), if the implementation allows it. */
  open(from: string, reference: string): Place | { readonly fault: RefFault }
}

export interface OpenApiDocument {
  readonly source: OpenApiSource
  readonly root: Members
  readonly version: OpenApiVersion
  /** As written, such as `3.1.0`. */
  readonly written: string
}

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Own members only: a document may use any name, even `constructor`. */
export const own = (value: unknown, name: string): unknown =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined

export const has = (value: unknown, name: string): boolean =>
  isMembers(value) && Object.hasOwn(value, name)

/**
 * Determines the version of a document. Nothing else is checked here.
 * @throws ScopectlError `openapi-not-one`, `openapi-version`
 */
export function readDocument(source: OpenApiSource): OpenApiDocument {
  const { value: root, name: file } = source
  const [swagger, openapi] = [own(root, 'swagger'), own(root, 'openapi')]
  if (!isMembers(root) || (swagger === undefined) === (openapi === undefined)) {
    fail('openapi-not-one', { file, both: swagger !== undefined && openapi !== undefined })
  }
  const written = writtenVersion(swagger === undefined ? openapi : swagger)
  const version = versionOf(swagger === undefined ? 'openapi' : 'swagger', written)
  if (!version) fail('openapi-version', { file, version: written })
  return { source, root, version, written }
}

/** The version as text: YAML reads an unquoted `2.0` as the number 2. A list or a map is not a version at all. */
function writtenVersion(value: unknown): string {
  if (typeof value === 'number' && Number.isInteger(value)) return `${value}.0`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function versionOf(member: 'openapi' | 'swagger', written: string): OpenApiVersion | undefined {
  if (member === 'swagger') return written === '2.0' ? '2.0' : undefined
  const minor = /^3\.([012])(?:\.\d+)?(?:-[\w.-]+)?$/.exec(written)?.[1]
  return minor === undefined ? undefined : (`3.${minor}` as OpenApiVersion)
}
