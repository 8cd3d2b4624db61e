import type { VersionAnswer } from '../core/answer.js'

/** Inserted by the build, from package.json. */
declare const __VERSION__: string

export const versionAnswer = (): VersionAnswer => ({
  kind: 'version',
  outcome: 'yes',
  version: __VERSION__,
  notes: [],
  files: {},
})
