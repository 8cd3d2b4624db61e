import type { Command } from 'commander'
import type { CanAnswer } from '../core/answer.js'
import { accessOf } from '../core/decision/access.js'
import { heldBy } from '../core/decision/presented.js'
import { whyNothingHeld } from '../core/token-scopes/why-not-held.js'
import type { CommandModule } from './command.js'
import { present } from './present.js'
import { openSession, whenNamed } from './session.js'
import {
  type GlobalOptions,
  type SubjectOptions,
  withGlobals,
  withSubject,
} from './shared-flags.js'
import { readSubject } from './subject.js'

type CanOptions = GlobalOptions & SubjectOptions

export const command = {
  about: 'A list, so it exits 0 also where nothing is allowed. With a refused token: exit 3.',
  examples: ['can --user bob', 'can --role editor --json'],
  define: (command: Command, formats): Command => withGlobals(withSubject(command), formats),
  async run(args, raw, ctx): Promise<CanAnswer> {
    const options = raw as CanOptions
    const session = openSession(options, ctx, { users: whenNamed(options) })
    const asked = await readSubject(args, options, session, session)
    const { presented, key, secretBytes, notes } = await present(asked, session)
    const subject = asked.kind === 'named' ? asked.subject : undefined
    const presentedNotes = presented.kind === 'none' ? [] : presented.notes
    const { catalog } = session
    const held = presented.kind === 'verified' ? heldBy(catalog, presented) : undefined
    const form =
      presented.kind === 'verified' && asked.kind === 'token' && held
        ? [...held.views.notes, ...whyNothingHeld(catalog, presented.token, held.read, held.views)]
        : []
    return {
      kind: 'can',
      outcome: presented.kind === 'rejected' ? 'unauthorized' : 'yes',
      subject: asked.shown,
      rows: accessOf(catalog, presented, subject),
      refusals: presented.kind === 'rejected' ? presented.refusals : [],
      notes: [...session.notes, ...notes, ...presentedNotes, ...(held?.read.notes ?? []), ...form],
      files: { ...session.files, key, secretBytes },
    }
  },
} satisfies CommandModule
