import { conflictMarker } from '../core/conflict-marker.js'
import { fail } from '../core/errors.js'
import type { TableLine } from '../core/suite/table-cells.js'
import { rawCharacters, refuseRaw } from './findings.js'
import { readText } from './read-file.js'
import { type Bytes, blocksOf, fileBytes } from './users/byte-lines.js'

/** The first line contains the name of every user, and a line is read as a whole. */
const BLOCK = 1 << 24
const LF = 0x0a
const CR = 0x0d

/**
 * The lines of a CSV file that may be too long for memory, such as a table of thousands of users. Each line can be read
 * again, unless the file has changed meanwhile.
 *
 * @throws ScopectlError as readText and refuseRaw, and `line-too-long`
 */
export function linesOfTable(path: string, shown: string, by: string): Iterable<TableLine> {
  return linesOf(fileBytes(path, shown, by), () => refuse(path, shown, by))
}

function* linesOf(bytes: Bytes, refused: () => never): Generator<TableLine> {
  let number = 1
  for (const { bytes: block, offset } of blocksOf(bytes, BLOCK)) {
    const start = offset === 0 && hasMark(block) ? MARK.length : 0
    if (!isClean(block.subarray(start))) refused()
    for (let at = start; at < block.length; number++) {
      const found = block.indexOf(LF, at)
      const end = found === -1 ? block.length : found
      const length = (block[end - 1] === CR && end > at ? end - 1 : end) - at
      yield new Line(bytes, offset + at, length, number, block.toString('utf8', at, at + length))
      at = end + 1
    }
  }
}

class Line implements TableLine {
  readonly text: string
  readonly number: number
  readonly again: () => string

  constructor(bytes: Bytes, offset: number, length: number, number: number, text: string) {
    this.text = text
    this.number = number
    // Not the text: keeping a line costs three numbers.
    this.again = () => {
      const buffer = Buffer.alloc(length)
      bytes.read(buffer, offset)
      return buffer.toString('utf8')
    }
  }
}

const MARK = [0xef, 0xbb, 0xbf]
const hasMark = (block: Buffer): boolean => MARK.every((byte, i) => block[i] === byte)

/** A block is whole lines, so no character is cut in two. */
function isClean(block: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(block)
    return rawCharacters(text).length === 0 && conflictMarker(text) === undefined
  } catch {
    return false
  }
}

/** Reads the file as a whole, since that reports what is wrong and where; a huge file need not fit. */
function refuse(path: string, shown: string, by: string): never {
  refuseRaw(shown, readText(path, shown, by, 500_000_000))
  return fail('file-changed', { file: shown })
}
