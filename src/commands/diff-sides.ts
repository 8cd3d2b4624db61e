import { factsOf } from '../core/access/facts.js'
import type { Thumbprints } from '../core/access/trust.js'
import type { FilesUsed } from '../core/answer-base.js'
import type { Catalog } from '../core/catalog/model.js'
import { parseCatalog } from '../core/catalog/parse.js'
import type { SeenKeys } from '../core/diff/seen-key.js'
import { fail, ScopectlError } from '../core/errors.js'
import { linesOf } from '../core/lock/print.js'
import { type Problem, problem } from '../core/problem.js'
import { sourceOf } from '../core/source.js'
import { NO_USERS, type Users } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import type { Repository } from '../io/git.js'
import { thumbprintsBeside, thumbprintsOf } from '../io/key-thumbprints.js'
import { type CatalogFlags, loadCatalog } from '../io/load-catalog.js'
import { type RevisionPlace, revisionPlace } from '../io/load-revision.js'
import { mergeBases } from '../io/merge-base.js'
import { defaultBranch, type Revision, readRevision, refuseForm } from '../io/revision.js'
import { bytesAt } from '../io/revision-file.js'
import type { GlobalOptions } from './shared-flags.js'

/** One side of a comparison: a catalog with its users, and a name. */
export interface Side {
  readonly name: string
  readonly catalog: Catalog
  readonly users: Users
  readonly thumbprints: Thumbprints
  readonly keys: SeenKeys
  readonly notes: readonly Problem[]
}

export interface Sides {
  readonly older: Side
  readonly newer: Side
  readonly files: FilesUsed
}

const WORKING_TREE = 'working tree'

/** A revision from before the catalog allows nothing. */
function beforeCatalog(revision: string, file: string): Side {
  const parsed = parseCatalog(sourceOf({ scopes: {} }, file))
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  const notes = [problem('catalog-is-new', { revision, file })]
  return {
    name: revision,
    catalog: parsed.value,
    users: NO_USERS,
    thumbprints: new Map(),
    keys: new Map(),
    notes,
  }
}

/**
 * Reads both sides of `[OLD [NEW]] | A..B | A...B`. A word is a file if it
 * ends with .yaml, .yml or .json, or starts with `./`, `../` or `/`; everything else is a git revision.
 */
export async function openSides(
  args: readonly string[],
  options: GlobalOptions & { newCatalog?: boolean },
  ctx: Context,
): Promise<Sides> {
  const [first, second] = args
  if (options.newCatalog && first !== undefined && isFile(first)) {
    fail('flag-needs', { flag: '--new-catalog', needs: 'a revision' })
  }
  let place: RevisionPlace | undefined
  const at = (): RevisionPlace => {
    place ??= revisionPlace(options, ctx)
    return place
  }
  const ofRevision = async (revision: Revision): Promise<Side> => {
    const { repository, load, beside } = at()
    const loaded = load(revision)
    const { thumbprints, keys } = await thumbprintsOf(loaded.catalog, (file) => {
      const path = beside(file)
      return path === undefined ? undefined : keyAt(repository, revision, path)
    })
    return { name: revision.name, ...loaded, thumbprints, keys, notes: [] }
  }
  /** A revision as the older side, which may be from before the catalog. */
  const ofOlder = (revision: Revision, newer: Revision | undefined): Promise<Side> => {
    const { hasCatalog, renamed, path } = at()
    if (hasCatalog(revision)) return ofRevision(revision)
    const lacks = { revision: revision.name, file: path }
    const older = { renamed: renamed(revision, newer) }
    if (!options.newCatalog || older.renamed) fail('revision-lacks-catalog', { ...lacks, older })
    return Promise.resolve(beforeCatalog(revision.name, path))
  }
  const ofNamedFile = (word: string): Promise<Side & { files: FilesUsed }> =>
    ofFile(word, { ...options, catalog: word, saidBy: { catalog: 'an argument' } }, ctx)

  /** The merge base of two revisions. If there are several, any of them will do as long as access is the same in all. */
  const ofFork = async (a: Revision, b: Revision, newer: Revision | undefined): Promise<Side> => {
    const [first, ...others] = mergeBases(at().repository, a, b)
    const side = await ofOlder(first, newer)
    for (const other of others) {
      if (lockText(await ofOlder(other, newer)) === lockText(side)) continue
      const bases = [first, ...others].map(({ name }) => name)
      fail('several-merge-bases', { revisions: [a.name, b.name], bases })
    }
    return side
  }

  /** Where the current branch left the default branch. */
  const ofBranching = async (repository: Repository): Promise<Side> => {
    const branch = defaultBranch(repository)
    const fork = await ofFork(branch, readRevision(repository, 'HEAD'), undefined)
    return { ...fork, name: `${fork.name} (${branch.name})` }
  }

  const range = first === undefined || isFile(first) ? undefined : rangeOf(first)
  if (range && second !== undefined) fail('bad-revision', { revision: first ?? '', why: 'range' })
  if (range) {
    for (const word of [range.a, range.b]) refuseForm(word)
    // Not what git says, but nobody types `...HEAD`: it is `$BASE...HEAD` without BASE, and a gate would never fail.
    if (
      range.a === 'HEAD' &&
      range.b === 'HEAD' &&
      first !== 'HEAD..HEAD' &&
      first !== 'HEAD...HEAD'
    )
      fail('bad-revision', { revision: first ?? '', why: 'part-missing' })
    const { repository } = at()
    const [a, b] = [readRevision(repository, range.a), readRevision(repository, range.b)]
    const newer = await ofRevision(b)
    return { older: await (range.fork ? ofFork(a, b, b) : ofOlder(a, b)), newer, files: {} }
  }
  for (const word of args) if (!isFile(word)) refuseForm(word)
  const revision =
    second === undefined || isFile(second) ? undefined : readRevision(at().repository, second)
  const ofNewer = (): Promise<Side & { files?: FilesUsed }> => {
    if (second === undefined) return ofFile(WORKING_TREE, options, ctx)
    return revision ? ofRevision(revision) : ofNamedFile(second)
  }
  const newer = await ofNewer()
  const ofFirst = (): Promise<Side> => {
    if (first === undefined) return ofBranching(at().repository)
    return isFile(first)
      ? ofNamedFile(first)
      : ofOlder(readRevision(at().repository, first), revision)
  }
  const older = await ofFirst()
  // No revision contains a key outside the repository.
  const seen = (side: Side): Side => (place ? withoutOutside(side, place) : side)
  return { older: seen(older), newer: seen(newer), files: newer.files ?? {} }
}

async function ofFile(
  name: string,
  flags: CatalogFlags,
  ctx: Context,
): Promise<Side & { files: FilesUsed }> {
  const loaded = loadCatalog(flags, ctx, { users: true })
  const { catalog, users = NO_USERS, folder, notes, files } = loaded
  const { thumbprints, keys } = await thumbprintsBeside(catalog, folder)
  return { name, catalog, users, thumbprints, keys, notes, files }
}

/** Links cannot be followed inside a revision. */
function keyAt(repository: Repository, revision: Revision, path: string): Uint8Array | undefined {
  try {
    return bytesAt(repository, revision, path)
  } catch (error) {
    const isLink =
      error instanceof ScopectlError && error.problems[0]?.code === 'revision-file-kind'
    if (isLink) return undefined
    throw error
  }
}

function withoutOutside(side: Side, { beside }: RevisionPlace): Side {
  const inside = <V>(files: ReadonlyMap<string, V>): Map<string, V> =>
    new Map([...files].filter(([key]) => beside(key.slice('file:'.length))))
  return { ...side, thumbprints: inside(side.thumbprints), keys: inside(side.keys) }
}

/** Whether a word names a file, and not a revision. */
export const isFile = (word: string): boolean =>
  /^[^:]*\.(?:ya?ml|json)$/.test(word) || /^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\])/.test(word)

/** An empty side is HEAD, as in git. */
function rangeOf(word: string): { a: string; b: string; fork: boolean } | undefined {
  const found = /^(.*?)(\.{2,3})(?!\.)(.*)$/.exec(word)
  if (!found) return undefined
  const [, a, dots, b] = found
  return { a: a || 'HEAD', b: b || 'HEAD', fork: dots === '...' }
}

const lockText = ({ catalog, users, thumbprints }: Side): string =>
  linesOf(factsOf(catalog, users, thumbprints)).join('\n')
