import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'

/** Node reads these from any command line, including ours, and obeys NODE_OPTIONS in the file, so we use another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['--env-file', '--env'],
  ['--env-file-if-exists', '--env'],
])

/** Settings of the catalog that other tools have as flags. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ...[
    ...['--key', '--signing-key', '--private-key', '--public-key', '--key-file', '--pem'],
    ...['--secret', '--secret-key', '--jwk', '--jwks', '--jwks-uri', '--jwks-url'],
  ].map((flag): [string, string] => [flag, 'key']),
  ...['--algorithm', '--alg'].map((flag): [string, string] => [flag, 'algorithm']),
  ...['--issuer', '--iss'].map((flag): [string, string] => [flag, 'issuer']),
  ...['--audience', '--aud'].map((flag): [string, string] => [flag, 'audience']),
  ['--scope-claim', 'scope_claim'],
  ['--role-claim', 'role_claim'],
])

/** @param command undefined if the flag comes before the command word */
export function unknownFlag(
  flag: string,
  command: string | undefined,
  known: readonly string[],
): never {
  const now = RENAMED.get(flag)
  if (now !== undefined) fail('renamed-flag', { flag, now })
  const setting = SETTINGS.get(flag)
  const own = setting && known.find((each) => each === `--${setting}`)
  const suggestion = own ?? nearest(flag, known)
  return fail('unknown-flag', {
    flag,
    command,
    suggestion,
    ...(suggestion === undefined && setting !== undefined ? { setting } : {}),
  })
}
