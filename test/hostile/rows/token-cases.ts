import type { Case } from '../row.js'
import { AT } from '../world.js'

const verify = (what: string, token: string): Omit<Case, 'exit'> => ({
  what,
  args: ['verify', 'file:token.jwt', ...AT],
  files: { 'token.jwt': token },
})

/** `verify` denies the token with 401. */
export function refused(
  what: string,
  token: string,
  stdout = /./,
  files: Case['files'] = {},
): Case {
  const base = verify(what, token)
  return { ...base, files: { ...base.files, ...files }, exit: 3, stdout, never: /^allow|^valid/m }
}

/** `verify` accepts the token. */
export function verified(what: string, token: string, files: Case['files'] = {}): Case {
  const base = verify(what, token)
  return { ...base, files: { ...base.files, ...files }, exit: 0 }
}
