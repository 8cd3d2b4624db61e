import { grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { COLUMNS } from '../../core/probe/cells.js'
import { infoOf } from '../../core/probe/kinds.js'
import { mdCode } from '../markdown.js'
import { PLAIN } from '../style.js'
import { OBJECTS } from '../words/objects.js'
import { plural } from '../words/words.js'
import { changesMarkdown } from './changes.js'
import { expectedOf, gotOf } from './contrast.js'
import { codesOf } from './grouping.js'
import { COLUMN, MARK, statusText } from './matrix.js'
import { notProbedRows, type Rows, waivedRows } from './rows.js'
import { severityOf, tokenFindingLine } from './token-findings.js'
import { endedEarly } from './unsettled.js'
import { credentialText, inconclusiveText, MEANING } from './words.js'

/** For a comment on a pull request: a table of the findings, then what could not be judged. */
export function md(answer: ProbeAnswer): string {
  const { verdicts, notProbed, tokenFindings, sent } = answer
  const groups = grouped(verdicts)
  const unclear = verdicts.flatMap(({ route, why }) => (why ? [{ route, why }] : []))
  const counts = [
    plural(groups.length + tokenFindings.length, 'finding'),
    `${unclear.length} inconclusive`,
    `${notProbed.length} not probed`,
  ]
  const cost = `${plural(verdicts.length, 'route')}, ${plural(sent, 'request')}`
  const end = endedEarly(answer)
  const rows = groups.flatMap(({ kind, cases }) => {
    const codes = codesOf({ kind, cases }).join(', ')
    return cases.map(({ route, found }) => {
      const { severity } = infoOf(kind)
      const { planned } = found.exchange
      const cells = [
        ...[severity, `${kind} (${codes}): ${MEANING[kind]}`, mdCode(route.name)],
        ...[cell(credentialText(planned)), expectedOf(found), cell(gotOf(found))],
      ]
      return `| ${cells.join(' | ')} |\n`
    })
  })
  const list = unclear.map(
    ({ route, why }) => `- ${mdCode(route.name)}: ${cell(inconclusiveText(why))}\n`,
  )
  const items = (all: Rows) => all.map(([name, says]) => `- ${mdCode(name)}: ${cell(says)}\n`)
  return [
    `### Probe: ${counts.join(', ')}\n\n${cost}\n`,
    end ? `\n**Not finished:** ${cell(end.says)}\n` : '',
    tokenFindings.length > 0
      ? `\n${tokenFindings.map((each) => `- **${severityOf(each.fault)}** ${each.fault.is}: ${cell(tokenFindingLine(each))}\n`).join('')}`
      : '',
    rows.length > 0 ? `\n${HEAD}${rows.join('')}` : '',
    changesMarkdown(answer),
    list.length > 0 ? `\nInconclusive:\n\n${list.join('')}` : '',
    lists('Not probed', items(notProbedRows(answer))),
    lists('Waived', items(waivedRows(answer))),
    targets(verdicts),
    `\n${OBJECTS}\n`,
  ].join('')
}

const lists = (title: string, rows: readonly string[]): string =>
  rows.length > 0 ? `\n${title}:\n\n${rows.join('')}` : ''

/** Every target with its state, folded: an API may have hundreds. */
function targets(verdicts: ProbeAnswer['verdicts']): string {
  if (verdicts.length === 0) return ''
  const heads = ['target', 'state', ...COLUMNS.map((column) => COLUMN[column])]
  const lines = verdicts.map(({ route, state, cells }) => {
    const marks = COLUMNS.map((column) => {
      const cell = cells.find((each) => each.column === column)
      return cell ? `${PLAIN.marks[MARK[cell.is]]} ${statusText(cell.got)}` : ''
    })
    return `| ${[mdCode(route.name), state, ...marks].join(' | ')} |\n`
  })
  const head = `| ${heads.join(' | ')} |\n|${' --- |'.repeat(heads.length)}\n`
  return `\n<details><summary>Targets</summary>\n\n${head}${lines.join('')}\n</details>\n`
}

const HEAD =
  '| severity | finding | route | sent | expected | got |\n| --- | --- | --- | --- | --- | --- |\n'

/** Text with names of others in it; backticks in it would end a span. */
const cell = (text: string): string => mdCode(text.replaceAll('`', "'"))
