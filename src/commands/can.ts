import type { Command } from 'commander'
import type { CanAnswer } from '../core/answer.js'
import { accessOf } from '../core/decision/access.js'
import { heldBy } from '../core/decision/presented.js'
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
  about: 'Lists routes, so it exits with 0 even if none is allowed. Rejected token: exit 3.',
  examples: ['can --user bob', 'can --role editor --json'],
  define: (command: Command, formats): Command => withGlobals(withSubject(command), formats),
  async run(args, raw, ctx): Promise<CanAnswer> {
    const options = raw as CanOptions
    const session = openSession(options, ctx, { users: whenNamed(options) })
    const asked = await readSubject(args, options, session, session)
    const { presented, key, secretBytes, notes } = await present(asked, session)
    const subject = asked.kind === 'named' ? asked.subject : undefined
    const presentedNotes = presented.kind === 'none' ? [] : presented.notes
    const held = presented.kind === 'verified' ? heldBy(session.catalog, presented) : undefined
    return {
      kind: 'can',
      outcome: presented.kind === 'rejected' ? 'unauthorized' : 'yes',
      subject: asked.shown,
      rows: accessOf(session.catalog, presented, subject),
      refusals: presented.kind === 'rejected' ? presented.refusals : [],
      notes: [...session.notes, ...notes, ...presentedNotes, ...(held?.read.notes ?? [])],
      files: { ...session.files, key, secretBytes },
    }
  },
} satisfies CommandModule
