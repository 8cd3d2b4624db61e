import { fail } from '../../core/errors.js'
import { TEXT_LIMIT } from '../read-file.js'
import { countValues, VALUE_LIMIT } from '../yaml-tokens.js'

/**
 * Refuses a users file that is a single document and above the limits for reading one.
 *
 * @param parts its text
 * @throws ScopectlError `conversion-too-big`
 */
export function refuseUnreadable(to: 'yaml' | 'json', parts: Iterable<string>): void {
  const kept: string[] = []
  let size = 0
  for (const part of parts) {
    size += Buffer.byteLength(part)
    if (size > TEXT_LIMIT) fail('conversion-too-big', { to, limit: TEXT_LIMIT, of: 'bytes' })
    kept.push(part)
  }
  // A value takes at least two characters with what separates it.
  if (to === 'json' || size <= 2 * VALUE_LIMIT) return
  if (countValues(kept.join('')) > VALUE_LIMIT) {
    fail('conversion-too-big', { to, limit: VALUE_LIMIT, of: 'values' })
  }
}
