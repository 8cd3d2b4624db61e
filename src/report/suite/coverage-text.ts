import type { Gap, MeasureKind } from '../../core/suite/coverage/model.js'
import {
  type CoverageReport,
  percentCovered,
  type SuggestLine,
} from '../../core/suite/coverage/report.js'
import { nextText } from '../rows.js'
import { commandLine } from '../shell.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { widthOf } from '../width.js'

const WHAT: Readonly<Record<MeasureKind, string>> = {
  cells: 'roles at routes',
  grants: 'scopes of roles',
  alternatives: 'alternatives of routes, and each scope they need',
}

/** The most lines of gaps that are shown; JSON and --suggest have them all. */
const MOST_LINES = 20
const MOST_ITEMS = 8

/** The three measures and the gaps, largest group first. */
export function coverageText(
  { measures, gaps, suggestions, suggestLine }: CoverageReport,
  style: Style,
): string {
  const rows = measures.map((measure) => {
    const { what, covered, total } = measure
    const percent = total === 0 ? 'none' : `${percentCovered(measure)} %`
    const paint = covered === total ? style.good : style.warn
    return [what, `${covered} of ${total}`, { text: percent, paint }, WHAT[what]]
  })
  const line = gaps.length > 0 && !suggestions ? nextLine(suggestLine) : undefined
  return `${style.bold('coverage')}\n${table(rows)}${gapsText(gaps, style)}${nextText(line, style)}`
}

const nextLine = (line: SuggestLine | undefined): string | undefined =>
  line && commandLine(['scopectl', ...line.words, { shell: '>' }, line.to])

function gapsText(gaps: readonly Gap[], style: Style): string {
  if (gaps.length === 0) return ''
  const lines = new Map<string, { head: string; says: string; items: string[] }>()
  for (const gap of gaps) {
    const { head, says, item } = lineOf(gap)
    const line = lines.get(`${head}\n${says}`) ?? { head, says, items: [] }
    lines.set(`${head}\n${says}`, line)
    line.items.push(item)
  }
  const all = [...lines.values()].sort((a, b) => b.items.length - a.items.length)
  const rows = all.slice(0, MOST_LINES).map(({ head, says, items }) => {
    const more = items.length - MOST_ITEMS
    const shown = more > 1 ? [...items.slice(0, MOST_ITEMS), `and ${more} more`] : items
    return [head, says, shown] as const
  })
  const left = all.length - rows.length
  return [
    'not covered, most gaps first\n',
    gapRows(rows, style),
    left > 0 ? `  and ${left} more: --json has them all\n` : '',
  ].join('')
}

type GapRow = readonly [head: string, says: string, items: readonly string[]]

/** Columns; on a terminal that is too narrow for them, the items go below the head. */
function gapRows(rows: readonly GapRow[], style: Style): string {
  const layout = { columns: style.columns, between: ', ' }
  const beside = table(rows, layout)
  const fits = beside.split('\n').every((line) => widthOf(line) <= style.columns)
  if (fits || !style.folds) return beside
  const below = { ...layout, indent: 4 }
  return rows.map(([head, ...rest]) => table([[head]]) + table([rest], below)).join('')
}

function lineOf(gap: Gap): { head: string; says: string; item: string } {
  switch (gap.kind) {
    case 'cell':
      return { head: gap.role, says: 'at', item: gap.route }
    case 'public':
      return { head: 'anyone', says: 'at', item: gap.route }
    case 'grant':
      return { head: gap.role, says: 'without', item: gap.scope }
    case 'alternative': {
      const whole = gap.scopes.join(' + ')
      return gap.missing === undefined
        ? { head: gap.route, says: 'allowed by', item: `${whole} alone` }
        : { head: gap.route, says: 'denied without', item: wantText(gap.missing, whole) }
    }
  }
}

const wantText = (missing: string, whole: string): string =>
  missing === whole ? missing : `${missing} (of ${whole})`
