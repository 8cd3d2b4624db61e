import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isMap } from '../core/plain-map.js'
import type { Source } from '../core/source.js'
import type { Context } from './context.js'
import { type YamlFound, yamlSource } from './yaml-found.js'
import { type PlacesJson, YamlPlaces } from './yaml-places.js'

/** Written in by the build: a hash of all that reads. Empty where the sources run as they are: then nothing is kept. */
declare const __BUILD__: string

/** So many files: texts that fall into one take turns. */
const FILES = 64

/**
 * Reads the text of a catalog or suite as {@link findYaml} of yaml-source.ts does, or takes what that found the last time:
 * loading the library and reading a small catalog costs a sixth of the start-up time, a big one's seconds.
 *
 * What is kept holds for one text, which lies beside it and is compared whole, and for one build of scopectl. It replaces
 * the reading only: whatever it says is held against the schema and the rules like a file. A text that is no YAML is not
 * kept, nor one with people in it, who may have secrets.
 *
 * NOT checked: that it is what scopectl wrote. It lies with the installed program (`ctx.keepIn`): who may write there, may
 * change the program itself. In a folder that came with a checkout it would be somebody else's word.
 *
 * @param path the file's absolute path
 * @throws ScopectlError as `readYaml`
 */
export async function readKeptYaml(
  path: string,
  shown: string,
  text: string,
  { keepIn, random }: Context,
): Promise<Source> {
  const file = keepIn === undefined || __BUILD__ === '' ? undefined : fileFor(path, keepIn)
  const kept = file === undefined ? undefined : recall(file, text)
  if (kept) return yamlSource(shown, text, kept)
  const { findYaml } = await import('./yaml-source.js')
  const found = findYaml(shown, text)
  if (file !== undefined && !holdsPeople(found.value)) keep(file, text, found, random)
  return yamlSource(shown, text, found)
}

function fileFor(path: string, folder: string): string {
  let number = 0
  for (let i = 0; i < path.length; i++) number = (number * 31 + path.charCodeAt(i)) % 65_537
  return join(folder, `yaml-${number % FILES}.json`)
}

/** A users file, by whatever flag it came, or a suite with users of its own. */
function holdsPeople(value: unknown): boolean {
  if (!isMap(value)) return false
  const { users, clients } = value
  return clients !== undefined || (users !== undefined && typeof users !== 'string')
}

interface Kept {
  readonly build: string
  readonly text: string
  readonly value: unknown
  readonly places: PlacesJson
  readonly root: number
}

function recall(file: string, text: string): YamlFound | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    if (kept.build !== __BUILD__ || kept.text !== text) return undefined
    const { value, places, root } = kept
    if (![places.nodes, places.entries, places.names].every(Array.isArray)) return undefined
    return { value, places: new YamlPlaces(places), root }
  } catch {
    return undefined // not there, not for us, not whole: it is read again
  }
}

function keep(
  file: string,
  text: string,
  { value, places, root }: YamlFound,
  random: Context['random'],
): void {
  const kept = { build: __BUILD__, text, value, places: places.toJSON(), root } satisfies Kept
  const half = `${file}.${Buffer.from(random(6)).toString('hex')}`
  try {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), 0o755)
    try {
      writeFileSync(half, JSON.stringify(kept), { flag: 'wx', mode: 0o600 })
      renameSync(half, file) // whole, or not at all
    } finally {
      rmSync(half, { force: true })
    }
  } catch {
    // Where nothing may be written, each run reads.
  }
}
