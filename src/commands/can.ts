import type { Command } from 'commander'
import type { CanAnswer } from '../core/answer.js'
import { accessOf } from '../core/decision/access.js'
import { heldBy } from '../core/decision/decide.js'
import { readEnvironment } from '../io/env-file.js'
import type { CommandModule } from './command.js'
import { present } from './present.js'
import { openSetting, whenNamed } from './setting.js'
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
    const setting = openSetting(options, ctx, { users: whenNamed(options) })
    const environment = readEnvironment(options.env, ctx)
    const asked = await readSubject(args, options, setting, { environment, ctx })
    const { presented, key, secretBytes, notes } = await present(asked, setting, ctx)
    const subject = asked.kind === 'named' ? asked.subject : undefined
    const presentedNotes = presented.kind === 'none' ? [] : presented.notes
    const held = presented.kind === 'verified' ? heldBy(setting.catalog, presented) : undefined
    return {
      kind: 'can',
      outcome: presented.kind === 'rejected' ? 'unauthorized' : 'yes',
      subject: asked.shown,
      rows: accessOf(setting.catalog, presented, subject),
      refusals: presented.kind === 'rejected' ? presented.refusals : [],
      notes: [...setting.notes, ...notes, ...presentedNotes, ...(held?.read.notes ?? [])],
      files: { ...setting.files, key, secretBytes },
    }
  },
} satisfies CommandModule
