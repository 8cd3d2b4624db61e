import type { TestAnswer } from '../core/suite/answer.js'
import type { Style } from './style.js'
import { github } from './suite/github.js'
import { junit } from './suite/junit.js'
import { tap } from './suite/tap.js'
import { text as plain } from './suite/text.js'

const FORMATS: Readonly<Record<string, (answer: TestAnswer) => string>> = { github, junit, tap }

/** The end of --watch says nothing more: its last run was printed when it was made. */
export function text(answer: TestAnswer, style: Style, format: string): string {
  if (answer.said) return ''
  return FORMATS[format]?.(answer) ?? plain(answer, style)
}

export { json } from './suite/json.js'
export { aside } from './suite/text.js'
