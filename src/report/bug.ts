import { escapeText, jsonLine } from './escape.js'

const HINT = 'this is never a verdict; please report it, with the command line and what -v adds'

/** What is said where scopectl itself failed. Rests on nothing that may be what failed. */
export function bugText(error: unknown, verbose: boolean): string {
  const says = `error: scopectl itself failed: ${escapeText(messageOf(error))}\nhint: ${HINT}\n`
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

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
