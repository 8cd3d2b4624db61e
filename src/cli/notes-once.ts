import type { Answer } from '../core/answer.js'
import type { Problem } from '../core/problem.js'

/**
 * Returns the notes of an answer that are still to print. In a batch, where a note does not say which line it is
 * about, each one is printed once, however many lines it applies to.
 */
export function notesOnce(): (answer: Answer) => readonly Problem[] {
  const printed = new Set<string>()
  return (answer) => {
    if (answer.kind !== 'check' || answer.line === undefined) return answer.notes
    return answer.notes.filter((note) => {
      const key = JSON.stringify(note)
      const isNew = !printed.has(key)
      printed.add(key)
      return isNew
    })
  }
}
