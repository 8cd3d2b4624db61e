import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { Source } from '../core/source.js'
import type { Context } from './context.js'
import { makeFolders } from './make-folders.js'
import { type YamlFound, yamlSource } from './yaml-found.js'
import { type PlacesJson, YamlPlaces } from './yaml-places.js'

/** Written in by the build: a hash of all that reads. Empty where the sources run as they are: then nothing is kept. */
declare const __BUILD__: string

/** So many files at most: those that fall into one take turns. */
const FILES = 64

/**
 * Reads the text of a catalog or suite as {@link findYaml} of yaml-source.ts does, or takes what that found the last time:
 * loading the library and reading a small catalog costs a sixth of the start-up time, a big one's seconds. Not for what
 * may hold secrets, as users files do.
 *
 * What is kept holds for one text, which lies beside it and is compared whole, and for one build of scopectl. It lies in
 * the user's cache folder, in a file that only the user may open; any other is not looked at. It replaces the reading only:
 * whatever it says is held against the schema and the rules like a file. A text with mistakes is not kept.
 *
 * NOT checked: that it is what scopectl wrote. Who may write it, may write all that this user runs.
 *
 * @param path the file's absolute path
 * @throws ScopectlError as `readYaml`
 */
export async function readKeptYaml(
  path: string,
  shown: string,
  text: string,
  ctx: Context,
): Promise<Source> {
  const file = fileFor(path, ctx)
  const kept = file === undefined ? undefined : recall(file, text, ctx.uid)
  if (kept) return yamlSource(shown, text, kept)
  const { findYaml } = await import('./yaml-source.js')
  const found = findYaml(shown, text)
  if (file !== undefined) keep(file, text, found, ctx)
  return yamlSource(shown, text, found)
}

/** Undefined where nothing is kept: Windows has no modes to keep others out by, and Node's own switch is for this too. */
function fileFor(path: string, { env, home, uid }: Context): string | undefined {
  if (__BUILD__ === '' || uid === undefined || env['NODE_DISABLE_COMPILE_CACHE']) return undefined
  const named = env['XDG_CACHE_HOME'] ?? ''
  const cache = isAbsolute(named) ? named : isAbsolute(home) ? join(home, '.cache') : undefined
  let number = 0
  for (let i = 0; i < path.length; i++) number = (number * 31 + path.charCodeAt(i)) % 65_537
  return cache && join(cache, 'scopectl', `yaml-${number % FILES}.json`)
}

interface Kept {
  readonly build: string
  readonly text: string
  readonly value: unknown
  readonly places: PlacesJson
  readonly root: number
}

function recall(file: string, text: string, uid: number | undefined): YamlFound | undefined {
  try {
    const kept = JSON.parse(readOwn(file, uid)) as Kept
    if (kept.build !== __BUILD__ || kept.text !== text) return undefined
    const { value, places, root } = kept
    if (![places.nodes, places.entries, places.names].every(Array.isArray)) return undefined
    return { value, places: new YamlPlaces(places), root }
  } catch {
    return undefined // not there, not ours, not whole: it is read again
  }
}

function readOwn(file: string, uid: number | undefined): string {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(fd)
    const isOwn = stats.isFile() && stats.uid === uid && (stats.mode & 0o077) === 0
    return isOwn ? readFileSync(fd, 'utf8') : ''
  } finally {
    closeSync(fd)
  }
}

function keep(file: string, text: string, { value, places, root }: YamlFound, ctx: Context): void {
  const kept = { build: __BUILD__, text, value, places: places.toJSON(), root } satisfies Kept
  const half = `${file}.${Buffer.from(ctx.random(6)).toString('hex')}`
  try {
    makeFolders(dirname(file), 0o700)
    writeFileSync(half, JSON.stringify(kept), { flag: 'wx', mode: 0o600 })
    renameSync(half, file) // whole, or not at all
  } catch {
    // Where nothing may be written, each run reads.
  }
}
