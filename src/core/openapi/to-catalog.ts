import type { OpenApiFile } from '../catalog/openapi-settings.js'
import type { RouteFile } from '../catalog/schema.js'
import { writeRequirement } from '../catalog/write-requirement.js'
import { writeScope } from '../catalog/write-scope.js'
import type { Comment, Draft } from '../init/draft.js'
import type { Imported } from './import.js'
import type { Why } from './security.js'

/** A catalog file to write. */
export type CatalogDraft = Draft

/** Why a route is what it is, for reviewers of the file. */
export const WHY: Readonly<Record<Why, string>> = {
  'states-none': 'the document has no `security` here',
  empty: 'the document says `security: []`',
  optional: 'in the document, a token is optional',
  malformed: 'the `security` in the document is malformed',
  unresolved: 'behind a $ref that was not followed',
  contradicts: 'the document contradicts itself',
}

const LONGEST_DESCRIPTION = 200

/**
 * Makes a catalog file from an import: its scopes and routes, with a comment on every route that was not taken
 * literally. It has no roles, since a document has none.
 *
 * @param imported from `importOpenApi`
 * @param openapi how the document was read, if not by default: `scheme`, `base_path`; the catalog remembers it
 * @returns the file's value, and its comments by path; `scopectl import openapi` writes it as YAML
 * @throws nothing
 * @example
 * ```ts
 * import { importOpenApi, type OpenApiSource, toCatalog } from 'scopectl'
 *
 * const value = { openapi: '3.1.0', paths: { '/health': { get: {} } } }
 * const open = () => ({ fault: 'outside' }) as const
 * const source: OpenApiSource = { name: 'openapi.json', file: 'openapi.json', value, open }
 * toCatalog(importOpenApi(source)).value // => { version: 1, scopes: {}, routes: { 'GET /health': 'undecided' } }
 * ```
 */
export function toCatalog(imported: Imported, openapi: OpenApiFile = {}): CatalogDraft {
  const scopes = [...imported.scopes].map(
    ([name, text]) => [name, writeScope(name, shortened(text))] as const,
  )
  const routes = imported.routes.map(({ name, requirement }): [string, RouteFile] => [
    name,
    writeRequirement(requirement),
  ])
  const comments = imported.routes.flatMap(({ name, why, requirement }): Comment[] => {
    if (why === undefined) return []
    const at = ['routes', name]
    return [requirement.level === 'scopes' ? { at, above: WHY[why] } : { at, beside: WHY[why] }]
  })
  const value = {
    version: 1,
    ...(Object.keys(openapi).length === 0 ? {} : { openapi: { ...openapi } }),
    scopes: Object.fromEntries(scopes),
    routes: Object.fromEntries(routes),
  }
  return {
    head: `Imported from ${shortened(nameOf(imported.document))} (${shortened(imported.version)}).`,
    value: value as CatalogDraft['value'],
    inline: ['openapi', 'scopes/*', 'routes/*/any/*', 'routes/*/all'],
    comments,
  }
}

/** A path would be one on the machine of the person who ran the import. */
export const nameOf = (document: string): string =>
  document.includes('://') ? document : (document.split(/[\\/]/).at(-1) ?? document)

/** One line of at most 200 characters, without characters that a text file must not contain. */
export function shortened(text: string): string {
  const start = text.slice(0, 4 * LONGEST_DESCRIPTION)
  const line = start.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  if (line.length <= LONGEST_DESCRIPTION && start.length === text.length) return line
  return `${[...line]
    .slice(0, LONGEST_DESCRIPTION - 3)
    .join('')
    .trimEnd()}...`
}
