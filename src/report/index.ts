import type { Answer } from '../core/answer.js'
import { filesJson } from './files.js'
import { guardedParts } from './guard.js'
import type { Printed, Reporter } from './reporter.js'
import { jsonDocument } from './streamed.js'
import { isPainted, type Style } from './style.js'

type Table = {
  readonly [K in Answer['kind']]: () => Promise<Reporter<Extract<Answer, { kind: K }>>>
}

/** Loaded when asked for: a kind of answer without its reporter does not compile. */
const REPORTERS: Table = {
  token: () => import('./token.js'),
  decode: () => import('./decode.js'),
  verify: () => import('./verify.js'),
  check: () => import('./check.js'),
  batch: () => import('./batch.js'),
  unasked: () => import('./unasked.js'),
  can: () => import('./can.js'),
  'who-can': () => import('./who-can.js'),
  matrix: () => import('./matrix.js'),
  lock: () => import('./lock.js'),
  diff: () => import('./diff.js'),
  keys: () => import('./keys.js'),
  jwks: () => import('./jwks.js'),
  lint: () => import('./lint.js'),
  init: () => import('./init.js'),
  serve: () => import('./serve.js'),
  users: () => import('./users.js'),
  test: () => import('./test.js'),
  'import openapi': () => import('./import-openapi.js'),
  'export openapi': () => import('./export-openapi.js'),
  drift: () => import('./drift.js'),
  help: () => import('./help.js'),
  version: () => import('./version.js'),
}

export interface Form {
  readonly format: string
  /** The number that cli/exit.ts gives the answer: shown in JSON, decided elsewhere. */
  readonly exit: number
  readonly style: Style
}

/** What an answer prints on stdout. */
export async function render(answer: Answer, { format, exit, style }: Form): Promise<Printed> {
  // The table's type pairs each kind with its own reporter; a union of kinds loses the pairing.
  const reporter = (await REPORTERS[answer.kind]()) as Reporter<Answer>
  if (format !== 'json') {
    const printed = await reporter.text(answer, style, format)
    // Annotations are commands, with everything in them escaped.
    return format === 'github' ? printed : guardedParts(printed, isPainted(style))
  }
  const members = await reporter.json(answer)
  if (members === undefined) return ''
  const { notes, files } = answer
  const envelope = { kind: kindOf(answer), version: 1, ok: exit === 0, exit }
  return jsonDocument({
    ...envelope,
    ...members,
    ...envelope, // what is called like it in a document never stands in its place
    notes: await notesJson(notes),
    files: filesJson(files),
  })
}

/** The command's name, whatever came of it: a line that could not be asked stands among checks. */
const kindOf = ({ kind }: Answer): string => (kind === 'unasked' ? 'check' : kind)

/** What an answer says on stderr, beside its notes. */
export async function renderAside(answer: Answer, style: Style): Promise<string> {
  const reporter = (await REPORTERS[answer.kind]()) as Reporter<Answer>
  return reporter.aside?.(answer, style) ?? ''
}

async function notesJson(notes: Answer['notes']): Promise<object[]> {
  if (notes.length === 0) return []
  const { say } = await import('./words/index.js')
  return notes.map((note) => {
    const { says, hint } = say(note)
    return { code: note.code, message: says, hint: hint ?? null }
  })
}
