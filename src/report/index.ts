import type { Answer } from '../core/answer.js'
import { filesJson } from './files.js'
import { type Kind, reporterOf } from './formats.js'
import { guardedParts } from './guard.js'
import type { Printed } from './reporter.js'
import { jsonDocument } from './streamed.js'
import { isPainted, type Style } from './style.js'

export interface Form {
  readonly format: string
  /** The exit code that cli/exit.ts chose: only shown in JSON. */
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
    ...envelope, // members of an answer never replace those of the envelope
    notes: await notesJson(notes),
    files: filesJson(files),
  })
}

/** Kinds of answers with a different name in JSON. */
const DOCUMENT_KIND: { readonly [K in Kind]?: Kind } = {
  unasked: 'check', // an invalid line is listed among the checks
  'replay sql': 'replay', // with --sql
  'users convert': 'users',
  'users list': 'users',
}

export const documentKind = (kind: Kind): Kind => DOCUMENT_KIND[kind] ?? kind

/** What an answer prints on stderr besides its notes, like a summary: for people, so not with -q or JSON. */
export async function renderAside(answer: Answer, style: Style): Promise<string> {
  if (answer.kind !== 'test' || isPrinted(answer)) return ''
  const { summary } = await import('./suite/summary.js')
  return summary(answer, style)
}

/** The end of --watch prints nothing more: its last run was already printed. */
const isPrinted = (answer: Answer): boolean => answer.kind === 'test' && answer.said

async function notesJson(notes: Answer['notes']): Promise<object[]> {
  if (notes.length === 0) return []
  const { say } = await import('./words/index.js')
  return notes.map((note) => {
    const { says, hint } = say(note)
    return { code: note.code, message: says, hint: hint ?? null }
  })
}
