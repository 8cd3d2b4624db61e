import type { Imported } from '../core/openapi/import.js'
import { type Problem, problem } from '../core/problem.js'
import { withSchemaLine } from '../io/editor-schema.js'
import type { NewFile } from '../io/init-files.js'
import type { InitPaths } from '../io/init-paths.js'
import { importNotes } from './import-openapi.js'
import type { InitTexts } from './init-texts.js'

/** The files that must not exist yet. */
export const newFiles = ({ catalog, users, suite, lock, keepsUsers }: InitPaths): NewFile[] => [
  catalog,
  ...(keepsUsers ? [] : [users]),
  suite,
  lock,
]

/** The files to write, with their texts. */
export const filesOf = (
  { catalog, users, suite, lock }: InitPaths,
  texts: InitTexts,
): (NewFile & { readonly text: string })[] => [
  { ...catalog, text: withSchemaLine('catalog', catalog.path, texts.catalog) },
  ...(texts.users === undefined
    ? []
    : [{ ...users, text: withSchemaLine('users', users.path, texts.users) }]),
  ...(texts.suite === undefined
    ? []
    : [{ ...suite, text: withSchemaLine('suite', suite.path, texts.suite) }]),
  { ...lock, text: texts.lock },
]

/** What is left to do, and where the catalog comes from. */
export function notesOf(
  { catalog: { shown: file } }: InitPaths,
  { suite, ignored, loaded }: InitTexts,
  imported: Imported | undefined,
): Problem[] {
  const { routes } = loaded.catalog
  const undecided = routes.filter(({ requirement }) => requirement.level === 'undecided')
  const rules = [...new Set(ignored)]
  return [
    ...(imported ? importNotes(imported) : []),
    ...(undecided.length > 0 ? [problem('init-undecided', { count: undecided.length, file })] : []),
    ...(rules.length > 0
      ? [problem('init-known-findings', { file, rules, count: ignored.length })]
      : []),
    ...(suite === undefined ? [problem('init-no-suite', { file })] : []),
  ]
}
