import { closeSync, readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fail } from '../../core/errors.js'
import type { Context } from '../context.js'
import { attempt, openRegular, refuseWide } from '../read-file.js'

/** All lines of a piece are in memory at once: with larger ones, collecting the garbage takes longer. */
const CHUNK = 1 << 16

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * The text of a log in pieces, from its bytes; gzip (RFC 1952) is decompressed.
 * @throws ScopectlError `replay-gzip`, and `file-not-utf8` for UTF-16 and UTF-32
 */
export async function* logChunks(bytes: Chunks, shown: string): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const piece of fullStart(unzipped(fullStart(bytes), shown))) {
    if (isFirst) refuseWide(piece, shown)
    isFirst = false
    yield piece
  }
}

async function* unzipped(
  pieces: AsyncGenerator<Uint8Array>,
  shown: string,
): AsyncGenerator<Uint8Array> {
  const { value: first, done } = await pieces.next()
  if (done) return
  const all = prepended(first, pieces)
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* all
    return
  }
  const gunzip = createGunzip({ chunkSize: CHUNK })
  const seen = { end: 0 }
  const compressed = tillLastByte(all, seen)
  const source = Readable.from(compressed)
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip)
    // Node stops at a zero byte behind a member, whatever follows.
    for await (const _ of compressed);
    if (seen.end > gunzip.bytesWritten) fail('replay-gzip', { file: shown, why: 'padding' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) fail('replay-gzip', { file: shown, why: 'incomplete' })
    throw error
  } finally {
    source.destroy()
  }
}

async function* prepended<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

/** @param seen is told where the last byte is that is not zero, as far as the pieces were read */
async function* tillLastByte(
  pieces: AsyncIterable<Uint8Array>,
  seen: { end: number },
): AsyncGenerator<Uint8Array> {
  let start = 0
  for await (const piece of pieces) {
    const last = piece.findLastIndex((byte) => byte !== 0)
    if (last >= 0) seen.end = start + last + 1
    start += piece.length
    yield piece
  }
}

/** As many bytes as tell a format. */
const TELLING = 4

/** Passes the bytes on, with enough of them in the first piece: a pipe may give them one by one. */
async function* fullStart(bytes: Chunks): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array()
  for await (const piece of bytes) {
    if (start === undefined) {
      yield piece
      continue
    }
    start = start.length === 0 ? piece : Buffer.concat([start, piece])
    if (start.length < TELLING) continue
    yield start
    start = undefined
  }
  if (start !== undefined && start.length > 0) yield start
}

/**
 * The bytes of a file, each piece in a buffer of its own.
 * @param onBytes is told how many were read
 * @throws ScopectlError as openRegular
 */
export function* fileChunks(
  path: string,
  shown: string,
  onBytes: (count: number) => void,
): Generator<Buffer> {
  const { fd } = attempt(shown, 'FILE', () => openRegular(path, shown))
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(CHUNK)
      const got = attempt(shown, 'FILE', () => readSync(fd, buffer))
      if (got === 0) return
      onBytes(got)
      yield buffer.subarray(0, got)
    }
  } finally {
    closeSync(fd)
  }
}

/** The size of files; what is missing is reported when it is opened. */
export const bytesOf = (files: readonly string[], { cwd }: Pick<Context, 'cwd'>): number =>
  files.reduce((sum, file) => {
    const stats = attempt(file, 'FILE', () =>
      statSync(resolve(cwd, file), { throwIfNoEntry: false }),
    )
    return sum + (stats?.size ?? 0)
  }, 0)
