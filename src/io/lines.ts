import { resolve } from 'node:path'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { refuseRaw } from './findings.js'
import { readText } from './read-file.js'

/**
 * The lines of a file of questions, ended by LF or CRLF, which is optional for the last one.
 * @throws ScopectlError as readText and refuseRaw
 */
export async function* linesOfFile(path: string, ctx: Context): AsyncGenerator<string> {
  const absolute = resolve(ctx.cwd, path)
  const shown = display(absolute, ctx.cwd)
  const text = readText(absolute, shown, '--batch')
  refuseRaw(shown, text)
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  yield* lines
}
