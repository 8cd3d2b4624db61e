import { resolve } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import type { SampleToken } from '../core/openapi/drift.js'
import { type Problem, problem } from '../core/problem.js'
import { decode } from '../core/token/decode.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { decodeText, readText, TEXT_LIMIT } from './read-file.js'

/**
 * The tokens in a file, or from stdin (`-`), one per line, with or without `Bearer`; blank lines and those that begin
 * with `#` are ignored. A token is never shown in a message.
 *
 * @throws ScopectlError `drift-not-a-token` for each line that is not a JWT, `drift-no-token` for a file without tokens
 */
export async function readSampleTokens(path: string, ctx: Context): Promise<SampleToken[]> {
  const { file, text: all } = await textOf(path, ctx)
  const problems: Problem[] = []
  const samples: SampleToken[] = []
  for (const [i, written] of all.split(/\r?\n/).entries()) {
    const text = written.trim().replace(/^Bearer +/i, '')
    if (text === '' || text.startsWith('#')) continue
    const read = decode(text)
    const line = i + 1
    if (read.kind === 'decoded') samples.push({ line, token: read.token })
    else problems.push(problem('drift-not-a-token', { file, line }))
  }
  if (problems.length > 0) throw new ScopectlError(problems)
  if (samples.length === 0) fail('drift-no-token', { file })
  return samples
}

async function textOf(path: string, ctx: Context): Promise<{ file: string; text: string }> {
  if (path === '-') {
    const bytes = await ctx.stdin.bytes(TEXT_LIMIT, 'tokens, one per line')
    return { file: 'stdin', text: decodeText(bytes, 'stdin') }
  }
  const absolute = resolve(ctx.cwd, path)
  const file = display(absolute, ctx.cwd)
  return { file, text: readText(absolute, file, '--tokens') }
}
