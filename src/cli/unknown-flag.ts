import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'

/** Node reads these from any command line, including ours, and obeys NODE_OPTIONS in the file, so we use another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['--env-file', '--env'],
  ['--env-file-if-exists', '--env'],
])

/** @param command undefined if the flag comes before the command word */
export function unknownFlag(
  flag: string,
  command: string | undefined,
  known: readonly string[],
): never {
  const now = RENAMED.get(flag)
  if (now !== undefined) fail('renamed-flag', { flag, now })
  return fail('unknown-flag', { flag, command, suggestion: nearest(flag, known) })
}
