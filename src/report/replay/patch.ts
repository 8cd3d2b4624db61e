import type { ReplayAnswer } from '../../core/replay/answer.js'

/** What removes the unused grants. It is input for `git apply`, so nothing in it is escaped or coloured. */
export const patch = ({ patch = '' }: ReplayAnswer): string => patch
