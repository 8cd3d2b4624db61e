import { closeSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { attempt, openRegular } from './read-file.js'
import { splitLines } from './split-lines.js'

/** Queries line by line, and the name of where they come from. */
export interface QueryLines {
  readonly file: string
  readonly lines: AsyncIterable<string>
}

/** Those of stdin for `-`, else those of a file. */
export function queryLines(from: string, ctx: Context): QueryLines {
  if (from !== '-') return linesOfFile(from, ctx)
  return { file: 'stdin', lines: ctx.stdin.lines('queries, one JSON object per line') }
}

/**
 * Read while they are answered: see {@link splitLines}. NOT checked: what is in them, see `refuseRaw`, which is called for
 * each line.
 *
 * @throws ScopectlError `file-missing`, `file-unreadable`, `file-not-regular`, `file-loop`; at their line
 * `queries-not-utf8` and `query-too-long`
 */
function linesOfFile(path: string, ctx: Context): QueryLines {
  const absolute = resolve(ctx.cwd, path)
  const file = display(absolute, ctx.cwd)
  const lines = splitLines(chunksOf(absolute, file), {
    notUtf8: (line) => fail('queries-not-utf8', { file, line }),
    tooLong: (line, limit) => fail('query-too-long', { file, line, limit }),
  })
  return { file, lines }
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
