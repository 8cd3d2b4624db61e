import { resolve } from 'node:path'
import type { Algorithm, Key } from '../core/token/model.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { makeKey } from './make-key.js'
import { writeNew } from './write-file.js'

/**
 * Makes a key and writes it to a new file with mode 0600: a secret as its own text (whose raw bytes are the key), any
 * other key as a private JWK. Never overwrites.
 */
export async function writeKey(
  path: string,
  algorithm: Algorithm,
  ctx: Context,
): Promise<{ key: Key; where: string }> {
  const absolute = resolve(ctx.cwd, path)
  const where = display(absolute, ctx.cwd)
  const key = await makeKey(algorithm)
  const text = key.jwk.kty === 'oct' ? key.jwk.k : JSON.stringify(key.jwk, null, 2)
  writeNew(absolute, `${text}\n`, 0o600, { shown: where })
  return { key, where }
}
