import { resolve } from 'node:path'
import type { Thumbprints } from '../core/access/trust.js'
import type { Catalog } from '../core/catalog/model.js'
import type { SeenKey, SeenKeys } from '../core/diff/seen-key.js'
import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import { thumbprint } from '../core/token/key-rules.js'
import type { Jwk } from '../core/token/model.js'
import { isPrivate } from './jwk-set.js'
import { keysIn } from './key-source.js'
import { readBytes } from './read-file.js'

const LIMIT = 1_000_000
const PREFIX = 'file:'

export interface KeysSeen {
  readonly thumbprints: Thumbprints
  /** All keys of these files, secrets and private ones included, without what makes them secret. */
  readonly keys: SeenKeys
  /** One for each missing key file. */
  readonly notes: readonly Problem[]
}

/**
 * The public keys that the catalog and its profiles trust, as far as files show. Secrets and private keys are left out,
 * present or not, so that a lock is the same on machines with and without them. Public keys next to a private one in a
 * set are trusted like any other.
 *
 * @param read returns the bytes of a file by its path in the setting; undefined if there is none.
 */
export async function thumbprintsOf(
  catalog: Catalog,
  read: (path: string) => Uint8Array | undefined,
): Promise<KeysSeen> {
  const thumbprints = new Map<string, readonly string[]>()
  const keys = new Map<string, readonly SeenKey[]>()
  const notes: Problem[] = []
  const specs = new Set([...catalog.settings.values()].flatMap(({ key }) => key ?? []))
  for (const spec of specs) {
    if (!spec.startsWith(PREFIX)) continue
    const bytes = read(spec.slice(PREFIX.length))
    if (bytes) {
      const seen = await keysSeenIn(bytes, spec)
      keys.set(spec, seen)
      thumbprints.set(
        spec,
        seen.flatMap(({ thumbprint }) => thumbprint ?? []),
      )
    } else notes.push(problem('lock-key-missing', { key: spec }))
  }
  return { thumbprints, keys, notes }
}

/** For files on this machine. @param folder the catalog's folder. */
export const thumbprintsBeside = (catalog: Catalog, folder: string): Promise<KeysSeen> =>
  thumbprintsOf(catalog, (path) =>
    tolerant(() => readBytes(resolve(folder, path), LIMIT, path).bytes),
  )

async function keysSeenIn(bytes: Uint8Array, source: string): Promise<readonly SeenKey[]> {
  try {
    const { keys } = keysIn(bytes, source)
    return await Promise.all(keys.map(seen))
  } catch (error) {
    if (error instanceof ScopectlError) return []
    throw error
  }
}

async function seen(key: Jwk): Promise<SeenKey> {
  const { kid, kty, crv, alg } = key
  return { thumbprint: isPrivate(key) ? undefined : await thumbprint(key), kid, kty, crv, alg }
}

/** An unreadable file counts as absent: code that needs the key will report why. */
function tolerant<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
