/** How a lock is written: one fact per line, or with equal entries merged. */
export type LockForm = 'lines' | 'folded'

/** The entry that makes a lock a folded one. */
export const FOLDED_LINE = 'form folded'

const RECORDED = /^form folded\r?$/m

/** The form that a lock records, also if it is otherwise invalid. */
export const formOf = (text: string): LockForm => (RECORDED.test(text) ? 'folded' : 'lines')
