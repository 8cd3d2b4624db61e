import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Access, load, ScopectlError } from '../../src/node.js'
import { tempDir } from '../support/temp-dir.js'

export const FILES = {
  'scopes.yaml': readFileSync('scopes.yaml', 'utf8').replace(
    'scope_claim: scope',
    'scope_claim: scope\n  enforce: literal\nprofiles: { other: { issuer: https://other.test } }',
  ),
  'users.yaml': readFileSync('users.yaml', 'utf8'),
}
export const cwd = tempDir(FILES)
export const access = load(join(cwd, 'scopes.yaml'))

/** What a call throws, as its message has it. */
export function thrown(call: () => unknown): ScopectlError {
  try {
    call()
  } catch (error) {
    if (error instanceof ScopectlError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

export const rejection = async (call: Promise<unknown>): Promise<ScopectlError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ScopectlError) return error
  throw new Error(`rejected with ${String(error)}`)
}

/** Past the compiler, as JavaScript calls. */
export const loose = access as unknown as Record<keyof Access, (...args: unknown[]) => unknown>
