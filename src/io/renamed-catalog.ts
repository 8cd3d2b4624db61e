import { existsSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { RenamedCatalog } from '../core/problems/revision.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import type { Repository } from './git.js'
import { TEXT_LIMIT } from './read-file.js'
import type { Revision } from './revision.js'

/** Any YAML or JSON file may be the catalog; this is the key that every catalog with routes has. */
const HAS_ROUTES = /^\s*["']?routes["']?\s*:/m

/** So many removed files are read. */
const MOST_FILES = 300

/**
 * The file that may have been the catalog before it was renamed: one that looks like a catalog and that only the older
 * revision has. A file that both have is a different catalog, as of another service in the same repository.
 *
 * @param newer undefined for the working tree.
 * @param catalog the absolute path of the newer catalog.
 */
export function renamedCatalog(
  repository: Repository,
  older: Revision,
  newer: Revision | undefined,
  catalog: string,
  ctx: Context,
): RenamedCatalog | undefined {
  const root = realpathSync(repository.root)
  const kept = newer && new Set(filesOf(repository, newer))
  const remains = (file: string): boolean => kept?.has(file) ?? existsSync(join(root, file))
  const looksAlike = (file: string): boolean => HAS_ROUTES.test(textOf(repository, older, file))
  const from = filesOf(repository, older)
    .filter((file) => /\.(?:ya?ml|json)$/.test(file) && !remains(file))
    .slice(0, MOST_FILES)
    .find(looksAlike)
  if (from === undefined) return undefined
  const fromHere = (path: string): string =>
    relative(realpathSync(ctx.cwd), path).split(sep).join('/')
  const checkout = `${root}-${older.commit.slice(0, 7)}`
  return {
    from,
    checkout: existsSync(checkout) ? undefined : fromHere(checkout),
    older: fromHere(join(checkout, from)),
    newer: display(catalog, ctx.cwd),
  }
}

function filesOf(repository: Repository, { commit }: Revision): string[] {
  const listed = repository.run('ls-tree', '-r', '-z', '--name-only', '--full-tree', commit)
  return (listed ?? Buffer.alloc(0)).toString().split('\0').filter(Boolean)
}

function textOf(repository: Repository, { commit }: Revision, file: string): string {
  const bytes = repository.run('cat-file', 'blob', `${commit}:${file}`)
  return bytes === undefined || bytes.length > TEXT_LIMIT ? '' : bytes.toString()
}
