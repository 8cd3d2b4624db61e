import { closeSync, readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fail } from '../../core/errors.js'
import type { Context } from '../context.js'
import { attempt, openRegular } from '../read-file.js'

/** All lines of a piece are in memory at once: with larger ones, collecting the garbage takes longer. */
const CHUNK = 1 << 16

/**
 * The bytes of a log in pieces, each in a buffer of its own; those of a gzip file (RFC 1952) are decompressed.
 * @param onBytes is told how many bytes of the file were read
 * @throws ScopectlError as openRegular, and `replay-gzip`
 */
export async function* logChunks(
  path: string,
  shown: string,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const chunks = fileChunks(path, shown, onBytes)
  const { value: first, done } = chunks.next()
  if (done) return
  const all = prepended(first, chunks)
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
    for (const _ of compressed);
    if (seen.end > gunzip.bytesWritten) fail('replay-gzip', { file: shown, why: 'padding' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) fail('replay-gzip', { file: shown, why: 'incomplete' })
    throw error
  } finally {
    source.destroy()
  }
}

function* prepended<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first
  yield* rest
}

/** @param seen is told where the last byte is that is not zero, as far as the pieces were read */
function* tillLastByte(pieces: Iterable<Uint8Array>, seen: { end: number }): Generator<Uint8Array> {
  let start = 0
  for (const piece of pieces) {
    const last = piece.findLastIndex((byte) => byte !== 0)
    if (last >= 0) seen.end = start + last + 1
    start += piece.length
    yield piece
  }
}

function* fileChunks(
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
