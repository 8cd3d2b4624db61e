import type { ProbeAnswer } from '../../core/probe/answer.js'
import { nameOf } from '../../core/subject/model.js'
import { escapeText } from '../escape.js'
import { type ListRow, listing } from '../listing.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'
import { plural } from '../words/words.js'
import { targetOf } from './curl.js'
import { gapsList, tokenFindingsText } from './token-findings.js'
import { credentialText, expectedText, notProbedText } from './words.js'

/** What --dry-run prints: each request with the expected status, then what is not probed, and the count. */
export function* planText(answer: ProbeAnswer, style: Style): Generator<string> {
  const { plans = [], notProbed } = answer
  let requests = 0
  let routes = 0
  for (const { route, subject, requests: all } of plans ?? []) {
    routes++
    requests += all.length
    const rows = all.map((planned) => ({
      head: [expectedText(planned), `${planned.method} ${targetOf(planned)}`],
      rest: [
        [planned.variant ?? '', credentialText(planned)].filter((part) => part !== '').join(': '),
      ],
      paints: [style.dim],
    }))
    const who = nameOf(subject)
    yield `${style.bold(escapeText(route.name))}${who === null ? '' : `  as ${escapeText(who)}`}\n`
    yield* listing(rows, style)
  }
  if (notProbed.length > 0) {
    yield `\n${style.bold('not probed')}\n`
    yield* listing(notProbedRows(answer), style)
  }
  yield tokenFindingsText(answer, style)
  const gaps = gapsList(answer)
  if (gaps.length > 0) yield `\n${gaps.map((line) => paragraph(line, 0, style)).join('')}`
  yield `\n${plural(requests, 'request')} for ${plural(routes, 'route')}; none was sent\n`
}

const notProbedRows = ({ notProbed }: ProbeAnswer): ListRow[] =>
  notProbed.map(({ route, why }) => ({ head: [route.name], rest: [notProbedText(why)] }))
