import { present } from '../../../src/commands/present.js'
import { Session } from '../../../src/commands/session.js'
import { askedIn } from '../../../src/commands/suite-asked.js'
import { sourceOf } from '../../../src/core/source.js'
import type { RunOptions } from '../../../src/core/suite/run.js'
import { context, NOW } from '../../io/support.js'
import type { Files } from './support.js'

/** Real tokens, made like in the command: signed with keys in memory, and verified. */
export function realTokens({ catalog, users }: Files): RunOptions['present'] {
  const options = { leeway: 0, color: false, input: false }
  const sources = { catalog: sourceOf({}), users: undefined }
  const loaded = { catalog, users, files: {}, folder: '/', sources, notes: [] }
  const session = new Session(options, context('/')).about(loaded, { at: NOW, users })
  return async (subject) => (await present(await askedIn(subject, session), session)).presented
}
