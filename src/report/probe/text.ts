import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import { infoOf } from '../../core/probe/kinds.js'
import { escapeText } from '../escape.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { instant } from '../time.js'
import { list, plural } from '../words/words.js'
import { curlLine } from './curl.js'
import { codesOf, coversAll } from './grouping.js'
import { matrixHead, matrixRow } from './matrix.js'
import { noteText } from './notes-words.js'
import { planText } from './plan-text.js'
import {
  credentialText,
  expectedText,
  gotText,
  inconclusiveText,
  MEANING,
  notProbedText,
  OBJECTS,
} from './words.js'

/** The most routes of one finding that are shown; JSON has them all. */
const MOST_CASES = 5

export function text(answer: ProbeAnswer, style: Style): string | Iterable<string> {
  if (answer.plans) return planText(answer, style)
  const groups = grouped(answer.verdicts)
  return [
    headline(answer, groups, style),
    ...groups.map((group) => groupText(group, answer, style)),
    listText('inconclusive', inconclusiveRows(answer), style),
    listText('not probed', notProbedRows(answer), style),
    listText('waived', waivedRows(answer), style),
    listText('notes', oddRows(answer), style),
    matrixText(answer, style),
    leftOutText(answer, style),
    paragraph(OBJECTS, 0, style),
  ].join('')
}

function headline(
  { verdicts, sent, waived }: ProbeAnswer,
  groups: readonly Group[],
  style: Style,
): string {
  const count = (state: string): number => verdicts.filter((each) => each.state === state).length
  const findings = groups.length
  const unclear = count('inconclusive')
  const paint = findings > 0 ? style.bad : unclear > 0 ? style.warn : style.good
  const what = findings > 0 ? plural(findings, 'finding') : unclear > 0 ? 'inconclusive' : 'clean'
  const parts = [
    `${plural(verdicts.length, 'route')}: ${count('clean')} clean`,
    `${count('found')} with findings`,
    `${unclear} inconclusive`,
    ...(waived.length > 0 ? [`${plural(waived.length, 'finding')} waived`] : []),
  ]
  return `${style.bold(paint(what))}  ${parts.join(', ')}  (${plural(sent, 'request')})\n`
}

function groupText(group: Group, answer: ProbeAnswer, style: Style): string {
  const { kind, cases } = group
  const { severity } = infoOf(kind)
  const paint = severity === 'low' ? style.warn : style.bad
  const head = `${paint(severity)}  ${style.bold(kind)}  ${codesOf(group).join('  ')}  ${plural(cases.length, 'route')}${coversAll(cases, answer) ? ', the whole API' : ''}\n`
  const shown = cases.slice(0, MOST_CASES).map(({ id, found }) => {
    const { planned, reply } = found.exchange
    return [
      `  ${style.bad(style.marks.no)} ${escapeText(id)}\n`,
      paragraph(
        `${credentialText(planned)}: expected ${expectedText(planned)}, got ${gotText(reply)}`,
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

type Rows = readonly (readonly [string, string])[]

const inconclusiveRows = ({ verdicts }: ProbeAnswer): Rows =>
  verdicts.flatMap(({ route, why }) => (why ? [[route.name, inconclusiveText(why)] as const] : []))

const notProbedRows = ({ notProbed }: ProbeAnswer): Rows =>
  notProbed.map(({ route, why }) => [route.name, notProbedText(why)])

const waivedRows = ({ waived }: ProbeAnswer): Rows =>
  waived.map(({ route, found, waiver: { reason, until } }) => [
    findingId(found.kind, route),
    `until ${instant(until)}: ${reason}`,
  ])

/** One line for each kind of note, however many routes have it; those that differ by route have a line each. */
function oddRows({ verdicts }: ProbeAnswer): Rows {
  const all = verdicts.flatMap(({ route, oddities }) => oddities.map((odd) => ({ route, odd })))
  const keyOf = ({ route, odd }: (typeof all)[number]): string =>
    odd.exchange.planned.variant === undefined ? odd.is : `${odd.is} ${route.name}`
  const first = new Map(all.toReversed().map((each) => [keyOf(each), each]))
  return [...first].toReversed().map(([key, { route, odd }]) => {
    const routes = all.filter((each) => keyOf(each) === key).length
    const more = routes > 1 ? `, and ${plural(routes - 1, 'more route')}` : ''
    return [`${route.name}${more}`, noteText(odd)]
  })
}

/** Every target with its state, and what each kind of credential got. */
function matrixText({ verdicts }: ProbeAnswer, style: Style): string {
  if (verdicts.length === 0) return ''
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

function leftOutText({ incomplete, withoutConsent }: ProbeAnswer, style: Style): string {
  const lines = [
    ...(withoutConsent.length === 0
      ? []
      : [
          `not probed without --with-configured-key: ${withoutConsent.join(', ')}, and undeclared scopes`,
        ]),
    ...incomplete.flatMap(({ route, leftOut: { count, isExact, otherWays } }) => [
      ...(count > 0 || !isExact
        ? [
            `${route.name} has too many sets of scopes to refuse: ${isExact ? '' : 'at least '}${count} were left out`,
          ]
        : []),
      ...(otherWays > 0
        ? [
            `${route.name} has other ways in: sets of scopes not sent, as they may allow them: ${otherWays}`,
          ]
        : []),
    ]),
  ]
  return `${lines.map((line) => `\n${paragraph(line, 0, style)}`).join('')}\n`
}
