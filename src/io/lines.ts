import { closeSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { attempt, openRegular } from './read-file.js'
import { splitLines } from './split-lines.js'

/**
 * The lines of a file of queries, read while they are answered, as those of stdin are: see {@link splitLines}. NOT
 * checked: what is in them; a merge conflict marker or a control character is a mistake of its line.
 *
 * @throws ScopectlError `file-missing`, `file-unreadable`, `file-not-regular`, `file-loop`; at their line
 * `queries-not-utf8` and `query-too-long`
 */
export function linesOfFile(path: string, ctx: Context): AsyncGenerator<string> {
  const absolute = resolve(ctx.cwd, path)
  const file = display(absolute, ctx.cwd)
  return splitLines(chunksOf(absolute, file), {
    notUtf8: (line) => fail('queries-not-utf8', { file, line }),
    tooLong: (line, limit) => fail('query-too-long', { file, line, limit }),
  })
}

const CHUNK = 1 << 16

/** The buffers are not used again, so a part of one may be kept. */
function* chunksOf(path: string, shown: string): Generator<Uint8Array> {
  const { fd } = attempt(shown, '--batch', () => openRegular(path, shown))
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(CHUNK)
      const got = attempt(shown, '--batch', () => readSync(fd, buffer))
      if (got === 0) return
      yield buffer.subarray(0, got)
    }
  } finally {
    closeSync(fd)
  }
}
