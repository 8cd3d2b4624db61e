import type { Command } from 'commander'
import type { CanAnswer } from '../core/answer.js'
import { checkFilters, routesSelected } from '../core/catalog/filter.js'
import { accessOf } from '../core/decision/access.js'
import { heldBy } from '../core/decision/presented.js'
import { whyNothingHeld } from '../core/token-scopes/why-not-held.js'
import type { CommandModule } from './command.js'
import { type FilterOptions, withFilters } from './filter-flags.js'
import { present } from './present.js'
import { openSession, whenNamed } from './session.js'
import {
  type GlobalOptions,
  type SubjectOptions,
  withGlobals,
  withSubject,
} from './shared-flags.js'
import { readSubject } from './subject.js'

type CanOptions = GlobalOptions & SubjectOptions & Pick<FilterOptions, 'path' | 'method'>

export const command = {
  about:
    'A list, so it exits 0 also where nothing is allowed. With a refused token: exit 3.\n' +
    'CSV has a line for each route: who, route, decision, via, since.',
  examples: ['can --user bob', 'can --role editor --path "/items/*" --format csv'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withFilters(withSubject(command), {
        path: 'only routes whose path matches',
        method: 'only routes whose method matches',
      }),
      formats,
    ),
  async run(args, raw, ctx): Promise<CanAnswer> {
    const options = raw as CanOptions
    const session = openSession(options, ctx, { users: whenNamed(options) })
    const { catalog } = session
    const filters = { path: options.path, method: options.method }
    checkFilters(catalog, filters)
    const selected = routesSelected(catalog, filters)
    const asked = await readSubject(args, options, session, session)
    const { presented, key, secretBytes, notes } = await present(asked, session)
    const subject = asked.kind === 'named' ? asked.subject : undefined
    const presentedNotes = presented.kind === 'none' ? [] : presented.notes
    const held = presented.kind === 'verified' ? heldBy(catalog, presented) : undefined
    const form =
      presented.kind === 'verified' && asked.kind === 'token' && held
        ? [...held.views.notes, ...whyNothingHeld(catalog, presented.token, held.read, held.views)]
        : []
    const rows = accessOf(catalog, presented, subject)
    return {
      kind: 'can',
      outcome: presented.kind === 'rejected' ? 'unauthorized' : 'yes',
      subject: asked.shown,
      rows: selected ? selected.flatMap((number) => rows[number] ?? []) : rows,
      total: rows.length,
      filters,
      catalog,
      whose: subject,
      refusals: presented.kind === 'rejected' ? presented.refusals : [],
      notes: [...session.notes, ...notes, ...presentedNotes, ...(held?.read.notes ?? []), ...form],
      files: { ...session.files, key, secretBytes },
    }
  },
} satisfies CommandModule
