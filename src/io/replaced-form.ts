import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { markOf } from './read-file.js'
import { type LineEnd, lineEndOf, withLineEnds } from './splice.js'
import type { Text } from './write-file.js'

const PREFIX = 65_536

/**
 * A generated text with the line ends and byte order mark of the file that it will replace, if there is one, so that a
 * review shows only the lines that changed.
 */
export function inFormOfFile(path: string, text: Text): Text {
  const beginning = beginningOf(path)
  const [mark, end] = [markOf(beginning), lineEndOf(beginning.toString('latin1'))]
  if (mark === '' && end === '\n') return text
  return typeof text === 'string'
    ? mark + withLineEnds(text, end)
    : { [Symbol.iterator]: () => parts(text, mark, end) }
}

function* parts(text: Iterable<string>, mark: string, end: LineEnd): Generator<string> {
  yield mark
  for (const part of text) yield withLineEnds(part, end)
}

/** Empty for an unreadable file: the writer checks whether it can be replaced. */
function beginningOf(path: string): Buffer {
  const buffer = Buffer.alloc(PREFIX)
  try {
    // Opening a pipe would wait for a writer.
    if (!lstatSync(path).isFile()) return Buffer.alloc(0)
    const fd = openSync(path, 'r')
    try {
      return buffer.subarray(0, readSync(fd, buffer, 0, PREFIX, 0))
    } finally {
      closeSync(fd)
    }
  } catch {
    return Buffer.alloc(0)
  }
}
