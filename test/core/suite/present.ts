import { settingOf } from '../../../src/commands/setting.js'
import { presenter } from '../../../src/commands/suite-subject.js'
import { sourceOf } from '../../../src/core/source.js'
import type { RunOptions } from '../../../src/core/suite/run.js'
import { readEnvironment } from '../../../src/io/env-file.js'
import { context, NOW } from '../../io/support.js'
import type { Files } from './support.js'

/** Real tokens, as the command makes them: signed with keys in memory, and verified. */
export function realTokens({ catalog, users }: Files): RunOptions['present'] {
  const ctx = context('/')
  const sources = { catalog: sourceOf({}), users: undefined }
  const loaded = { catalog, users, files: {}, folder: '/', sources, notes: [] }
  const setting = settingOf(loaded, { at: NOW, leeway: 0, color: false, input: false }, ctx)
  const present = presenter(setting, { environment: readEnvironment(undefined, ctx), ctx })
  return async (subject) => (await present(subject)).shown.presented
}
