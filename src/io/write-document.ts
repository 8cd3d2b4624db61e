import { resolve } from 'node:path'
import { Document, type Node } from 'yaml'
import { escapeJson, isPrintable } from '../core/unsafe-text.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { inFormOfFile } from './replaced-form.js'
import { safeYaml } from './safe-yaml.js'
import { type Text, writeNew } from './write-file.js'

/** A document as text: YAML if the file name says so, else JSON. */
export function documentText(value: unknown, path = ''): string {
  if (!/\.ya?ml$/i.test(path)) return `${escapeJson(JSON.stringify(value, null, 2))}\n`
  return safeYaml(new Document<Node>(value, { aliasDuplicateObjects: false }), 0)
}

/**
 * A third-party document in a form that may be printed: JSON with escapes; YAML, which may have anything in its
 * comments, unchanged or else rewritten.
 * @returns what was lost by that, undefined if nothing
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

/** Writes a document to a file; @returns its name in messages. */
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
