import type { VersionAnswer } from '../core/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { version as document } from './documents/small.js'

export const text = ({ version }: VersionAnswer): string => `scopectl ${version}\n`

/** `version` is the version of the document format. */
export const json = ({ version }: VersionAnswer): JsonOf<typeof document> => ({ scopectl: version })
