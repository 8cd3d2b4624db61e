import { expect } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { codesIn } from '../support/problem-codes.js'
import { RAW, STACK } from '../support/raw-output.js'
import type { Finished } from '../support/run-process.js'
import type { CallOptions } from '../support/scopectl.js'

/** In no file that is read, only in keys and variables; nothing that is printed may contain it. */
export const SECRET = 'fuzz-c0ffee-5ecret-0123456789abcdef'

/** Runs a command line, and checks what must hold for the answer to any input. */
export type Run = (args: readonly string[], options?: CallOptions) => Promise<Finished>

/** Long enough for any machine, and far too short for work that grows without limit. */
const LONGEST_SECONDS = 60

/**
 * Runs a command line in this process.
 *
 * @throws Error on exit 1, an error without a code, raw control characters, a stack, or a secret in the output
 */
export const ask: Run = async (args, options) => {
  const started = performance.now()
  const done = await scopectlHere(args, options)
  expect((performance.now() - started) / 1000, 'seconds').toBeLessThan(LONGEST_SECONDS)
  expectSound(args, done)
  return done
}

/** What is printed is safe to show; the exit code is a defined one, and says the same as the JSON. */
export function expectSound(args: readonly string[], { exit, stdout, stderr }: Finished): void {
  const said = `${stdout}${stderr}`
  expect([0, 2, 3, 4, 5], `exit ${exit} of ${JSON.stringify(args)}\n${said}`).toContain(exit)
  expect(said).not.toMatch(RAW)
  expect(said).not.toMatch(STACK)
  expectHidden(said, [SECRET])
  if (args[0] === 'check' && args.includes('--json'))
    for (const document of documentsIn(stdout)) expectVerdict(document)
  if (exit !== 2) return
  // Of a probe, no route may be clear.
  if (/"state":"inconclusive"|^inconclusive /m.test(stdout)) return
  if (/--json|--format json/.test(args.join(' ')))
    expect(codesIn(documentsIn(stdout)), said).not.toEqual([])
  // Of a batch, a line may be invalid.
  else expect(said).toMatch(/error|\binvalid\b/)
}

const EXIT_FOR: Readonly<Record<string, number>> = { 200: 0, 401: 3, 403: 4 }

/** An answer of `check` that asserts nothing has the exit code of its status. */
function expectVerdict({ kind, status, expected, exit, as_server }: Record<string, unknown>): void {
  // 5 is an assertion, such as --at-most.
  if (kind !== 'check' || expected !== null || as_server || exit === 5 || exit === 2) return
  expect([status, exit]).toEqual([status, EXIT_FOR[`${status}`]])
}

/** None of the secrets is in what was printed; a failure does not print it either. */
export function expectHidden(said: string, secrets: readonly (string | undefined)[]): void {
  const shown = secrets.filter((secret) => secret !== undefined && said.includes(secret))
  expect(shown.length, 'secrets in the output').toBe(0)
}

/** The JSON documents that a command printed, one per line. */
export const documentsIn = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
