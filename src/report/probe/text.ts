import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { escapeText } from '../escape.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { OBJECTS } from '../words/objects.js'
import { list, plural } from '../words/words.js'
import { changesText } from './changes.js'
import { expectedOf, gotOf } from './contrast.js'
import { curlLine } from './curl.js'
import { codesOf, coversAll } from './grouping.js'
import { leftOutLines } from './left-out.js'
import { matrixHead, matrixRow } from './matrix.js'
import { planText } from './plan-text.js'
import { inconclusiveRows, noteRows, notProbedRows, type Rows, waivedRows } from './rows.js'
import { tokenFindingsText } from './token-findings.js'
import { credentialText, MEANING } from './words.js'

/** The most routes of one finding that are shown; JSON has them all. */
const MOST_CASES = 5

export function text(answer: ProbeAnswer, style: Style): string | Iterable<string> {
  if (answer.plans) return planText(answer, style)
  const groups = grouped(answer.verdicts)
  return [
    headline(answer, groups, style),
    tokenFindingsText(answer, style),
    ...groups.map((group) => groupText(group, answer, style)),
    changesText(answer, style),
    listText('inconclusive', inconclusiveRows(answer), style),
    listText('not probed', notProbedRows(answer), style),
    listText('waived', waivedRows(answer), style),
    listText('notes', noteRows(answer), style),
    matrixText(answer, style),
    leftOutText(answer, style),
    paragraph(OBJECTS, 0, style),
  ].join('')
}

function headline(
  { verdicts, tokenFindings, sent, waived, waivedTokens }: ProbeAnswer,
  groups: readonly Group[],
  style: Style,
): string {
  const count = (state: string): number => verdicts.filter((each) => each.state === state).length
  const findings = groups.length + tokenFindings.length
  const unclear = count('inconclusive')
  const paint = findings > 0 ? style.bad : unclear > 0 ? style.warn : style.good
  const what = findings > 0 ? plural(findings, 'finding') : unclear > 0 ? 'inconclusive' : 'clean'
  const waivedCount = waived.length + waivedTokens.length
  const parts = [
    `${plural(verdicts.length, 'route')}: ${count('clean')} clean`,
    `${count('found')} with findings`,
    `${unclear} inconclusive`,
    ...(waivedCount > 0 ? [`${plural(waivedCount, 'finding')} waived`] : []),
  ]
  return `${style.bold(paint(what))}  ${parts.join(', ')}  (${plural(sent, 'request')})\n`
}

function groupText(group: Group, answer: ProbeAnswer, style: Style): string {
  const { kind, cases } = group
  const { severity } = infoOf(kind)
  const paint = severity === 'low' ? style.warn : style.bad
  const head = `${paint(severity)}  ${style.bold(kind)}  ${codesOf(group).join('  ')}  ${plural(cases.length, 'route')}${coversAll(cases, answer) ? ', the whole API' : ''}\n`
  const shown = cases.slice(0, MOST_CASES).map(({ id, found }) => {
    const { planned } = found.exchange
    return [
      `  ${style.bad(style.marks.no)} ${escapeText(id)}\n`,
      paragraph(
        `${credentialText(planned)}: expected ${expectedOf(found)}, got ${gotOf(found)}`,
        6,
        style,
      ),
      found.sets.length > 1 ? paragraph(setsText(found.sets), 6, style) : '',
      `      ${curlLine(answer.url, planned)}\n`,
    ].join('')
  })
  const more = cases.length - shown.length
  const rest = more > 0 ? `  and ${plural(more, 'more route')}: --json has them all\n` : ''
  return `\n${head}${paragraph(MEANING[kind], 2, style)}${shown.join('')}${rest}`
}

const MOST_SETS = 4

function setsText(sets: readonly (readonly string[])[]): string {
  const shown = sets.slice(0, MOST_SETS).map((names) => list(names, 'and'))
  const more = sets.length - shown.length
  return `all cases: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

/** Every target with its state, and what each kind of credential got. */
function matrixText({ verdicts, isShown }: ProbeAnswer, style: Style): string {
  // A file has no rows above it.
  if (verdicts.length === 0 || (isShown && style.folds)) return ''
  const rows = verdicts.map((each) => matrixRow(each, style))
  return `\n${style.bold('targets')}\n${matrixHead(style)}${rows.join('')}`
}

/** The most lines of a list. */
const MOST_ROWS = 20

function listText(title: string, rows: Rows, style: Style): string {
  if (rows.length === 0) return ''
  const shown = table(rows.slice(0, MOST_ROWS), { columns: style.columns })
  const more = rows.length - MOST_ROWS
  return `\n${style.bold(title)}\n${shown}${more > 0 ? `  and ${more} more: --json has them all\n` : ''}`
}

const leftOutText = (answer: ProbeAnswer, style: Style): string =>
  `${leftOutLines(answer)
    .map((line) => `\n${paragraph(line, 0, style)}`)
    .join('')}\n`
