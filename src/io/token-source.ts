import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { type Environment, resolveEnv } from './env-file.js'
import { readBytes } from './read-file.js'

/** 32 MB: enough to say of anything on a pipe that it is no token. */
const LIMIT = 32_000_000

export interface TokenText {
  readonly text: string
  /** `stdin`, `env:NAME`, `file:PATH` or `argument`. */
  readonly source: string
}

/**
 * The token of `-`, `env:NAME`, `file:FILE`, or the argument itself, which counts as a token only if it has a dot:
 * so that `--need read write` does not make a token of `write`.
 */
export async function readToken(
  argument: string,
  environment: Environment,
  ctx: Context,
): Promise<TokenText> {
  if (argument === '-') return readStdin(ctx)
  if (argument.startsWith('env:')) {
    return { text: resolveEnv(argument.slice(4), environment, ctx), source: argument }
  }
  if (argument.startsWith('file:')) {
    if (argument === 'file:') return fail('empty-value', { flag: argument })
    const path = resolve(ctx.cwd, argument.slice(5))
    const shown = display(path, ctx.cwd)
    const { bytes } = readBytes(path, LIMIT, shown, 'file:')
    return { text: textOf(bytes, `file:${shown}`), source: `file:${shown}` }
  }
  // After `--` too: no JWT begins so, and a flag that went astray must not become a 401.
  if (!argument.includes('.') || argument.startsWith('-')) return fail('not-a-token', { argument })
  return { text: argument, source: 'argument' }
}

/** Stdin to its end. A pipe that ends empty is a failed command before it, and never "no token". */
export async function readStdin(ctx: Context): Promise<TokenText> {
  const bytes = await ctx.stdin.bytes(LIMIT, 'a token')
  return { text: textOf(bytes, 'stdin'), source: 'stdin' }
}

/** Bytes that are no UTF-8 stay visible as such: they make a malformed token, not a crash. */
function textOf(bytes: Uint8Array, source: string): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    fail('token-utf16', { source })
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (text.replace('\uFEFF', '').trim() === '') fail('token-blank', { source })
  return text
}
