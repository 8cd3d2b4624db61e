import type { ReplayAnswer } from '../../core/replay/answer.js'
import { plural } from '../words/words.js'

/** The changes first, then what nobody uses and what has no answer. */
export function text({ counts }: ReplayAnswer): string {
  const { lines, changes } = counts
  return `${changes['newly-refused']} newly refused, ${changes['newly-allowed']} newly allowed of ${plural(lines, 'call')}\n`
}
