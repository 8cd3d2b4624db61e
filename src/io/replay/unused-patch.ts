import { relative, sep } from 'node:path'
import { parseCatalog } from '../../core/catalog/parse.js'
import type { CatalogFile } from '../../core/catalog/schema.js'
import { ScopectlError } from '../../core/errors.js'
import { narrowedScopes } from '../../core/replay/narrowed.js'
import { unifiedDiff } from '../../core/replay/unified-diff.js'
import type { UnusedGrant } from '../../core/replay/usage.js'
import { findCatalog, sourceOfText } from '../catalog-file.js'
import type { Context } from '../context.js'
import { editCatalog } from '../edit-catalog.js'
import type { CatalogFlags, Loaded } from '../load-catalog.js'
import { revisionPlace } from '../load-revision.js'
import { readText } from '../read-file.js'

/**
 * What removes grants from the catalog, as a patch for `git apply`; '' if there are none. Comments and order are kept.
 * @throws ScopectlError if the catalog would not be valid without them
 */
export function unusedPatch(
  unused: readonly UnusedGrant[],
  { catalog, sources }: Loaded,
  flags: CatalogFlags,
  ctx: Context,
): string {
  if (unused.length === 0) return ''
  const path = findCatalog(flags.catalog, ctx)
  const text = readText(path, catalog.file)
  const written = (sources.catalog.value as CatalogFile).roles ?? {}
  const edits = [...new Set(unused.map(({ role }) => role))].flatMap((name) => {
    const role = catalog.roles.get(name)
    const value = role && narrowedScopes(role, written[name]?.scopes ?? [], unused)
    return value ? [{ kind: 'role-scopes', name, value } as const] : []
  })
  const edited = editCatalog(text, edits, path)
  const after = parseCatalog(sourceOfText(catalog.file, edited), flags.profile)
  if (!after.ok) throw new ScopectlError(after.problems)
  return unifiedDiff(pathInRepository(path, flags, ctx), text, edited)
}

/** Outside a repository, relative to the current folder. */
function pathInRepository(path: string, flags: CatalogFlags, ctx: Context): string {
  try {
    return revisionPlace(flags, ctx).path
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return relative(ctx.cwd, path).split(sep).join('/')
  }
}
