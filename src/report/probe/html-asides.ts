import type { ProbeAnswer } from '../../core/probe/answer.js'
import { leftOutLines } from './left-out.js'
import { inconclusiveRows, noteRows, notProbedRows, type Rows, waivedRows } from './rows.js'

interface Aside {
  readonly id: string
  readonly title: string
  readonly rows: Rows
}

/** The sections about what is not a finding; those without rows are left out. */
export const asides = (answer: ProbeAnswer): Aside[] =>
  [
    { id: 'inconclusive', title: 'Inconclusive', rows: inconclusiveRows(answer) },
    { id: 'not-probed', title: 'Not probed', rows: notProbedRows(answer) },
    { id: 'waived', title: 'Waived', rows: waivedRows(answer) },
    { id: 'notes', title: 'Notes', rows: noteRows(answer) },
    {
      id: 'left-out',
      title: 'Left out',
      rows: leftOutLines(answer).map((line) => ['', line] as const),
    },
  ].filter(({ rows }) => rows.length > 0)
