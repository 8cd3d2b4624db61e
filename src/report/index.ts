import type { Answer } from '../core/answer.js'
import { filesJson } from './files.js'
import { type Kind, reporterOf } from './formats.js'
import { guardedParts } from './guard.js'
import type { Printed } from './reporter.js'
import { jsonDocument } from './streamed.js'
import { isPainted, type Style } from './style.js'

export interface Form {
  readonly format: string
  /** The number that cli/exit.ts gives the answer: shown in JSON, decided elsewhere. */
  readonly exit: number
  readonly style: Style
}

/** What an answer prints on stdout. */
export async function render(answer: Answer, { format, exit, style }: Form): Promise<Printed> {
  if (isPrinted(answer)) return ''
  if (format === 'json') return json(answer, exit)
  const printed = await (await reporterOf(answer.kind, format))(answer, style)
  // Annotations are commands, with everything in them escaped.
  return format === 'github' ? printed : guardedParts(printed, isPainted(style))
}

async function json(answer: Answer, exit: number): Promise<Printed> {
  const members = await (await reporterOf(answer.kind, 'json'))(answer)
  if (members === undefined) return ''
  const { notes, files } = answer
  const envelope = { kind: documentKind(answer.kind), version: 1, ok: exit === 0, exit }
  return jsonDocument({
    ...envelope,
    ...members,
    ...envelope, // what is called like it in a document never stands in its place
    notes: await notesJson(notes),
    files: filesJson(files),
  })
}

/** What JSON calls a kind of answer, where that is not its own name. */
const DOCUMENT_KIND: { readonly [K in Kind]?: Kind } = {
  unasked: 'check', // a line that could not be asked is listed among checks
  'users convert': 'users',
  'users list': 'users',
}

export const documentKind = (kind: Kind): Kind => DOCUMENT_KIND[kind] ?? kind

/** What an answer says on stderr beside its notes, such as a summary: for people, so neither with -q nor in JSON. */
export async function renderAside(answer: Answer, style: Style): Promise<string> {
  if (answer.kind !== 'test' || isPrinted(answer)) return ''
  const { summary } = await import('./suite/summary.js')
  return summary(answer, style)
}

/** The end of --watch says nothing more: its last run was printed when it was made. */
const isPrinted = (answer: Answer): boolean => answer.kind === 'test' && answer.said

async function notesJson(notes: Answer['notes']): Promise<object[]> {
  if (notes.length === 0) return []
  const { say } = await import('./words/index.js')
  return notes.map((note) => {
    const { says, hint } = say(note)
    return { code: note.code, message: says, hint: hint ?? null }
  })
}
