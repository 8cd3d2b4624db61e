import { resolve } from 'node:path'
import { Document, type Node } from 'yaml'
import { escapeJson, isPrintable } from '../core/unsafe-text.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { inFormOfFile } from './replaced-form.js'
import { safeYaml } from './safe-yaml.js'
import { type Text, writeNew } from './write-file.js'

/** A document as text: YAML where the file's name says so, else JSON. */
export function documentText(value: unknown, path = ''): string {
  if (!/\.ya?ml$/i.test(path)) return `${escapeJson(JSON.stringify(value, null, 2))}\n`
  return safeYaml(new Document<Node>(value, { aliasDuplicateObjects: false }), 0)
}

/**
 * A document that somebody else has written, as it may be printed: with escapes in JSON; YAML, which may have anything
 * in comments and between them, as it is or else written anew.
 * @returns what was lost by that, undefined for nothing
 */
export function printableText(
  text: string,
  value: unknown,
  form: 'json' | 'yaml',
): { text: string; lost?: 'comments' } {
  const bare = text.replace(/^\ufeff/, '')
  if (form === 'json') return { text: escapeJson(bare) }
  return isPrintable(bare)
    ? { text: bare }
    : { text: documentText(value, '.yaml'), lost: 'comments' }
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
