import { readFileSync, type Stats } from 'node:fs'
import { type Problem, problem } from '../core/problem.js'
import { attempt } from './read-file.js'

/** Larger files are not read only to count their lines. */
const LIMIT = 10_000_000

/** A note about a file that is going to be overwritten: how many of its lines the new text does not have. */
export function lostLines(path: string, shown: string, stats: Stats, text: string): Problem[] {
  // Opening a pipe would wait for a writer.
  if (!stats.isFile() || stats.size > LIMIT) return []
  const old = attempt(shown, undefined, () => readFileSync(path, 'utf8'))
  const kept = new Set(linesOf(text))
  const count = linesOf(old).filter((line) => !kept.has(line)).length
  return count === 0 ? [] : [problem('init-replaced', { file: shown, count })]
}

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
