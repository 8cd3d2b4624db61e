import { existsSync, lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Catalog } from '../core/catalog/model.js'
import { parseCatalog } from '../core/catalog/parse.js'
import { writeRequirement } from '../core/catalog/write-requirement.js'
import { ScopectlError } from '../core/errors.js'
import type { Imported } from '../core/openapi/import.js'
import { type Change, type Merge, mergeInto } from '../core/openapi/merge.js'
import { type CatalogDraft, shortened, WHY } from '../core/openapi/to-catalog.js'
import type { Source } from '../core/source.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { type CatalogEdit, editCatalog } from './edit-catalog.js'
import { readJson } from './json-source.js'
import { readMarkedText } from './read-file.js'
import { documentText } from './write-document.js'
import { writeInPlace, writeNew } from './write-file.js'
import { writeYaml } from './write-yaml.js'
import { readYaml } from './yaml-source.js'

export interface CatalogWritten {
  /** The path as messages show it. */
  readonly shown: string
  readonly catalog: unknown
  /** What the written file means. */
  readonly model: Catalog
  /** Undefined if the file is new. */
  readonly merge: Merge | undefined
}

/**
 * Writes an import to a file: a new file as a whole; into an existing catalog only what the document adds and changes.
 *
 * @throws ScopectlError with one `import-loosens` for each route that would allow more than before, unless `force`;
 * then nothing is written. Also `file-…`, and everything wrong with the existing catalog.
 */
export function writeImport(
  path: string,
  { imported, draft, force }: { imported: Imported; draft: CatalogDraft; force: boolean },
  ctx: Context,
): CatalogWritten {
  const absolute = resolve(ctx.cwd, path)
  const shown = display(absolute, ctx.cwd)
  if (!isThere(absolute)) {
    const text = checkedText(draft, shown)
    writeNew(absolute, text, 0o644, { shown })
    return { shown, catalog: draft.value, model: load(shown, text).catalog, merge: undefined }
  }
  const { text, mark } = readMarkedText(absolute, shown, '--output')
  const before = load(shown, text)
  const merge = mergeInto(before.catalog, imported)
  if (merge.looser.length > 0 && !force) throw new ScopectlError(merge.looser)
  if (merge.changes.length === 0) {
    return { shown, catalog: before.source.value, model: before.catalog, merge }
  }
  const edited = editCatalog(text, merge.changes.map(editOf), absolute)
  const after = load(shown, edited)
  // The result must agree with the document: otherwise the edit has a bug, and the file is not changed.
  const left = mergeInto(after.catalog, imported).changes
  if (left.length > 0) throw new Error(`the edited catalog still differs in ${left.length} places`)
  writeInPlace(absolute, mark + edited, shown)
  return { shown, catalog: after.source.value, model: after.catalog, merge }
}

/** The draft's text, checked by reading it back, since names come from outside. */
export function checkedText(draft: CatalogDraft, shown: string): string {
  const isJson = shown.endsWith('.json')
  const text = isJson ? documentText(draft.value) : writeYaml(draft)
  load(shown, text)
  return text
}

/** A broken symlink counts as existing too. */
const isThere = (path: string): boolean =>
  existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined

function load(shown: string, text: string): { source: Source; catalog: Catalog } {
  const source = shown.endsWith('.json') ? readJson(shown, text) : readYaml(shown, text)
  const parsed = parseCatalog(source)
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  return { source, catalog: parsed.value }
}

export function editOf(change: Change): CatalogEdit {
  switch (change.kind) {
    case 'new-scope':
      return {
        kind: 'add',
        under: 'scopes',
        name: change.scope,
        value: shortened(change.description),
      }
    case 'new-route': {
      const { name, requirement, why } = change.route
      const comment = why && WHY[why]
      return { kind: 'add', under: 'routes', name, value: writeRequirement(requirement), comment }
    }
    case 'changed':
      return { kind: 'demand', name: change.name, value: writeRequirement(change.to) }
  }
}
