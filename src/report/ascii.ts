import type { Printed } from './reporter.js'

/** The characters in our sentences that are not ASCII; marks are chosen by style.ts. */
const FORMS: Readonly<Record<string, string>> = { '…': '...', '§': 'section ' }

/** Text for a locale that is not UTF-8. Names keep their other characters: they are part of what is asked about. */
export const inAscii = (text: string): string => text.replace(/[…§]/g, (it) => FORMS[it] ?? it)

export function* partsInAscii(printed: Printed): Generator<string> {
  if (typeof printed === 'string') yield inAscii(printed)
  else for (const part of printed) yield inAscii(part)
}
