import { closeSync, readSync, type Stats } from 'node:fs'
import { fail } from '../../core/errors.js'
import { attempt, openRegular } from '../read-file.js'

/** Bytes that are read in pieces, any number of times. */
export interface Bytes {
  /** Fills the buffer, starting at `offset`; fewer bytes than it has room for mean the end. */
  read(into: Uint8Array, offset: number): number
}

/** 1 GB: about ten million users. */
const FILE_LIMIT = 1_000_000_000

/**
 * A regular file that is never held in memory as a whole, nor kept open. It must not change after the first read:
 * passes over two different texts would give an answer about neither.
 *
 * @throws ScopectlError as readBytes; reading: `file-changed`
 */
export function fileBytes(path: string, shown: string, by?: string): Bytes {
  const open = <T>(work: (fd: number, stats: Stats) => T): T =>
    attempt(shown, by, () => {
      const { fd, stats } = openRegular(path, shown)
      try {
        return work(fd, stats)
      } finally {
        closeSync(fd)
      }
    })
  const stampOf = ({ dev, ino, size, mtimeMs }: Stats): string => [dev, ino, size, mtimeMs].join()
  const seen = open((_fd, stats) => {
    if (stats.size > FILE_LIMIT) fail('file-too-big', { file: shown, limit: FILE_LIMIT })
    return stampOf(stats)
  })
  return {
    read: (into, offset) =>
      open((fd, stats) => {
        if (stampOf(stats) !== seen) fail('file-changed', { file: shown })
        return fill(fd, into, offset)
      }),
  }
}

function fill(fd: number, into: Uint8Array, offset: number): number {
  let length = 0
  while (length < into.length) {
    const got = readSync(fd, into, length, into.length - length, offset + length)
    if (got === 0) break
    length += got
  }
  return length
}

/** Bytes in memory, such as those of a git revision. */
export const memoryBytes = (all: Uint8Array): Bytes => ({
  read(into, offset) {
    const piece = all.subarray(offset, offset + into.length)
    into.set(piece)
    return piece.length
  },
})

/**
 * A block of whole lines; only the very last line may lack its line end. The bytes are valid until the next block is
 * requested.
 */
export interface Block {
  readonly bytes: Buffer
  /** The offset of its first byte. */
  readonly offset: number
}

const BLOCK = 1 << 20
/** Half a block, so that a line always fits in one. */
const LINE_LIMIT = BLOCK / 2
const LF = 0x0a

/** @throws ScopectlError `line-too-long` */
export function* blocksOf(bytes: Bytes, size = BLOCK): Generator<Block> {
  const buffer = Buffer.allocUnsafe(size)
  const limit = size / 2
  for (let offset = 0; ; ) {
    const length = bytes.read(buffer, offset)
    if (length === 0) return
    const isEnd = length < size
    const end = isEnd ? length : buffer.subarray(0, length).lastIndexOf(LF) + 1
    if (end === 0 || length - end > limit) {
      fail('line-too-long', { line: lineAt(bytes, offset + end), limit })
    }
    yield { bytes: buffer.subarray(0, end), offset }
    if (isEnd) return
    // The incomplete line at the end is read again at the start of the next block.
    offset += end
  }
}

/** The 1-based number of the line that contains a byte. */
export function lineAt(bytes: Bytes, offset: number): number {
  const buffer = Buffer.allocUnsafe(BLOCK)
  let line = 1
  for (let at = 0; at < offset; ) {
    const got = bytes.read(buffer.subarray(0, Math.min(BLOCK, offset - at)), at)
    if (got === 0) break
    const piece = buffer.subarray(0, got)
    for (let i = piece.indexOf(LF); i >= 0; i = piece.indexOf(LF, i + 1)) line++
    at += got
  }
  return line
}

/** The bytes of the line that begins at `offset`, without its line end. */
export function lineBytes(bytes: Bytes, offset: number): Buffer {
  for (let room = 4096; ; room = LINE_LIMIT + 2) {
    const buffer = Buffer.allocUnsafe(room)
    const got = bytes.read(buffer, offset)
    const end = buffer.subarray(0, got).indexOf(LF)
    if (end >= 0 || got < room || room > LINE_LIMIT)
      return withoutCr(buffer.subarray(0, end === -1 ? got : end))
  }
}

/** A CR before the line end is not part of the line. */
export const withoutCr = (line: Buffer): Buffer =>
  line.at(-1) === 0x0d ? line.subarray(0, line.length - 1) : line
