import type { ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { annotation } from '../github.js'
import { changesGithub } from './changes.js'
import { findingLine } from './lines.js'
import { endedEarly, inconclusiveLine, notProbedLine } from './unsettled.js'
import { inconclusiveText } from './words.js'

/** An annotation for each finding, at the route in the catalog; then what nobody judged. */
export const github = (answer: ProbeAnswer): string =>
  `${judged(answer)}${changesGithub(answer)}${[
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

const judged = ({ verdicts, files }: ProbeAnswer): string =>
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
          message: `${route.name}: ${findingLine(each)}`,
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
