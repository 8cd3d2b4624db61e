import type { Found } from '../../core/probe/seen.js'
import { expectedOf, gotOf } from './contrast.js'
import { credentialText, MEANING } from './words.js'

/** One finding in one sentence, for formats that have a line for each. */
export function findingLine(found: Found): string {
  const {
    kind,
    exchange: { planned },
  } = found
  const variant = planned.variant === undefined ? '' : ` (${planned.method} ${planned.path})`
  return `${MEANING[kind]}: ${credentialText(planned)}${variant}: expected ${expectedOf(found)}, got ${gotOf(found)}`
}
