import { type MutationReport, percentOf, scoreOf } from '../../core/suite/coverage/report.js'
import type { Judged } from '../../core/suite/mutation/model.js'
import { escapeText } from '../escape.js'
import type { Style } from '../style.js'
import { outOf, plural } from '../words/words.js'
import { mutationText } from './mutation-words.js'
import { testYaml } from './suggestion-yaml.js'

/** The most survivors shown in text; JSON has them all. */
const MOST_SHOWN = 20

/** The score, then each survivor with the test that would kill it. */
export function mutationReport(
  { judged, equivalent, notLoading }: MutationReport,
  style: Style,
): string {
  const { killed, total } = scoreOf(judged, 'full')
  const percent = `${percentOf(killed, total)} %`
  const paint = killed === total ? style.good : style.warn
  const narrowed = scoreOf(judged, 'narrowed')
  const unseen = scoreOf(judged, 'nothing').total
  const asides = [
    ...(narrowed.total === 0
      ? []
      : [
          `  ${narrowed.total} more can be detected only with a narrowed token: ${narrowed.killed} killed\n`,
        ]),
    ...(unseen === 0
      ? []
      : [`  not counted: ${plural(unseen, 'mutant')} that no token can detect\n`]),
    ...(equivalent + notLoading === 0
      ? []
      : [`  not counted: ${equivalent} equivalent, ${notLoading} that failed to load\n`]),
  ]
  return [
    `${style.bold('mutation')}  ${paint(percent)}: ${outOf(killed, total, 'mutant')} killed\n`,
    ...asides,
    survivors(
      judged.filter((each) => each.seenBy === 'full'),
      'no test fails when',
      style,
    ),
    survivors(
      judged.filter((each) => each.seenBy === 'narrowed'),
      'no test with a narrowed token fails when',
      style,
    ),
  ].join('')
}

function survivors(judged: readonly Judged[], lead: string, style: Style): string {
  const alive = judged.filter(({ killed }) => !killed)
  if (alive.length === 0) return ''
  const shown = alive.slice(0, MOST_SHOWN).map((each) => survivor(each, style))
  const left = alive.length - shown.length
  return `${lead}\n${shown.join('')}${left > 0 ? `  and ${left} more: --json has them all\n` : ''}`
}

function survivor({ mutation, killer }: Judged, style: Style): string {
  const head = `${style.bad(style.marks.no)} ${escapeText(mutationText(mutation))}\n`
  if (!killer) return head
  const { subject, route, status } = killer
  return `${head}${testYaml({ subject, routes: [{ route, status }] }, 6)}`
}
