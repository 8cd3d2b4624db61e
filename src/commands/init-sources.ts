import type { OpenApiFile } from '../core/catalog/openapi-settings.js'
import type { Imported } from '../core/openapi/import.js'
import type { Unstated } from '../core/openapi/security.js'
import type { Context } from '../io/context.js'
import { isThere } from '../io/init-paths.js'
import type { Asker } from '../io/prompt.js'
import { type DocumentFlags, importAs, openDocument, readingOf } from './document-flags.js'

export interface SourceOptions extends DocumentFlags {
  readonly from?: string
  readonly unstated?: Unstated
}

/** The document of --from, and how it is read. */
export interface From {
  readonly imported: Imported
  readonly said: OpenApiFile
}

/** If the document states no security for some operations, only a person knows what they need. */
export async function askImport(
  ask: Asker,
  { from, unstated, ...flags }: SourceOptions,
  ctx: Context,
  folder: string,
): Promise<From | undefined> {
  if (from === undefined) return undefined
  const reading = readingOf(flags, ctx, folder)
  const saidOf = (level: Unstated | undefined): OpenApiFile =>
    level === undefined ? reading.said : { ...reading.said, unstated: level }
  const source = await openDocument(from, reading, ctx)
  const importWith = (level: Unstated | undefined): Imported =>
    importAs(source, { ...reading, options: { ...reading.options, unstated: level } })
  const imported = importWith(unstated)
  const silent = imported.routes.filter(({ why }) => why === 'states-none').map(({ name }) => name)
  if (silent.length === 0 || unstated !== undefined) return { imported, said: saidOf(unstated) }
  const [first = '', ...others] = silent
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const answer = await ask.one(
    `No security is stated for ${first}${more}. What is needed there?`,
    [
      { value: 'undecided', name: 'decide later, in the catalog' },
      { value: 'public', name: 'nothing: public' },
      { value: 'authenticated', name: 'any valid token' },
    ],
    'undecided',
  )
  const level = answer as Unstated
  // Only what says more than the default is worth a line in the catalog.
  return { imported: importWith(level), said: saidOf(level === 'undecided' ? undefined : level) }
}

/** An existing users file; undefined: write a new one. */
export async function askUsersFile(ask: Asker, ctx: Context): Promise<string | undefined> {
  const typed = await ask.text(
    'A file with your users and their roles (CSV, YAML, …); empty: a new one',
    '',
    (text) =>
      text.trim() === '' || isThere(text.trim(), ctx) ? undefined : 'there is no such file',
  )
  return typed.trim() === '' ? undefined : typed.trim()
}
