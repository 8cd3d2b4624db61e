import { resolve } from 'node:path'
import { fail, ScopectlError } from '../../core/errors.js'
import { type HarEntry, type HarFault, harEntries } from '../../core/probe/har.js'
import { type Problem, problem } from '../../core/problem.js'
import type { Path } from '../../core/source.js'
import { type Positions, parseJson } from '../../core/token/strict-json.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { type Finding, toError } from '../findings.js'
import { flawFinding } from '../json-source.js'
import { readText } from '../read-file.js'
import { TextLines } from '../text-lines.js'

/** 50 MB: recordings contain the answers, too. */
const HAR_BYTES = 50_000_000
const HAR_DEPTH = 100
const MOST_ENTRIES = 100_000

export interface HarFile<T = HarEntry> {
  readonly entries: readonly T[]
  readonly file: string
  /** Fails with a problem at the place of a value. */
  readonly refuse: (path: Path, found: Problem) => never
}

/**
 * Reads an HTTP archive.
 * @throws ScopectlError `file-…`, `json-syntax`, `duplicate-name`, `nested-too-deep`, `har-shape`, `har-too-many`
 */
export const readHar = (argument: string, ctx: Pick<Context, 'cwd'>): HarFile =>
  readArchive(argument, ctx, '--har', harEntries)

/** @param read what is made of the document: see `readEntries` */
export function readArchive<T>(
  argument: string,
  { cwd }: Pick<Context, 'cwd'>,
  by: string,
  read: (document: unknown, most: number) => readonly T[] | HarFault | 'too-many',
): HarFile<T> {
  const path = resolve(cwd, argument)
  const file = display(path, cwd)
  const text = readText(path, file, by, HAR_BYTES)
  if (text.trim() === '') fail('file-empty', { file })
  const parsed = parseJson(text, { maxDepth: HAR_DEPTH })
  const failAt = (finding: Finding): never => {
    const { problems } = toError(file, new TextLines(file, text), [finding])
    throw new ScopectlError(problems.map(withoutLine))
  }
  if (!parsed.ok) return failAt(flawFinding(text, parsed.flaw, HAR_DEPTH))
  const refuse = (steps: Path, found: Problem): never => {
    // Places take most of the memory, so they are only computed for a message.
    const placed = parseJson(text, { maxDepth: HAR_DEPTH, positions: true })
    const [start, end] = (placed.ok && placeOf(placed.positions, steps)) || [0, 1]
    return failAt({ start, end, problem: found })
  }
  const entries = read(parsed.value, MOST_ENTRIES)
  if (entries === 'too-many') return fail('har-too-many', { file, limit: MOST_ENTRIES })
  if ('expected' in entries) {
    const { path: steps, expected } = entries
    return refuse(steps, problem('har-shape', { what: steps.join('.'), expected }))
  }
  return { entries, file, refuse }
}

/** A line of a recording may contain a cookie or a password. */
const withoutLine = (found: Problem): Problem =>
  found.at ? ({ ...found, at: { ...found.at, text: '', withheld: true } } as Problem) : found

/** The place of the value, or of the nearest one around it. */
function placeOf(positions: Positions, path: Path): readonly [number, number] | undefined {
  for (let length = path.length; length >= 0; length--) {
    const pointer = path.slice(0, length).map((step) => `/${step}`)
    const found = positions.get(pointer.join(''))
    if (found) return found.value
  }
  return undefined
}
