import type { Catalog } from '../core/catalog/model.js'
import { fail, ScopectlError } from '../core/errors.js'
import type { ExportAnswer } from '../core/openapi/answer.js'
import { type OpenApiSource, readDocument } from '../core/openapi/document.js'
import { type Imported, importOpenApi } from '../core/openapi/import.js'
import {
  type Expected,
  expectedAfter,
  type MergeOptions,
  mergeSecurity,
  type SecurityMerge,
  type Unwritten,
  wronglyMerged,
} from '../core/openapi/merge-security.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { editDocument } from '../io/edit-document.js'
import { isMerged } from '../io/is-merged.js'
import { type OpenApiText, parsedText } from '../io/openapi-source.js'
import { printableText, writeDocument } from '../io/write-document.js'
import { writeInPlace } from '../io/write-file.js'
import {
  type DocumentFlags,
  importAs,
  openDocument,
  type Reading,
  readingOf,
} from './document-flags.js'
import type { Session } from './session.js'

export interface MergeFlags extends DocumentFlags {
  output?: string
  force?: boolean
  addScheme?: string
}

type Merged = Pick<
  ExportAnswer,
  'document' | 'text' | 'written' | 'changed' | 'declared' | 'notes'
> & { readonly unwritten: readonly Unwritten[] }

/** Writes the catalog's requirements into a document that exists. */
export async function mergeInto(
  argument: string,
  { catalog, loaded: { folder } }: Session,
  { output, force = false, addScheme, ...flags }: MergeFlags,
  ctx: Context,
): Promise<Merged> {
  const reading = readingOf(flags, ctx, folder, catalog.openapi)
  const { source, isSame, text, merge, document, ...requires } = await rewritten(
    argument,
    catalog,
    { reading, addScheme },
    ctx,
  )
  const { changed, unwritten, declared } = merge
  if (merge.edits.length > 0) refuseWrong({ ...source, value: document }, reading, requires)
  const notes = [...reading.differs, ...merge.notes]
  const facts = { document, changed, unwritten, declared }
  const inPlace = output === undefined
  const isStdout = output === '-' || (inPlace && source.path === undefined)
  if (isStdout) {
    const printed = printableText(text, document, source.form)
    const lost = printed.lost ? [problem('export-comments-lost', {})] : []
    const routes = unwritten.map(({ route }) => route)
    const left = routes.length > 0 ? [problem('export-unwritten', { routes })] : []
    return { ...facts, text: printed.text, written: undefined, notes: [...notes, ...left, ...lost] }
  }
  // An in-place update may overwrite its own file; it is left untouched if nothing changes.
  const path = output ?? source.path ?? ''
  const marked = source.mark + text
  if (inPlace && !isSame) writeInPlace(path, marked, source.name)
  const written = inPlace ? source.name : writeDocument(path, marked, { force }, ctx)
  return { ...facts, text: undefined, written, notes }
}

/** What the document must require after the merge, and how to read it. */
interface Requires {
  readonly expected: Expected
  readonly scheme: string | readonly string[] | undefined
}

interface Rewritten extends Requires {
  readonly source: Omit<OpenApiText, 'text' | 'value'>
  readonly isSame: boolean
  readonly text: string
  readonly merge: SecurityMerge
  /** The value of the text. */
  readonly document: unknown
}

/**
 * The changed document, which contains the edits and nothing else that is new. The one that was read, and what was imported from
 * it, end here: a large document would otherwise be in memory twice.
 */
async function rewritten(
  argument: string,
  catalog: Catalog,
  { reading, addScheme }: { reading: Reading; addScheme: string | undefined },
  ctx: Context,
): Promise<Rewritten> {
  const { text: before, value, ...source } = await openDocument(argument, reading, ctx)
  const read = { ...source, text: before, value }
  const imported = importAs(read, reading)
  const taken =
    addScheme === undefined ? undefined : (imported.tokens[0] ?? imported.schemes.get(addScheme))
  if (taken) fail('export-has-scheme', { scheme: taken.name })
  const { anyOf } = reading.options
  const { merge, text } = edited(catalog, read, imported, { addScheme, anyOf })
  const isSame = text === before
  const document = merge.edits.length === 0 ? value : readBack(source.name, text)
  if (document === undefined || !isMerged(value, document, merge.edits)) {
    fail('export-layout', { file: source.name, routes: merge.changed })
  }
  const named = imported.tokens.map(({ name }) => name)
  const scheme = named.length > 0 ? named : addScheme
  const expected = expectedAfter(catalog, merge.changed, imported)
  return { source, isSame, text, merge, document, expected, scheme }
}

/** The changed text. Operations whose security turns out to have no place of its own are not written. */
function edited(
  catalog: Catalog,
  source: OpenApiText,
  imported: Imported,
  options: MergeOptions,
): { merge: SecurityMerge; text: string } {
  const document = readDocument(source)
  const merge = mergeSecurity(catalog, document, imported, options)
  const first = editDocument(source, merge.edits)
  if (first.unplaced.length === 0) return { merge, text: first.text }
  const unplaced = new Set(first.unplaced.map(({ pointer }) => JSON.stringify(pointer)))
  const rest = mergeSecurity(catalog, document, imported, { ...options, unplaced })
  const second = editDocument(source, rest.edits)
  const [left] = second.unplaced
  if (left) fail('export-unplaced', { what: left.pointer.at(-1) ?? '' })
  return { merge: rest, text: second.text }
}

/** Reads the changed document again: it must require what the catalog does. */
function refuseWrong(
  source: OpenApiSource,
  { options }: Reading,
  { expected, scheme }: Requires,
): void {
  const wrong = wronglyMerged(expected, importOpenApi(source, { ...options, scheme }))
  if (wrong.length > 0) fail('export-shared', { routes: wrong })
}

/** Undefined if it cannot be read: the error would be about a line that the user did not write. */
function readBack(name: string, text: string): unknown {
  try {
    return parsedText(name, text)
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
