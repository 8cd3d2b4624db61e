import { grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { mdCode } from '../markdown.js'
import { plural } from '../words/words.js'
import { changesMarkdown } from './changes.js'
import { endedEarly } from './unsettled.js'
import { credentialText, expectedText, gotText, inconclusiveText, MEANING } from './words.js'

/** For a comment on a pull request: a table of the findings, then what could not be judged. */
export function md(answer: ProbeAnswer): string {
  const { verdicts, notProbed, sent } = answer
  const groups = grouped(verdicts)
  const unclear = verdicts.flatMap(({ route, why }) => (why ? [{ route, why }] : []))
  const counts = [
    plural(groups.length, 'finding'),
    `${unclear.length} inconclusive`,
    `${notProbed.length} not probed`,
  ]
  const cost = `${plural(verdicts.length, 'route')}, ${plural(sent, 'request')}`
  const end = endedEarly(answer)
  const rows = groups.flatMap(({ kind, cases }) =>
    cases.map(({ route, found: { exchange } }) => {
      const { severity, cwe } = infoOf(kind)
      const { planned, reply } = exchange
      const cells = [
        ...[severity, `${kind} (CWE-${cwe}): ${MEANING[kind]}`, mdCode(route.name)],
        ...[cell(credentialText(planned)), expectedText(planned), cell(gotText(reply))],
      ]
      return `| ${cells.join(' | ')} |\n`
    }),
  )
  const list = unclear.map(
    ({ route, why }) => `- ${mdCode(route.name)}: ${cell(inconclusiveText(why))}\n`,
  )
  return [
    `### Probe: ${counts.join(', ')}\n\n${cost}\n`,
    end ? `\n**Not finished:** ${cell(end.says)}\n` : '',
    rows.length > 0 ? `\n${HEAD}${rows.join('')}` : '',
    changesMarkdown(answer),
    list.length > 0 ? `\nInconclusive:\n\n${list.join('')}` : '',
  ].join('')
}

const HEAD =
  '| severity | finding | route | sent | expected | got |\n| --- | --- | --- | --- | --- | --- |\n'

/** Text with names of others in it; backticks in it would end a span. */
const cell = (text: string): string => mdCode(text.replaceAll('`', "'"))
