import { posix } from 'node:path'
import type { ImportEdge } from './import-edges.js'

/** Every folder that contains these files, directly or in a subfolder; '' is the root. */
export function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const file of files) {
    let folder = posix.dirname(file)
    for (; folder !== '.'; folder = posix.dirname(folder)) folders.add(folder)
  }
  return ['', ...[...folders].sort()]
}

/** The entry of a folder that is or contains a file; undefined if the file is in another folder. */
export function entryOf(folder: string, file: string): string | undefined {
  const prefix = folder === '' ? '' : `${folder}/`
  return file.startsWith(prefix) ? file.slice(prefix.length).split('/')[0] : undefined
}

/**
 * The import cycles among the entries of a folder; a subfolder with everything in it counts as one entry. Each is a
 * list of imports, one for each step of the cycle, and as short as possible.
 */
export function cyclesAmong(folder: string, edges: readonly ImportEdge[]): ImportEdge[][] {
  const steps = new Map<string, Map<string, ImportEdge>>()
  for (const edge of edges) {
    const [from, to] = [entryOf(folder, edge.file), entryOf(folder, edge.to)]
    if (from === undefined || to === undefined || from === to) continue
    const known = steps.get(from) ?? new Map<string, ImportEdge>()
    steps.set(from, known)
    if (!known.has(to)) known.set(to, edge)
  }
  const told = new Set<ImportEdge>()
  return [...steps.keys()].flatMap((entry) => {
    const cycle = wayBack(entry, steps)
    if (!cycle || cycle.some((edge) => told.has(edge))) return []
    for (const edge of cycle) told.add(edge)
    return [cycle]
  })
}

/** The shortest path from an entry back to itself. */
function wayBack(
  start: string,
  steps: ReadonlyMap<string, ReadonlyMap<string, ImportEdge>>,
): ImportEdge[] | undefined {
  const ways = new Map<string, ImportEdge[]>([[start, []]])
  for (const [entry, way] of ways) {
    for (const [next, edge] of steps.get(entry) ?? []) {
      if (next === start) return [...way, edge]
      if (!ways.has(next)) ways.set(next, [...way, edge])
    }
  }
  return undefined
}
