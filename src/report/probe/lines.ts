import type { Found } from '../../core/probe/seen.js'
import { credentialText, expectedText, gotText, MEANING } from './words.js'

/** One finding in one sentence, for formats that have a line for each. */
export function findingLine({ kind, exchange }: Found): string {
  const { planned, reply } = exchange
  const variant = planned.variant === undefined ? '' : ` (${planned.method} ${planned.path})`
  return `${MEANING[kind]}: ${credentialText(planned)}${variant}: expected ${expectedText(planned)}, got ${gotText(reply)}`
}
