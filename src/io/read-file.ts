import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { fail } from '../core/errors.js'
import { noteFacts } from './file-facts.js'
import { TextLines } from './text-lines.js'

/** 10 MB: the limit for catalogs, users and suites. */
export const TEXT_LIMIT = 10_000_000

export interface FileBytes {
  readonly bytes: Uint8Array
  readonly stats: Stats
}

/**
 * The bytes of a regular file, at most `limit` of them; `shown` is its name in messages. Reads to the end instead of
 * trusting the size that the system reports, so `/proc` files work and a growing file cannot exceed the limit. Only a
 * regular file is opened, so nothing can hang. Symlinks are followed; owner and mode are not checked (use the `stats`
 * for that).
 *
 * @throws ScopectlError `file-missing`, `file-unreadable`, `file-not-regular`, `file-loop`, `file-too-big`
 */
export function readBytes(path: string, limit: number, shown = path, by?: string): FileBytes {
  return attempt(shown, by, () => {
    const { fd, stats } = openRegular(path, shown)
    try {
      if (stats.size > limit) fail('file-too-big', { file: shown, limit })
      return { bytes: readToEnd(fd, stats.size, limit, shown), stats }
    } finally {
      closeSync(fd)
    }
  })
}

/**
 * A UTF-8 file as text, one leading byte order mark dropped. Control characters other than NUL are left to the caller.
 *
 * @throws ScopectlError as {@link readBytes}, and `file-not-utf8`, `bad-character` for NUL
 */
export function readText(path: string, shown = path, by?: string, limit = TEXT_LIMIT): string {
  return decodeText(readBytes(path, limit, shown, by).bytes, shown)
}

/**
 * Refuses a text before it is written to a file that the next command could not read.
 *
 * @throws ScopectlError `text-too-big`
 */
export function refuseTooBig(text: string, shown: string, limit = TEXT_LIMIT): void {
  const size = Buffer.byteLength(text)
  if (size > limit) fail('text-too-big', { file: shown, size, limit })
}

const MARK = '\ufeff'

/** A file to edit: its text, and its byte order mark, which must be written back. */
export function readMarkedText(
  path: string,
  shown = path,
  by?: string,
  limit = TEXT_LIMIT,
): { text: string; mark: string } {
  const { bytes } = readBytes(path, limit, shown, by)
  return { text: decodeText(bytes, shown), mark: markOf(bytes) }
}

export const markOf = (bytes: Uint8Array): string => (hasMark(bytes) ? MARK : '')

const hasMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

/** Like {@link readText}, for bytes that were already read. */
export function decodeText(bytes: Uint8Array, shown: string): string {
  refuseWide(bytes, shown)
  const body = hasMark(bytes) ? bytes.subarray(3) : bytes
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return failAtBadByte(body, shown)
  }
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const at = new TextLines(shown, text).at(nul)
    fail('bad-character', { character: 'U+0000', escaped: false }, at)
  }
  return text
}

/**
 * The beginning of a text that is not in UTF-8.
 * @throws ScopectlError `file-not-utf8` for UTF-16 and UTF-32
 */
export function refuseWide(bytes: Uint8Array, shown: string): void {
  const looks = wideEncoding(bytes)
  if (looks) fail('file-not-utf8', { file: shown, looks })
}

/** UTF-16 and UTF-32 by their marks, or UTF-16 by a first ASCII character next to a zero byte. */
function wideEncoding(bytes: Uint8Array): 'UTF-16' | 'UTF-32' | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'UTF-32'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32'
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16'
  const wide =
    bytes.length >= 4 &&
    (a === 0) !== (b === 0) &&
    (a === 0) === (c === 0) &&
    (b === 0) === (d === 0)
  return wide ? 'UTF-16' : undefined
}

function failAtBadByte(bytes: Uint8Array, shown: string): never {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = text.indexOf('\ufffd')
  let byte = Buffer.byteLength(text.slice(0, Math.max(0, offset)))
  // A replacement character that is in the file has three bytes; any other one was put in for invalid bytes.
  while (
    offset >= 0 &&
    bytes[byte] === 0xef &&
    bytes[byte + 1] === 0xbf &&
    bytes[byte + 2] === 0xbd
  ) {
    const next = text.indexOf('\ufffd', offset + 1)
    byte += Buffer.byteLength(text.slice(offset, Math.max(offset, next)))
    offset = next
  }
  const at = new TextLines(shown, text).at(Math.max(0, offset))
  return fail('file-not-utf8', { file: shown }, at)
}

/** Opens a regular file to read it; the caller closes it. @throws ScopectlError `file-not-regular`, and system errors */
export function openRegular(path: string, shown: string): { fd: number; stats: Stats } {
  noteFacts(path)
  refuseIrregular(statSync(path), shown) // before opening: opening some devices has side effects
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(fd) // again: the name may refer to another file by now
    refuseIrregular(stats, shown)
    return { fd, stats }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** Only a regular file can be read without waiting for another process. */
function refuseIrregular(stats: Stats, shown: string): void {
  if (stats.isFile()) return
  fail('file-not-regular', { file: shown, kind: irregularKind(stats) })
}

/** What something is that is not a regular file. */
export function irregularKind(stats: Stats): 'folder' | 'pipe' | 'socket' | 'device' {
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'pipe'
  return stats.isSocket() ? 'socket' : 'device'
}

function readToEnd(fd: number, size: number, limit: number, shown: string): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(Math.max(size + 1, 4096), limit + 1))
  let length = 0
  for (;;) {
    const got = readSync(fd, buffer, length, buffer.length - length, null)
    if (got === 0) return buffer.subarray(0, length)
    length += got
    if (length > limit) fail('file-too-big', { file: shown, limit })
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(buffer.length * 2, limit + 1))
      buffer.copy(larger)
      buffer = larger
    }
  }
}

/** Runs a file operation; a system error becomes a problem with this file name. */
export function attempt<T>(shown: string, by: string | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code
    if (typeof why !== 'string' || !(error instanceof Error) || !('syscall' in error)) throw error
    if (why === 'ENOENT' || why === 'ENOTDIR') return fail('file-missing', { file: shown, by })
    if (why === 'ELOOP') return fail('file-loop', { file: shown })
    return fail('file-unreadable', { file: shown, why })
  }
}
