import type { Gap, MeasureKind } from '../../core/suite/coverage/model.js'
import { type CoverageReport, percentCovered } from '../../core/suite/coverage/report.js'
import { nextText } from '../rows.js'
import type { Style } from '../style.js'
import { table } from '../table.js'

const WHAT: Readonly<Record<MeasureKind, string>> = {
  cells: 'roles at routes',
  grants: 'scopes of roles',
  alternatives: 'ways into routes, and what each cannot do without',
}

/** So many lines of gaps; JSON and --suggest have them all. */
const MOST_LINES = 20
const MOST_ITEMS = 8

/** The three measures, and the gaps: whoever has most of them first. */
export function coverageText(
  { measures, gaps, suggestions }: CoverageReport,
  style: Style,
): string {
  const rows = measures.map((measure) => {
    const { what, covered, total } = measure
    const percent = total === 0 ? 'none' : `${percentCovered(measure)} %`
    const paint = covered === total ? style.good : style.warn
    return [what, `${covered} of ${total}`, { text: percent, paint }, WHAT[what]]
  })
  return `${style.bold('coverage')}\n${table(rows)}${gapsText(gaps, suggestions !== undefined, style)}`
}

function gapsText(gaps: readonly Gap[], hasSuggestions: boolean, style: Style): string {
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
    return [head, says, shown]
  })
  const left = all.length - rows.length
  return [
    'not covered, worst first\n',
    table(rows, { columns: style.columns, between: ', ' }),
    left > 0 ? `  and ${left} more: --json has them all\n` : '',
    hasSuggestions ? '' : nextText('scopectl test --suggest > suggested.yaml', style),
  ].join('')
}

function lineOf(gap: Gap): { head: string; says: string; item: string } {
  switch (gap.kind) {
    case 'cell':
      return { head: gap.role, says: 'at', item: gap.route }
    case 'public':
      return { head: 'anybody', says: 'at', item: gap.route }
    case 'grant':
      return { head: gap.role, says: 'without', item: gap.scope }
    case 'alternative': {
      const whole = gap.scopes.join(' + ')
      return gap.missing === undefined
        ? { head: gap.route, says: 'allowed by', item: `${whole} alone` }
        : { head: gap.route, says: 'denied for want of', item: wantText(gap.missing, whole) }
    }
  }
}

const wantText = (missing: string, whole: string): string =>
  missing === whole ? missing : `${missing} (of ${whole})`
