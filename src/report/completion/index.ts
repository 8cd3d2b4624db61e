import type { CompletionAnswer, Shell } from '../../core/command-line/answer.js'
import type { Candidate } from '../../core/command-line/candidates.js'
import type { JsonOf } from '../documents/dsl.js'
import type { completion } from '../documents/small.js'
import { escapeText } from '../escape.js'
import { script as bash, bashWord } from './bash.js'
import { script as fish } from './fish.js'
import { script as zsh } from './zsh.js'

const SCRIPTS = { bash, zsh, fish } as const satisfies Record<Shell, string>

/** The script; or a line for each word that fits: the word (bash: its rest, quoted), a tab, and what it is. */
export function text({ shell, next }: CompletionAnswer): string {
  if (!next) return SCRIPTS[shell]
  const { line, candidates } = next
  return candidates
    .filter(isPlain)
    .map(({ word, description }) => {
      const typed = shell === 'bash' ? bashWord(word, line) : word
      return `${typed}\t${escapeText(description)}\n`
    })
    .join('')
}

export const json = ({ shell, next }: CompletionAnswer): JsonOf<(typeof completion)[number]> =>
  next ? { shell, candidates: next.candidates.filter(isPlain) } : { shell, script: SCRIPTS[shell] }

/** A name with control characters cannot be typed, and must not reach a terminal. */
const isPlain = ({ word }: Candidate): boolean => escapeText(word) === word
