import type { RouteFile } from '../catalog/schema.js'
import { writeRequirement } from '../catalog/write-requirement.js'
import { writeScope } from '../catalog/write-scope.js'
import type { MergedRoute } from '../openapi/merge.js'
import { type CatalogDraft, nameOf, shortened } from '../openapi/to-catalog.js'
import { writeRole } from '../openapi/write-role.js'
import type { Carried } from './model.js'

/** The catalog file of an import. */
export function draftOf(carried: Carried, document: string): CatalogDraft {
  const { format, scopes, roles, routes, token } = carried
  const value = {
    version: 1,
    ...(Object.keys(token).length === 0 ? {} : { token }),
    scopes: Object.fromEntries(
      [...scopes].map(([name, text]) => [name, writeScope(name, shortened(text))]),
    ),
    ...(roles.size === 0
      ? {}
      : { roles: Object.fromEntries([...roles].map(([name, role]) => [name, writeRole(role)])) }),
    ...(routes.length === 0 ? {} : { routes: Object.fromEntries(routes.map(entryOf)) }),
  }
  return {
    head: `Imported from ${shortened(nameOf(document))} (${format}).`,
    value: value as CatalogDraft['value'],
    inline: [
      'token/*',
      'scopes/*',
      'roles/*/scopes',
      'roles/*/extends',
      'routes/*/any/*',
      'routes/*/all',
    ],
    comments: [],
  }
}

const entryOf = ({ name, requirement }: MergedRoute): [string, RouteFile] => [
  name,
  writeRequirement(requirement),
]
