import { lstatSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Catalog } from '../core/catalog/model.js'
import type { OpenApiFile } from '../core/catalog/openapi-settings.js'
import { parseCatalog } from '../core/catalog/parse.js'
import type { CatalogFile } from '../core/catalog/schema.js'
import { writeRequirement } from '../core/catalog/write-requirement.js'
import { writeScope } from '../core/catalog/write-scope.js'
import { ScopectlError } from '../core/errors.js'
import {
  type Change,
  type Merge,
  type Merged,
  mergeInto,
  type SettingChange,
  settingChanges,
  type Written,
} from '../core/openapi/merge.js'
import { type CatalogDraft, shortened, WHY } from '../core/openapi/to-catalog.js'
import { writeRole } from '../core/openapi/write-role.js'
import type { Source } from '../core/source.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { type CatalogEdit, editCatalog } from './edit-catalog.js'
import { readJson } from './json-source.js'
import { readMarkedText, refuseTooBig } from './read-file.js'
import { documentText } from './write-document.js'
import { writeInPlace, writeNew, writing } from './write-file.js'
import { writeYaml } from './write-yaml.js'
import { readYaml } from './yaml-source.js'

export interface CatalogWritten {
  /** The path as messages show it. */
  readonly shown: string
  readonly catalog: unknown
  /** What the written file means. */
  readonly model: Catalog
  /** Undefined if the file is new. */
  readonly changes: readonly (Change | SettingChange)[] | undefined
  readonly notes: Merge['notes']
}

/** The file to write to, and the catalog in it if it exists. */
export interface ImportTarget {
  readonly absolute: string
  readonly folder: string
  readonly shown: string
  readonly existing:
    | {
        readonly text: string
        readonly mark: string
        readonly value: unknown
        readonly catalog: Catalog
      }
    | undefined
}

/** @throws ScopectlError `file-…`, and everything wrong with the existing catalog */
export function openTarget(path: string, ctx: Context): ImportTarget {
  const absolute = resolve(ctx.cwd, path)
  const shown = display(absolute, ctx.cwd)
  const folder = dirname(absolute)
  if (!isThere(absolute, shown)) return { absolute, folder, shown, existing: undefined }
  const { text, mark } = readMarkedText(absolute, shown, '--output')
  const { source, catalog } = load(shown, text)
  return { absolute, folder, shown, existing: { text, mark, value: source.value, catalog } }
}

/** What is written. */
export interface Import {
  readonly imported: Merged
  readonly draft: CatalogDraft
  /** What the flags said about how the document is read. */
  readonly said: OpenApiFile
  readonly force: boolean
}

/**
 * Writes an import to a file: a new file as a whole; into an existing catalog only what the document adds and changes.
 *
 * @throws ScopectlError with one `import-loosens` for each route that would allow more than before, one `import-grants` for
 * each role that would grant more, and one `import-names-glob` for each glob that would become a name, unless `force`; then
 * nothing is written
 */
export function writeImport(
  { absolute, shown, existing }: ImportTarget,
  { imported, draft, said, force }: Import,
): CatalogWritten {
  if (!existing) {
    const { text, model } = checkedText(draft, shown)
    writeNew(absolute, text, 0o644, { shown })
    return { shown, catalog: draft.value, model, changes: undefined, notes: [] }
  }
  const { text, mark, value, catalog } = existing
  const merge = mergeInto(catalog, imported, writtenIn(value, catalog))
  const changes = [...settingChanges(catalog, said), ...merge.changes]
  if (merge.looser.length > 0 && !force) throw new ScopectlError(merge.looser)
  const { notes } = merge
  if (changes.length === 0) {
    return { shown, catalog: value, model: catalog, changes, notes }
  }
  const edited = editCatalog(text, changes.map(editOf), absolute)
  refuseTooBig(mark + edited, shown)
  const after = load(shown, edited)
  // The result must agree with the document: otherwise the edit has a bug, and the file is not changed.
  const left = [
    ...settingChanges(after.catalog, said),
    ...mergeInto(after.catalog, imported, writtenIn(after.source.value, after.catalog)).changes,
  ]
  if (left.length > 0) throw new Error(`the edited catalog still differs in ${left.length} places`)
  writeInPlace(absolute, mark + edited, shown)
  return { shown, catalog: after.source.value, model: after.catalog, changes, notes }
}

/** What the file says about names. In the model of a role, globs are expanded, so its value is read. */
function writtenIn(value: unknown, { roles, scopes }: Catalog): Written {
  const written = (value as CatalogFile).roles
  const scopesOf = (role: string): readonly string[] => written?.[role]?.scopes ?? []
  return {
    scopesOf,
    listersOf: (text) => [
      ...[...roles.keys()]
        .filter((name) => scopesOf(name).includes(text))
        .map((name) => `role ${name}`),
      ...[...scopes.values()]
        .filter(({ implies }) => implies.includes(text))
        .map(({ name }) => `scope ${name}`),
    ],
  }
}

/** The draft's text, checked by reading it back, since names come from outside, and what it means. */
export function checkedText(draft: CatalogDraft, shown: string): { text: string; model: Catalog } {
  const isJson = shown.endsWith('.json')
  const text = isJson ? documentText(draft.value) : writeYaml(draft)
  refuseTooBig(text, shown)
  return { text, model: load(shown, text).catalog }
}

/** A broken symlink counts as existing too. */
const isThere = (path: string, shown: string): boolean =>
  writing(shown, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined

function load(shown: string, text: string): { source: Source; catalog: Catalog } {
  const source = shown.endsWith('.json') ? readJson(shown, text) : readYaml(shown, text)
  const parsed = parseCatalog(source)
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  return { source, catalog: parsed.value }
}

export function editOf(change: Change | SettingChange): CatalogEdit {
  switch (change.kind) {
    case 'setting':
      return { kind: 'setting', key: change.key, value: change.to }
    case 'new-scope':
      return {
        kind: 'add',
        under: 'scopes',
        name: change.scope,
        value: writeScope(change.scope, shortened(change.description)),
      }
    case 'new-role':
      return { kind: 'add', under: 'roles', name: change.name, value: writeRole(change.role) }
    case 'role-scopes':
      return { kind: 'role-scopes', name: change.name, value: change.scopes }
    case 'new-route': {
      const { name, requirement, why } = change.route
      const comment = why && WHY[why]
      return { kind: 'add', under: 'routes', name, value: writeRequirement(requirement), comment }
    }
    case 'changed':
      return { kind: 'demand', name: change.name, value: writeRequirement(change.to) }
  }
}
