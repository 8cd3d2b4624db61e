import type { VersionAnswer } from '../core/answer.js'

export const text = ({ version }: VersionAnswer): string => `scopectl ${version}\n`

/** `version` is the version of the document format. */
export const json = ({ version }: VersionAnswer): object => ({ scopectl: version })
