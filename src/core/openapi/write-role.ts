import type { CatalogFile } from '../catalog/schema.js'
import type { ImportedRole } from './merge-roles.js'
import { shortened } from './to-catalog.js'

/** An imported role in the catalog file's form. */
export function writeRole(role: ImportedRole): NonNullable<CatalogFile['roles']>[string] {
  const { scopes, isDefault } = role
  const description = shortened(role.description)
  return {
    ...(description === '' ? {} : { description }),
    ...(role.extends && role.extends.length > 0 ? { extends: [...role.extends] } : {}),
    ...(scopes.length > 0 ? { scopes: [...scopes] } : {}),
    ...(isDefault ? { default: true } : {}),
  }
}
