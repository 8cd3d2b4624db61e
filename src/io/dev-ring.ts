import { lstatSync, mkdirSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { RingFault } from '../core/problems/keys.js'
import { checkKey, thumbprint } from '../core/token/key-rules.js'
import type { JsonObject, Jwk } from '../core/token/model.js'
import { parseJson } from '../core/token/strict-json.js'
import { display, RING_FOLDER } from './catalog-file.js'
import type { Context } from './context.js'
import { forgetFacts } from './file-facts.js'
import { isJwk, toJwk } from './jwk-set.js'
import { withLock } from './lock-file.js'
import { makeKey } from './make-key.js'
import { refuseSecretConflict } from './merge-conflict.js'
import { readPrivate, refuseOpen } from './private-file.js'
import { readText } from './read-file.js'
import { place, writeNew } from './write-file.js'

const IGNORE = '.gitignore'
const ALL = '*\n'

/** One key of the development ring: private, ES256, named by its thumbprint (RFC 7638). */
export interface RingKey {
  readonly kid: string
  readonly alg: 'ES256'
  /** ISO 8601, UTC. */
  readonly created: string
  readonly jwk: Jwk
}

export interface Ring {
  /** The folder as messages show it. */
  readonly folder: string
  /** Oldest first; never empty. Each of them verifies tokens. */
  readonly keys: readonly RingKey[]
  /** The last one, which signs. */
  readonly signing: RingKey
}

const FILE = 'keys.json'
const RING_LIMIT = 1_000_000

/**
 * The ring in `.scopectl/` next to the catalog (`dir` is the catalog's folder), or undefined if there is none yet. Like
 * ssh, it refuses a folder or file that others may open, that belongs to somebody else, or that is a symlink (not on
 * Windows, which has no such modes).
 *
 * @throws ScopectlError `ring-open`, `ring-symlink`, `ring-other-owner`, `ring-not-regular`, `ring-unreadable`
 */
export async function readRing(dir: string, ctx: Context): Promise<Ring | undefined> {
  const { folder, file, shown, shownFile } = pathsOf(dir, ctx)
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  if (!stats) return undefined
  refuseOpen(stats, 'folder', shown, ctx.uid)
  const text = readPrivate(file, RING_LIMIT, shownFile, ctx.uid)
  if (text === undefined) return undefined
  refuseSecretConflict(shownFile, text)
  const keys = await parseRing(text, shownFile)
  const signing = keys.at(-1)
  if (!signing) return fail('ring-unreadable', { file: shownFile, why: 'no-key' })
  return { folder: shown, keys, signing }
}

/**
 * The ring, created with one new key if there is none yet; `note` says so. If two first uses run at the same time, one
 * creates the key and both use it. The modes are 0700 and 0600 from the start, and its own `.gitignore` covers
 * everything.
 *
 * @throws ScopectlError as {@link readRing}, and `ring-unwritable`
 */
export async function createRing(
  dir: string,
  ctx: Context,
): Promise<{ ring: Ring; note: Problem | undefined }> {
  const there = await readRing(dir, ctx)
  if (there) return { ring: there, note: undefined }
  const { folder, file, shown, shownFile } = pathsOf(dir, ctx)
  const made = await writing(shown, async () => {
    makeFolder(folder, shown, ctx)
    coverFolder(folder, shown)
    const placed = place(file, format([await newKey(ctx)]), 0o600, 'new', shownFile)
    forgetFacts(file)
    return placed === 'written'
  })
  const note = made ? problem('ring-made', { folder: shown, algorithm: 'ES256' }) : undefined
  return { ring: (await readRing(dir, ctx)) ?? fail('ring-missing', { folder: shown }), note }
}

/**
 * Adds a new key, which signs from now on; the older ones still verify. Creates the ring if there is none.
 *
 * @throws ScopectlError as {@link createRing}, and `ring-locked`
 */
export async function rotateRing(dir: string, ctx: Context): Promise<Ring> {
  const { note, ring } = await createRing(dir, ctx)
  if (note) return ring
  return change(dir, ctx, async (keys) => [...keys, await newKey(ctx)])
}

/**
 * Removes a key from the ring: its tokens are refused from now on. The signing key cannot be removed, so that a ring
 * always has one: rotate first, or delete the folder to start over.
 *
 * @throws ScopectlError as {@link readRing}, and `ring-missing`, `ring-no-key`, `ring-key-signs`, `ring-locked`
 */
export async function removeKey(dir: string, kid: string, ctx: Context): Promise<Ring> {
  const { shown } = pathsOf(dir, ctx)
  if (!(await readRing(dir, ctx))) fail('ring-missing', { folder: shown })
  return change(dir, ctx, (keys) => {
    const kids = keys.map((key) => key.kid)
    if (!kids.includes(kid)) fail('ring-no-key', { kid, kids })
    if (kids.at(-1) === kid) fail('ring-key-signs', { kid, only: kids.length === 1, folder: shown })
    return keys.filter((key) => key.kid !== kid)
  })
}

/**
 * Runs `work`, which reads and rewrites a file in `dir`, while no other process does the same. The lock is in the folder of the
 * ring, where git does not see what a killed process leaves; the next one takes it over.
 *
 * @param name of the file
 * @throws ScopectlError `ring-locked`, `file-unwritable`, and as {@link readRing} about the folder
 */
export async function whileLocked<T>(
  dir: string,
  name: string,
  ctx: Context,
  work: () => T,
): Promise<T> {
  const { folder, shown } = pathsOf(dir, ctx)
  makeFolder(folder, shown, ctx)
  return await withLock(join(folder, `${name}.lock`), join(shown, `${name}.lock`), work)
}

function change(
  dir: string,
  ctx: Context,
  next: (keys: readonly RingKey[]) => readonly RingKey[] | Promise<readonly RingKey[]>,
): Promise<Ring> {
  const { folder, file, shown, shownFile } = pathsOf(dir, ctx)
  const work = async (): Promise<Ring> => {
    const ring = (await readRing(dir, ctx)) ?? fail('ring-missing', { folder: shown })
    place(file, format(await next(ring.keys)), 0o600, 'replace', shownFile)
    return (await readRing(dir, ctx)) ?? fail('ring-missing', { folder: shown })
  }
  return writing(shown, () => withLock(join(folder, 'keys.lock'), join(shown, 'keys.lock'), work))
}

/**
 * Whether `key:` names development keys: by its absence, or as the file of a ring, in whatever folder.
 *
 * NOT recognized: a copy of the file, or a link to it, with another name.
 */
export const isRing = (key: string | undefined): boolean =>
  key === undefined ||
  (key.startsWith('file:') &&
    resolve('/', key.slice('file:'.length)).endsWith(join(sep, RING_FOLDER, FILE)))

/** Not everyone who requests a token knows that a key is kept in a file, so a failed write says what it was for. */
async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const [found] = error instanceof ScopectlError ? error.problems : []
    if (found?.code !== 'file-unwritable') throw error
    return fail('ring-unwritable', { folder, why: found.args.why })
  }
}

function pathsOf(dir: string, ctx: Context) {
  const folder = join(dir, RING_FOLDER)
  const file = join(folder, FILE)
  return { folder, file, shown: display(folder, ctx.cwd), shownFile: display(file, ctx.cwd) }
}

/** Makes sure that there is a folder which only we may open, and that git ignores what is in it. */
function makeFolder(folder: string, shown: string, ctx: Context): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const why = String((error as NodeJS.ErrnoException).code)
    if (why !== 'EEXIST') fail('file-unwritable', { file: shown, why })
  }
  refuseOpen(lstatSync(folder), 'folder', shown, ctx.uid)
  place(join(folder, IGNORE), ALL, 0o600, 'new', join(shown, IGNORE))
}

/** Before the first key: a `.gitignore` of somebody else, or an empty one, may leave it visible to git. */
function coverFolder(folder: string, shown: string): void {
  const [path, name] = [join(folder, IGNORE), join(shown, IGNORE)]
  const lines = readText(path, name).split(/\r?\n/)
  const covers = lines.includes('*') && !lines.some((line) => line.startsWith('!'))
  if (!covers) writeNew(path, ALL, 0o600, { force: true, shown: name })
}

async function newKey(ctx: Context): Promise<RingKey> {
  const { kid, jwk } = await makeKey('ES256')
  if (kid === undefined) throw new Error('a key pair came without a thumbprint')
  return { kid, alg: 'ES256', created: new Date(ctx.now() * 1000).toISOString(), jwk }
}

const format = (keys: readonly RingKey[]): string =>
  `${JSON.stringify({ keys: keys.map(({ jwk, created }) => ({ ...jwk, created })) }, null, 2)}\n`

/** As this file writes it: it is printed. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

async function parseRing(text: string, file: string): Promise<RingKey[]> {
  const bad = (why: RingFault): never => fail('ring-unreadable', { file, why })
  const parsed = parseJson(text)
  const list = parsed.ok ? (parsed.value as JsonObject | null)?.['keys'] : bad('not-json')
  if (!Array.isArray(list)) return bad('not-a-set')
  const keys: RingKey[] = []
  for (const value of list as JsonObject[]) {
    const jwk = toJwk(value)
    if (!isJwk(jwk) || jwk.crv !== 'P-256' || jwk.alg !== 'ES256' || jwk.d === undefined) {
      return bad('foreign-key')
    }
    if (checkKey(jwk, 'ES256', 'sign').length > 0) return bad('damaged-key')
    const { kid } = jwk
    if (kid === undefined || kid !== (await thumbprint(jwk))) return bad('wrong-kid')
    if (keys.some((key) => key.kid === kid)) return bad('same-key-twice')
    const created = Object.hasOwn(value, 'created') ? value['created'] : undefined
    if (typeof created !== 'string' || !TIME.test(created)) return bad('no-time')
    keys.push({ kid, alg: 'ES256', created, jwk })
  }
  return keys
}
