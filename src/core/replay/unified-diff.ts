import { type LineEdit, lineEdits } from './line-edits.js'

/** Unchanged lines around each change, as git writes them. */
const CONTEXT = 3

/**
 * The difference of two texts in the format of `git diff`, which `git apply` and `patch -p1` read; '' if there is none.
 * @param path relative to the root of the repository, with `/`
 */
export function unifiedDiff(path: string, older: string, newer: string): string {
  if (older === newer) return ''
  const [was, is] = [linesOf(older), linesOf(newer)]
  const hunks = grouped(lineEdits(was, is)).map((edits) => hunk(edits, was, is))
  return `--- ${shown('a', path)}\n+++ ${shown('b', path)}\n${hunks.join('')}`
}

/** git quotes a path that has other characters than these. */
function shown(side: string, path: string): string {
  const full = `${side}/${path}`
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(full) ? full : `"${quoted(full)}"`
}

/** C's escapes: octal for each byte. */
const quoted = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => {
      const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
    })
    .join('')

/** Lines with their line ends, so that a missing one at the end of the file is a difference. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function grouped(edits: readonly LineEdit[]): LineEdit[][] {
  const groups: LineEdit[][] = []
  for (const edit of edits) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && edit.from - last.to <= 2 * CONTEXT) group.push(edit)
    else groups.push([edit])
  }
  return groups
}

function hunk(edits: readonly LineEdit[], was: readonly string[], is: readonly string[]): string {
  const [first, last] = [edits[0], edits.at(-1)]
  if (!first || !last) return ''
  const from = Math.max(0, first.from - CONTEXT)
  const to = Math.min(was.length, last.to + CONTEXT)
  const start = first.start - (first.from - from)
  const end = last.end + (to - last.to)
  let body = ''
  let at = from
  for (const edit of edits) {
    body += marked(' ', was.slice(at, edit.from))
    body += marked('-', was.slice(edit.from, edit.to)) + marked('+', is.slice(edit.start, edit.end))
    at = edit.to
  }
  body += marked(' ', was.slice(at, to))
  return `@@ -${range(from, to)} +${range(start, end)} @@\n${body}`
}

/** Before an empty range, the number is that of the line above it. */
const range = (from: number, to: number): string => `${from === to ? from : from + 1},${to - from}`

const marked = (mark: string, lines: readonly string[]): string =>
  lines
    .map((line) =>
      line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`,
    )
    .join('')
