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
  const source = Readable.from(all)
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) fail('replay-gzip', { file: shown })
    throw error
  } finally {
    source.destroy()
  }
}

function* prepended<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first
  yield* rest
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
