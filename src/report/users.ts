import type { PasswdAnswer } from '../core/users/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { passwd } from './documents/small.js'
import { escapeText } from './escape.js'

/** `users passwd`. */
export function text({ of, name, file }: PasswdAnswer): string {
  const what = of === 'user' ? 'password' : 'secret'
  return `${what} of ${escapeText(name)} is set in ${escapeText(file)}\n`
}

export const json = ({ did, of, name, file }: PasswdAnswer): JsonOf<typeof passwd> => ({
  did,
  of,
  name,
  file,
})
