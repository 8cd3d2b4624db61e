import { lstatSync } from 'node:fs'
import { fail } from '../core/errors.js'
import { attempt, readMarkedText } from './read-file.js'
import { lineEndOf, withLineEnds } from './splice.js'
import { place } from './write-file.js'

const LINES = `# access.lock is a set of lines: to merge it, git keeps the lines of both sides.
access.lock merge=union eol=lf
`
const LIMIT = 1_000_000

export interface AttributesChange {
  readonly path: string
  readonly shown: string
  readonly text: string
  readonly mode: number
  readonly how: 'new' | 'replace'
}

/**
 * What a .gitattributes needs for the lock next to it; undefined if it already mentions the lock, in whatever way. Only
 * reads. A symlink is refused, since git itself does not follow one here.
 *
 * @throws ScopectlError `file-is-symlink`, and as readText
 */
export function planAttributes(path: string, shown: string): AttributesChange | undefined {
  const stats = attempt(shown, undefined, () => lstatSync(path, { throwIfNoEntry: false }))
  if (!stats) return { path, shown, text: LINES, mode: 0o666, how: 'new' }
  if (stats.isSymbolicLink()) fail('file-is-symlink', { file: shown })
  const { text, mark } = readMarkedText(path, shown, undefined, LIMIT)
  if (/^[ \t]*\/?access\.lock[ \t]/m.test(text)) return undefined
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  const added = withLineEnds(`${end}${LINES}`, lineEndOf(text))
  return { path, shown, text: mark + text + added, mode: stats.mode & 0o777, how: 'replace' }
}

/** A file that has appeared since then is left alone: another run has written it. */
export function writeAttributes({ path, shown, text, mode, how }: AttributesChange): void {
  place(path, text, mode, how, shown)
}
