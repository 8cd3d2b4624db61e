import { resolve } from 'node:path'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { readText } from './read-file.js'

/** The lines of a file, ended by LF or CRLF; the last one with or without. */
export async function* linesOfFile(path: string, ctx: Context): AsyncGenerator<string> {
  const absolute = resolve(ctx.cwd, path)
  const text = readText(absolute, display(absolute, ctx.cwd), '--batch')
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  yield* lines
}
