import { factsOf } from '../core/access/facts.js'
import { allChanges } from '../core/diff/all-changes.js'
import { fail } from '../core/errors.js'
import { lint } from '../core/lint/lint.js'
import type { Column } from '../core/matrix/columns.js'
import { isAboutGrants, type Overview, writeGroups } from '../core/overview/overview.js'
import type { Problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { isFile, openSides } from './diff-sides.js'
import type { Session } from './session.js'
import type { GlobalOptions } from './shared-flags.js'

/** The formats of `matrix --summary` that have more than the ranking. */
const REPORTS: ReadonlySet<string> = new Set(['html', 'md', 'json'])

export const isReport = ({ format, json }: GlobalOptions): boolean =>
  json === true || (format !== undefined && REPORTS.has(format))

/** @param numbers the routes that the filters select; findings and changes are about the whole catalog */
export async function overviewOf(
  { loaded, users }: Session,
  columns: readonly Column[],
  numbers: readonly number[],
  { against, ...options }: GlobalOptions & { against?: string },
  ctx: Context,
): Promise<{ overview: Overview; notes: readonly Problem[] }> {
  const { catalog, sources } = loaded
  const { findings, ignored } = lint({
    ...{ catalog, source: sources.catalog, users, usersSource: sources.users },
  })
  const routes = numbers.flatMap((number) => catalog.routes[number] ?? [])
  const sides = against === undefined ? undefined : await changesSince(against, options, ctx)
  return {
    overview: {
      writes: writeGroups(catalog, columns, numbers),
      open: routes.filter(({ requirement }) => requirement.level === 'public'),
      undecided: routes.filter(({ requirement }) => requirement.level === 'undecided'),
      findings: findings.filter(isAboutGrants),
      ignored,
      since: sides && { from: sides.from, to: sides.to, changes: sides.changes },
    },
    notes: sides?.notes ?? [],
  }
}

/** What `diff REV` shows. A range would name a newer side too, and that one is what the matrix shows. */
async function changesSince(revision: string, options: GlobalOptions, ctx: Context) {
  if (!isFile(revision) && revision.includes('..')) fail('bad-revision', { revision, why: 'range' })
  const { older, newer } = await openSides([revision], options, ctx)
  const before = factsOf(older.catalog, older.users, older.thumbprints)
  const after = factsOf(newer.catalog, newer.users, newer.thumbprints)
  const changes = allChanges(before, after, newer)
  return { from: older.name, to: newer.name, changes, notes: older.notes }
}
