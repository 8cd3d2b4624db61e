import { ScopectlError } from '../errors.js'
import { readShape } from '../shape.js'
import type { Source } from '../source.js'
import { type Profile, profileSchema } from './schema.js'

/**
 * Reads a server's table, as `server learn` writes it.
 * @throws ScopectlError with every problem and its place in the file
 */
export function parseProfile(source: Source): Profile {
  const shaped = readShape(source, profileSchema)
  if (!shaped.ok) throw new ScopectlError(shaped.problems)
  return shaped.value
}
