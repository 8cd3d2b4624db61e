import type { ProbeAnswer } from '../../core/probe/answer.js'
import { type Cell, COLUMNS } from '../../core/probe/cells.js'
import type { RouteVerdict } from '../../core/probe/judge.js'
import { html as text } from '../html/page.js'
import { PLAIN } from '../style.js'
import { COLUMN, MARK, statusText } from './matrix.js'
import { expectedText, notProbedText } from './words.js'

/** A table with a row for each target: its state, and what each kind of credential was expected to get and got. */
export function* matrixHtml({ verdicts, notProbed }: ProbeAnswer): Generator<string> {
  const { marks } = PLAIN
  yield `<section id="targets"><h2>Targets</h2>
<p class="dim">${marks.yes} as expected, ${marks.no} a finding, ${marks.unknown} says nothing certain about access, – not sent</p>
<div class="wide" role="region" aria-label="Targets" tabindex="0"><table>
<thead><tr><th scope="col">route</th><th scope="col">state</th>${COLUMNS.map((column) => `<th scope="col">${COLUMN[column]}</th>`).join('')}</tr></thead>
<tbody>
`
  for (const verdict of verdicts) yield rowHtml(verdict)
  for (const { route, why } of notProbed)
    yield `<tr><th scope="row" class="mono">${text(route.name)}</th><td>– not probed</td><td colspan="${COLUMNS.length}">${text(notProbedText(why))}</td></tr>\n`
  yield '</tbody></table></div></section>\n'
}

const STATE = {
  found: ['bad', PLAIN.marks.no],
  clean: ['good', PLAIN.marks.yes],
  inconclusive: ['warn', PLAIN.marks.unknown],
} as const

function rowHtml({ route, state, cells, findings }: RouteVerdict): string {
  const [paint, mark] = STATE[state]
  const kinds = findings.map(({ kind }) => `<br><a href="#${kind}">${kind}</a>`).join('')
  const row = COLUMNS.map((column) => cellHtml(cells.find((cell) => cell.column === column)))
  return `<tr><th scope="row" class="mono">${text(route.name)}</th><td><span class="badge ${paint}">${mark} ${state}</span>${kinds}</td>${row.join('')}</tr>\n`
}

function cellHtml(cell: Cell | undefined): string {
  if (!cell) return '<td class="dim">–<span class="hidden"> not sent</span></td>'
  const { is, got, expected } = cell
  return `<td class="${is}"><b>${PLAIN.marks[MARK[is]]} ${statusText(got)}</b><small>expected ${expected.map((each) => expectedText({ expected: each })).join(', ')}</small></td>`
}
