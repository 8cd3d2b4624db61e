import type { InitAnswer } from '../core/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { init } from './documents/small.js'
import { escapeText } from './escape.js'
import { nextText } from './rows.js'
import type { Style } from './style.js'
import { plural } from './words/words.js'

/** The new files, and what to try first. */
export const text = ({ written, next }: InitAnswer, style: Style): string =>
  [
    `${style.bold(`${plural(written.length, 'file')} written`)}\n`,
    ...written.map((file) => `  ${escapeText(file)}\n`),
    ...next.map((line) => nextText(escapeText(line), style)),
  ].join('')

export const json = ({ written, next }: InitAnswer): JsonOf<typeof init> => ({ written, next })
