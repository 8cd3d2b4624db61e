import type { ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { annotation } from '../github.js'
import { plural } from '../words/words.js'
import { changesGithub } from './changes.js'
import { curlLine } from './curl.js'
import { findingLine } from './lines.js'
import { cweOf, tokenFindingLine } from './token-findings.js'
import { endedEarly, inconclusiveLine, notProbedLine } from './unsettled.js'
import { inconclusiveText } from './words.js'

/** An annotation for each finding, at the route in the catalog; then what nobody judged. */
export const github = (answer: ProbeAnswer): string =>
  `${tokens(answer)}${judged(answer)}${changesGithub(answer)}${clean(answer)}${[
    endedEarly(answer)?.says,
    inconclusiveLine(answer),
    notProbedLine(answer),
  ]
    .flatMap((message) =>
      message === undefined
        ? []
        : [annotation({ level: 'warning', title: 'scopectl probe', message })],
    )
    .join('')}`

/** One notice for all targets that are clean. */
function clean({ verdicts }: ProbeAnswer): string {
  const names = verdicts.filter(({ state }) => state === 'clean').map(({ route }) => route.name)
  if (names.length === 0) return ''
  const message = `${plural(names.length, 'route')} clean: ${names.join(', ')}`
  return annotation({ level: 'notice', title: 'scopectl probe', message })
}

const tokens = ({ tokenFindings, files }: ProbeAnswer): string =>
  tokenFindings
    .map((finding) => {
      const { fault } = finding
      const title = `scopectl ${fault.is} (CWE-${cweOf(fault)})`
      const message = tokenFindingLine(finding)
      return annotation({ level: 'error', file: files.catalog, title, message })
    })
    .join('')

const judged = ({ verdicts, files, url }: ProbeAnswer): string =>
  verdicts
    .flatMap(({ route, findings, why }) => {
      const place = {
        file: route.at?.file ?? files.catalog,
        line: route.at?.line,
        column: route.at?.column,
      }
      const found = findings.map((each) =>
        annotation({
          ...{
            level: 'error',
            ...place,
            title: `scopectl ${each.kind} (CWE-${infoOf(each.kind).cwe})`,
          },
          message: `${route.name}: ${findingLine(each)}\n${curlLine(url, each.exchange.planned)}`,
        }),
      )
      if (!why) return found
      const message = `${route.name}: ${inconclusiveText(why)}`
      return [
        ...found,
        annotation({ level: 'warning', ...place, title: 'scopectl probe', message }),
      ]
    })
    .join('')
