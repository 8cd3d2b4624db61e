import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { insteadOfToken } from '../core/token/not-a-token.js'
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

/** With what a token is read. */
export interface TokenReading {
  readonly environment: Environment
  readonly ctx: Context
  /** True only for `--expect malformed`, which may be met by a text that is not a token at all. */
  readonly anyText?: boolean | undefined
}

/**
 * The token of `-`, `env:NAME`, `file:FILE`, or the argument itself.
 * @throws ScopectlError `not-a-token`, `token-blank`: text that cannot be a token is a failed step, never a denial
 */
export async function readToken(argument: string, reading: TokenReading): Promise<TokenText> {
  const { environment, ctx } = reading
  if (argument === '-') return await readStdin(reading)
  if (argument.startsWith('env:')) {
    if (environment.get(argument.slice(4)) === '') return fail('token-blank', { source: argument })
    const text = resolveEnv(argument.slice(4), environment, ctx)
    return tokenText(text, argument, reading)
  }
  if (argument.startsWith('file:')) {
    if (argument === 'file:') return fail('empty-value', { flag: argument })
    const path = resolve(ctx.cwd, argument.slice(5))
    const shown = display(path, ctx.cwd)
    const { bytes } = readBytes(path, LIMIT, shown, 'file:')
    return tokenText(textOf(bytes, `file:${shown}`), `file:${shown}`, reading)
  }
  // After `--` too: no JWT begins so, and a flag that went astray must not become a 401.
  if (argument.startsWith('-'))
    return fail('not-a-token', { source: 'argument', found: { is: 'text' } })
  return tokenText(argument, 'argument', reading)
}

/** Stdin to its end. A pipe that ends empty is a failed command before it, and never "no token". */
export async function readStdin(reading: TokenReading): Promise<TokenText> {
  const bytes = await reading.ctx.stdin.bytes(LIMIT, 'a token')
  return tokenText(textOf(bytes, 'stdin'), 'stdin', reading)
}

/** @throws ScopectlError `token-blank`, and as requireToken unless any text will do */
export function tokenText(
  text: string,
  source: string,
  { anyText }: Pick<TokenReading, 'anyText'>,
): TokenText {
  const found = insteadOfToken(text)
  if (found?.is === 'empty') fail('token-blank', { source })
  if (!anyText) requireToken({ text, source })
  return { text, source }
}

/** @throws ScopectlError `not-a-token`, for text that was read as `anyText` and is now expected to be a token */
export function requireToken({ text, source }: TokenText): void {
  const found = insteadOfToken(text)
  if (found) fail('not-a-token', { source, found })
}

/** Bytes that are not UTF-8 stay visible as such: they make a malformed token, not a crash. */
function textOf(bytes: Uint8Array, source: string): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    fail('token-utf16', { source })
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
