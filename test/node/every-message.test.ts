import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { type Access, load, messageOf, ScopectlError } from '../../src/node.js'
import { tempDir } from '../support/temp-dir.js'
import { situations, usual } from './bad-situations.js'
import type { Situation } from './situation.js'

// A program that calls the library has no command line: no message may tell it to pass a flag or to run scopectl. The
// sentences come from the same problems, so that a new hint for the command line would appear here unnoticed.

const isProblem = (value: object): value is Parameters<typeof messageOf>[0] =>
  'code' in value && typeof value.code === 'string' && 'args' in value

/** Every problem inside an answer: notes, refusals, reasons. */
function problemsIn(value: unknown): Parameters<typeof messageOf>[0][] {
  if (typeof value !== 'object' || value === null) return []
  const own = isProblem(value) ? [value] : []
  return [...own, ...Object.values(value).flatMap(problemsIn)]
}

const seen = new Map<string, Set<string>>()
function see(value: unknown): void {
  if (value instanceof Error && !(value instanceof ScopectlError)) throw value
  const found = value instanceof ScopectlError ? value.problems : problemsIn(value)
  for (const each of found)
    seen.set(each.code, (seen.get(each.code) ?? new Set()).add(messageOf(each)))
}
const attempt = async (call: () => unknown): Promise<unknown> => {
  try {
    return await call()
  } catch (error) {
    return error
  }
}

async function run({ files, options, prepare, file, ask = usual }: Situation): Promise<void> {
  const dir = tempDir(files)
  prepare?.(dir)
  const at = (name: string | undefined) => (name === undefined ? {} : join(dir, name))
  const placed = {
    ...options,
    ...(options?.usersFile ? { usersFile: at(options.usersFile) as string } : {}),
    ...(options?.envFile ? { envFile: at(options.envFile) as string } : {}),
  }
  const access = await attempt(() => load(join(dir, file ?? 'scopes.yaml'), placed))
  if (access instanceof Error) return see(access)
  const { notes } = access as Access
  see({ notes })
  for (const call of ask(access as Access)) see(await attempt(call as () => unknown))
}

/** The codes that the situations trigger: without this list, nobody would notice if they no longer did. */
const TRIGGERED = `
  algorithm-unsaid ambiguous-route argument-type argument-unclear audience-any bad-character bad-path
  bad-route bad-span blank-scopes csv-no-header csv-not-hashed development-key-algorithm ec-off-curve
  empty-second-file env-empty env-unset file-empty file-missing file-not-map file-not-regular
  flaw-needs-consent flaw-not-expressible json-syntax key-cannot-sign key-empty key-encrypted
  key-form-unknown key-incomplete key-is-metadata key-is-secret key-none-for key-ops key-pinned
  key-place key-type key-unreadable key-url-insecure key-url-unreachable key-use keys-mixed keys-none
  merge-conflict missing-scopes more-than-granted no-route no-such-client no-such-role no-such-scope
  no-such-user no-token not-a-token record-not-map reserved-claim ring-not-regular ring-open
  ring-symlink ring-unreadable role-claim-missing route-cut scope-claim-empty scope-claim-missing
  scope-claim-type scope-spelling secret-empty secret-looks-like secret-short subject-disabled
  token-algorithm token-audience token-blank token-claim token-expired token-form token-issuer
  token-not-yet-valid token-part-encoding token-signature token-signature-length token-subject
  two-files undecided-route unknown-flaw unknown-key unknown-option unknown-profile unmatchable-route
  wrong-shape yaml-alias yaml-anchor yaml-syntax
`
  .trim()
  .split(/\s+/)

const NAMES = ALL_COMMANDS.map(({ name }) => name).join('|')
const TYPED = new RegExp(
  `(^|[\\s(\`])--[a-z]|(^|[\\s(\`])-c\\b|\\bscopectl (${NAMES}|help|FILE|NAME)\\b`,
  'm',
)

test('no message tells a program to pass a flag or run a command of scopectl', async () => {
  for (const situation of situations()) await run(situation)
  const typed = [...seen].flatMap(([code, texts]) =>
    [...texts].filter((text) => TYPED.test(text)).map((text) => `${code}: ${text}`),
  )
  expect(typed).toEqual([])
  const codes = [...seen.keys()].sort()
  expect(codes).toEqual(expect.arrayContaining(TRIGGERED))
})
