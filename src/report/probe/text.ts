import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { escapeText } from '../escape.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { list, plural } from '../words/words.js'
import { changesText } from './changes.js'
import { curlLine } from './curl.js'
import { planText } from './plan-text.js'
import {
  credentialText,
  expectedText,
  gotText,
  inconclusiveText,
  MEANING,
  notProbedText,
  ODD,
} from './words.js'

/** The most routes of one finding that are shown; JSON has them all. */
const MOST_CASES = 5

export function text(answer: ProbeAnswer, style: Style): string | Iterable<string> {
  if (answer.plans) return planText(answer, style)
  const groups = grouped(answer.verdicts)
  return [
    headline(answer, groups, style),
    ...groups.map((group) => groupText(group, answer.url, style)),
    changesText(answer, style),
    listText('inconclusive', inconclusiveRows(answer), style),
    listText('not probed', notProbedRows(answer), style),
    listText('notes', oddRows(answer), style),
    leftOutText(answer, style),
    paragraph(OBJECTS, 0, style),
  ].join('')
}

const OBJECTS =
  'Scopes say who may call a route. They do not say which objects a caller may reach through it: that needs its own test.'

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
    ...(waived > 0 ? [`${plural(waived, 'finding')} waived`] : []),
  ]
  return `${style.bold(paint(what))}  ${parts.join(', ')}  (${plural(sent, 'request')})\n`
}

function groupText({ kind, cases }: Group, url: string, style: Style): string {
  const { severity, cwe } = infoOf(kind)
  const paint = severity === 'low' ? style.warn : style.bad
  const head = `${paint(severity)}  ${style.bold(kind)}  CWE-${cwe}  ${plural(cases.length, 'route')}\n`
  const shown = cases.slice(0, MOST_CASES).map(({ route, found }) => {
    const { planned, reply } = found.exchange
    return [
      `  ${style.bad(style.marks.no)} ${escapeText(route.name)}\n`,
      paragraph(
        `${credentialText(planned)}: expected ${expectedText(planned)}, got ${gotText(reply)}`,
        6,
        style,
      ),
      found.sets.length > 1 ? paragraph(setsText(found.sets), 6, style) : '',
      `      ${curlLine(url, planned)}\n`,
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

/** One line for each oddity, however many routes have it. */
function oddRows({ verdicts }: ProbeAnswer): Rows {
  const all = verdicts.flatMap(({ route, oddities }) => oddities.map((odd) => ({ route, odd })))
  const first = new Map(all.toReversed().map((each) => [each.odd.is, each]))
  return [...first.values()].map(({ route, odd }) => {
    const routes = all.filter(({ odd: { is } }) => is === odd.is).length
    const more = routes > 1 ? `, and ${plural(routes - 1, 'more route')}` : ''
    return [`${route.name}${more}`, `${gotText(odd.exchange.reply)}: ${ODD[odd.is]}`]
  })
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
