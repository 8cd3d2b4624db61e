import { dirname, resolve } from 'node:path'
import { fail } from '../../core/errors.js'
import { splitTokenFor } from '../../core/probe/stands-for.js'
import { type Problem, problem } from '../../core/problem.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { decodeText, readBytes } from '../read-file.js'

/** Who a token is for, and the token, or where it is. */
export interface TokenEntry {
  readonly who: string
  readonly source: string
}

const LIMIT = 1_000_000
const TOKEN = /^((?:role|user|client|scopes):.+?)=(eyJ[\w.-]+)$/

/**
 * Lines like `role:editor=env:T`, or with the token itself; `#` begins a comment. No message repeats a line, since it may
 * be a token.
 *
 * @throws ScopectlError `file-…`, `probe-tokens-line`, `probe-tokens-empty`
 */
export function readTokenList(
  argument: string,
  { cwd, uid }: Pick<Context, 'cwd' | 'uid'>,
): { readonly entries: readonly TokenEntry[]; readonly notes: readonly Problem[] } {
  const path = resolve(cwd, argument)
  const file = display(path, cwd)
  const { bytes, stats } = readBytes(path, LIMIT, file, '--tokens')
  let hasToken = false
  const entryOf = (line: string, i: number): TokenEntry => {
    const named = splitTokenFor(line)
    if (named && named.source !== '-') {
      const { who, source } = named
      if (!source.startsWith('file:')) return named
      return { who, source: `file:${resolve(dirname(path), source.slice('file:'.length))}` }
    }
    const [, who, source] = TOKEN.exec(line) ?? []
    if (who === undefined || source === undefined)
      return fail('probe-tokens-line', { file, line: i + 1 })
    hasToken = true
    return { who, source }
  }
  const lines = decodeText(bytes, file).split(/\r?\n/)
  const entries = lines.flatMap((text, i) => {
    const line = text.trim()
    return line === '' || line.startsWith('#') ? [] : [entryOf(line, i)]
  })
  if (entries.length === 0) fail('probe-tokens-empty', { file })
  const isOpen = uid !== undefined && (stats.mode & 0o077) !== 0 && hasToken
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0')
  return { entries, notes: isOpen ? [problem('probe-tokens-open', { file, mode })] : [] }
}
