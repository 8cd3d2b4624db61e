import { resolve } from 'node:path'
import { Document } from 'yaml'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { inFormOfFile } from './replaced-form.js'
import { type Text, writeNew } from './write-file.js'

/** A document as text: YAML where the file's name says so, else JSON. */
export function documentText(value: unknown, path = ''): string {
  if (!/\.ya?ml$/i.test(path)) return `${JSON.stringify(value, null, 2)}\n`
  return new Document(value, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 })
}

/** Writes a document to a file; @returns the name by which messages call it. */
export function writeDocument(
  path: string,
  text: Text,
  { force }: { force: boolean },
  ctx: Context,
): string {
  const absolute = resolve(ctx.cwd, path)
  const shown = display(absolute, ctx.cwd)
  const formed = force ? inFormOfFile(absolute, text) : text
  writeNew(absolute, formed, 0o644, { force, shown })
  return shown
}
