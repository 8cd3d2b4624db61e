import type { Catalog } from '../../core/catalog/model.js'
import { ScopectlError } from '../../core/errors.js'
import { problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import { parseUsers } from '../../core/users/parse.js'
import type { EntryForm, EntryKind } from '../../core/users/plain-entry.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { loadRecords } from './load-records.js'
import type { LoadedUsers, UsersRead } from './loaded.js'
import { conversion, type UsersPlace } from './place.js'
import { readWhole } from './read-whole.js'
import type { Said } from './record.js'
import { recordFormat } from './record-format.js'

/**
 * Reads a users file in any of its forms: YAML and JSON as a whole, NDJSON and CSV line by line.
 * @throws ScopectlError with the problems of the file
 */
export function loadUsers(
  place: UsersPlace,
  catalog: Catalog | undefined,
  wanted: UsersRead,
  ctx: Context,
): LoadedUsers {
  const { path, by } = place
  if (recordFormat(path)) return loadRecords(path, by, catalog, wanted, ctx)
  const source = readWhole(place, ctx, wanted === 'large')
  const parsed = catalog && parseUsers(source, catalog)
  if (parsed && !parsed.ok) throw new ScopectlError(parsed.problems)
  const users = parsed?.value
  const entries = (users?.users.size ?? 0) + (users?.clients.size ?? 0)
  const isBig = entries > (/\.json$/i.test(path) ? MANY.json : MANY.yaml)
  const file = display(path, ctx.cwd)
  const notes = isBig
    ? [problem('users-big', { file, users: entries, convert: conversion(place, ctx) })]
    : []
  return { users, source, entries: () => entriesOf(source), notes }
}

/** With more entries than this, a command takes half a second longer than with NDJSON. */
const MANY = { yaml: 20_000, json: 60_000 }

/** The entries of a file with a single document. */
function* entriesOf({ value }: Source): Generator<Said> {
  const file = value as Readonly<Record<string, unknown>>
  for (const kind of ['user', 'client'] as const) {
    const section = Object.hasOwn(file, `${kind}s`) ? file[`${kind}s`] : undefined
    for (const [name, form] of Object.entries(section ?? {})) yield said(kind, name, form)
  }
}

const said = (kind: EntryKind, name: string, form: unknown): Said => ({
  kind,
  name,
  form: form as EntryForm,
})
