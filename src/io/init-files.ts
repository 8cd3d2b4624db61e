import { lstatSync, rmSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import { USERS_ENDS } from './catalog-file.js'
import { type AttributesChange, writeAttributes } from './git-attributes.js'
import { beginJournal } from './init-journal.js'
import { lostLines } from './lost-lines.js'
import { attempt, irregularKind, refuseTooBig } from './read-file.js'
import { inFormOfFile } from './replaced-form.js'
import { placeAll, writeNew } from './write-file.js'

export interface NewFile {
  readonly path: string
  /** The path as messages show it. */
  readonly shown: string
  /** The kind of file, if there is an alternative to overwriting an existing one. */
  readonly what?: 'catalog' | 'users' | 'suite'
}

/**
 * Reports all reasons why these files cannot be written: one already exists (unless `force`), is a symlink or a folder,
 * its parent folder is missing, a file with that name in another form is next to it, or two are the same.
 *
 * @throws ScopectlError with a problem for each
 */
export function refuseExisting(files: readonly NewFile[], force: boolean): void {
  const paths = files.map(({ path }) => path)
  const same = files.filter(({ path }, i) => paths.indexOf(path) !== i)
  const problems = [
    ...same.map(({ shown }) => problem('init-same-file', { file: shown })),
    ...files.flatMap((file) => problemsOf(file, force)),
  ]
  if (problems.length > 0) throw new ScopectlError(problems)
}

function problemsOf({ path, shown, what }: NewFile, force: boolean): Problem[] {
  const form = /\.(json|ndjson|jsonl|csv)$/i.exec(path)?.[1]
  if (form !== undefined)
    return [problem('init-not-yaml', { file: shown, form: form.toUpperCase() })]
  const folder = attempt(shown, undefined, () => statSync(dirname(path), { throwIfNoEntry: false }))
  if (!folder?.isDirectory()) {
    return [problem('file-unwritable', { file: shown, why: folder ? 'ENOTDIR' : 'ENOENT' })]
  }
  const stats = look(path, shown)
  const twins = otherForms(path).filter((other) => look(other, shown))
  return [
    ...(stats ? standing(stats, shown, force, what) : []),
    ...twins.map((other) =>
      problem('init-twin-beside', {
        file: join(dirname(shown), basename(other)),
        isUsers: what === 'users',
      }),
    ),
  ]
}

/** For names that are searched for: the same name in the other forms, since with several forms none would be used. */
function otherForms(path: string): string[] {
  const ends = { 'scopes.yaml': ['json'], 'users.yaml': USERS_ENDS }[basename(path)] ?? []
  return ends.filter((end) => end !== 'yaml').map((end) => path.replace(/yaml$/, end))
}

const look = (path: string, shown: string): Stats | undefined =>
  attempt(shown, undefined, () => lstatSync(path, { throwIfNoEntry: false }))

function standing(stats: Stats, file: string, force: boolean, what: NewFile['what']): Problem[] {
  if (stats.isSymbolicLink()) return [problem('file-is-symlink', { file })]
  if (!stats.isFile()) return [problem('file-not-regular', { file, kind: irregularKind(stats) })]
  if (force) return []
  return [
    what ? problem('init-exists', { file, what }) : problem('file-exists', { file, force: true }),
  ]
}

/**
 * Writes the files, each as a whole. Without `force` all or none: if one has appeared meanwhile, those already written
 * are removed again. If two run at the same time, only one gets past the first file. With `force`, see placeAll.
 *
 * @returns with `force`, a note for each file that loses lines; the lock is generated, so it loses nothing
 * @throws ScopectlError `text-too-big`, and as writeNew
 */
export function writeAll(
  files: readonly (NewFile & { readonly text: string })[],
  attributes: AttributesChange | undefined,
  force: boolean,
): Problem[] {
  // The lock may be larger than files that people write.
  for (const { what, text, shown } of files) if (what) refuseTooBig(text, shown)
  const lost = files.flatMap(({ what, ...file }) => (what && force ? lostIn(file) : []))
  if (force) {
    const formed = files.map(({ path, shown, text }) => {
      return { path, shown, text: inFormOfFile(path, text), mode: 0o666 }
    })
    placeAll([...formed, ...(attributes ? [attributes] : [])])
  } else createAll(files, attributes)
  return lost
}

function createAll(
  files: readonly (NewFile & { readonly text: string })[],
  attributes: AttributesChange | undefined,
): void {
  const made: string[] = []
  const end = journal(files)
  try {
    for (const { path, shown, text } of files) {
      writeNew(path, text, 0o666, { shown })
      made.push(path)
    }
    if (attributes) writeAttributes(attributes)
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  } finally {
    end?.()
  }
}

/** A single file is written as a whole, so only several can be interrupted. */
function journal([first, ...others]: readonly (NewFile & { readonly text: string })[]) {
  if (!first || others.length === 0) return undefined
  const texts = [first, ...others].map(({ text }) => text)
  return beginJournal(dirname(first.path), first.shown, texts)
}

function lostIn({ path, shown, text }: NewFile & { readonly text: string }): Problem[] {
  const stats = look(path, shown)
  return stats ? lostLines(path, shown, stats, text) : []
}
