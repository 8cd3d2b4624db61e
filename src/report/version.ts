import type { VersionAnswer } from '../core/answer.js'

export const text = ({ version }: VersionAnswer): string => `scopectl ${version}\n`

/** `version` is the document's own. */
export const json = ({ version }: VersionAnswer): object => ({ scopectl: version })
