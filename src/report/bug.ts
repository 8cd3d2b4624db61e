import { escapeText, jsonLine } from './escape.js'

const HINT =
  'this is a bug in scopectl, not a verdict; please report it with the command line and the output of -v'

/** The message for a bug in scopectl itself. Depends on nothing that may have failed. */
export function bugText(error: unknown, verbose: boolean): string {
  const says = `error: internal error: ${escapeText(messageOf(error))}\nhint: ${HINT}\n`
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return verbose ? `${says}${stack.split('\n').map(escapeText).join('\n')}\n` : says
}

export const bugJson = (kind: string, exit: number, error: unknown): string =>
  jsonLine({
    kind,
    version: 1,
    ok: false,
    exit,
    problem: { code: 'bug', message: messageOf(error), hint: HINT, problems: [] },
  })

/** The bug as a fault, for reports. */
export const bugFault = (error: unknown): { code: string; says: string; hint: string } => ({
  code: 'bug',
  says: escapeText(`internal error: ${messageOf(error)}`),
  hint: HINT,
})

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
