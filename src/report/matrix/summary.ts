import type { MatrixAnswer } from '../../core/matrix/answer.js'
import type { Reach } from '../../core/matrix/summary.js'
import { columnName } from '../column-name.js'
import type { matrixSummary } from '../documents/access.js'
import type { JsonOf } from '../documents/dsl.js'
import { type ListRow, listing } from '../listing.js'
import { longCsv } from '../long/csv.js'
import { mdCode } from '../markdown.js'
import type { Style } from '../style.js'
import { largest } from '../width.js'

type Ranked = Pick<MatrixAnswer, 'by'> & { readonly summary: readonly Reach[] }

const NUMBERS = ['routes', 'writes', 'holders'] as const

/** The rows ranked by the number of routes they may call. */
export function* summaryText(
  { by, summary, sum }: Ranked & { readonly sum: string },
  style: Style,
): Generator<string> {
  const cells = [[...NUMBERS], ...summary.map(numbersOf)]
  const widths = NUMBERS.map((_, i) => largest(cells.map((row) => row[i]?.length ?? 0)))
  const aligned = cells.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)))
  const [title = [], ...rows] = aligned
  const list: ListRow[] = [
    {
      head: [by, ...title],
      rest: ['scopes never needed'],
      paints: [by, ...title].map(() => style.dim),
    },
    ...summary.map(({ name, disabled, unneeded }, i) => ({
      head: [disabled ? `${name} (disabled)` : name, ...(rows[i] ?? [])],
      rest: [unneeded.join(' ')],
      paints: disabled ? [style.dim] : [],
    })),
  ]
  yield* listing(list, style)
  yield `${sum}\n`
}

const numbersOf = ({ routes, writes, holders }: Reach): string[] => [
  `${routes}`,
  `${writes}`,
  holders === undefined ? '-' : `${holders}`,
]

export const summaryCsv = ({ summary }: Ranked): Generator<string> =>
  longCsv(
    ['who', 'routes', 'write_routes', 'holders', 'scopes_never_needed', 'disabled'],
    summary.map((reach) => {
      const { routes, writes, holders, unneeded, disabled } = reach
      const numbers = [routes, writes, holders ?? ''].map(String)
      return [columnName(reach), ...numbers, unneeded.join(' '), disabled ? 'yes' : 'no']
    }),
  )

export function* summaryMd({ by, summary }: Ranked): Generator<string> {
  yield `| ${by} | routes | write routes | holders | scopes never needed |\n`
  yield '| --- | --: | --: | --: | --- |\n'
  for (const reach of summary) {
    const scopes = reach.unneeded.map(mdCode).join(' ')
    const name = `${mdCode(columnName(reach))}${reach.disabled ? ' (disabled)' : ''}`
    yield `| ${[name, ...numbersOf(reach), scopes].join(' | ')} |\n`
  }
}

export const summaryJson = (summary: readonly Reach[]): JsonOf<typeof matrixSummary>['summary'] =>
  summary.map(({ kind, name, disabled, routes, writes, holders, unneeded }) => ({
    ...{ kind, name, disabled, routes, write_routes: writes },
    holders: holders ?? null,
    scopes_never_needed: unneeded,
  }))
