import { createHash } from 'node:crypto'
import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fail } from '../core/errors.js'
import type { Renamed } from '../core/problems/revision.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import type { Repository } from './git.js'
import { readBytes, TEXT_LIMIT } from './read-file.js'
import type { Revision } from './revision.js'

/** Any YAML or JSON file may be the catalog; this is the key that every catalog with routes has. */
const HAS_ROUTES = /(?:^|[\s{,])["']?routes["']?\s*:/m

/** So many removed or changed files are read. */
const MOST_FILES = 300

/**
 * The file that may have been the catalog before it was renamed: one that looks like a catalog only in the older
 * revision. A file that does in both is a different catalog, as of another service in the same repository.
 *
 * @param newer undefined for the working tree.
 * @param catalog the absolute path of the newer catalog.
 * @returns `unknown` if there are too many files to tell
 * @throws ScopectlError `revision-file-absent`: a file that was not fetched may be the catalog
 */
export function renamedCatalog(
  repository: Repository,
  older: Revision,
  newer: Revision | undefined,
  catalog: string,
  ctx: Context,
): Renamed | undefined {
  const root = realpathSync(repository.root)
  const kept = newer && filesOf(repository, newer)
  const remains = (file: string, blob: string): boolean => {
    if (!newer) return remainsInTree(join(root, file), blob)
    const now = kept?.get(file)
    return now === blob || (now !== undefined && looksAlike(repository, newer, file, now))
  }
  let read = 0
  for (const [from, blob] of filesOf(repository, older)) {
    if (!/\.(?:ya?ml|json)$/.test(from) || remains(from, blob)) continue
    if (read++ === MOST_FILES) return 'unknown'
    if (!looksAlike(repository, older, from, blob)) continue
    const fromHere = (path: string): string =>
      relative(realpathSync(ctx.cwd), path).split(sep).join('/')
    const checkout = `${root}-${older.commit.slice(0, 7)}`
    return {
      from,
      checkout: existsSync(checkout) ? undefined : fromHere(checkout),
      older: fromHere(join(checkout, from)),
      newer: newer ? undefined : display(catalog, ctx.cwd),
    }
  }
  return undefined
}

/** The regular files of a revision, each with its blob. */
function filesOf(repository: Repository, { commit }: Revision): Map<string, string> {
  const listed = repository.run('ls-tree', '-r', '-z', '--full-tree', commit)
  const entries = (listed ?? Buffer.alloc(0)).toString().split('\0')
  return new Map(
    entries.flatMap((entry) => {
      const [, blob, file] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
      return blob === undefined || file === undefined ? [] : [[file, blob] as const]
    }),
  )
}

function looksAlike(repository: Repository, { name }: Revision, file: string, blob: string) {
  const absent = (): never => fail('revision-file-absent', { revision: name, file })
  const bytes = repository.run('cat-file', 'blob', blob) ?? absent()
  return bytes.length > TEXT_LIMIT || HAS_ROUTES.test(bytes.toString())
}

/** Whether the working tree has the same file, or one that looks like a catalog too. A link to the catalog is neither. */
function remainsInTree(path: string, blob: string): boolean {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return false
  try {
    const { bytes } = readBytes(path, TEXT_LIMIT)
    const hash = createHash(blob.length === 40 ? 'sha1' : 'sha256')
    const same = hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === blob
    return same || HAS_ROUTES.test(Buffer.from(bytes).toString())
  } catch {
    return false
  }
}
