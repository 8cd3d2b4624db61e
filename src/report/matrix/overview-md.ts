import type { OverviewAnswer } from '../../core/overview/answer.js'
import { changesMd } from '../changes-md.js'
import { sayFinding } from '../finding-words.js'
import { mdCode } from '../markdown.js'
import { countsOf, few, ignoredText, NONE, SECTION, titleOf, whoOf } from './overview-words.js'
import { summaryMd } from './summary.js'

/** A report to paste into a wiki or an issue; every name is in a code span. */
export function* overviewMd(answer: OverviewAnswer): Generator<string> {
  const { writes, open, undecided, findings, ignored, since } = answer.overview
  const { catalog = 'the catalog' } = answer.files
  yield `### ${titleOf({ ...answer, files: { catalog: mdCode(catalog) } })}\n\n${countsOf(answer)}.\n`

  yield `\n#### ${SECTION.writes}\n\n`
  if (writes.length === 0) yield `${NONE.writes}\n`
  else yield '| who | routes |\n| --- | --- |\n'
  for (const group of writes) {
    const { names, says } = whoOf(group)
    yield `| ${says ?? cell(names, ', ')} | ${cell(
      group.routes.map(({ name }) => name),
      '<br>',
    )} |\n`
  }

  yield `\n#### ${SECTION.reach}\n\n`
  yield* summaryMd(answer)

  yield `\n#### ${SECTION.open}\n\n`
  if (open.length + undecided.length === 0) yield `${NONE.open}\n`
  else yield '| requirement | routes |\n| --- | --- |\n'
  for (const [what, routes] of [
    ['public', open],
    ['undecided', undecided],
  ] as const) {
    if (routes.length > 0)
      yield `| ${what} | ${cell(
        routes.map(({ name }) => name),
        '<br>',
      )} |\n`
  }

  yield `\n#### ${SECTION.findings}\n\n`
  if (findings.length === 0) yield `${NONE.findings}\n`
  else yield '| rule | where | finding |\n| --- | --- | --- |\n'
  for (const finding of findings) {
    const place = finding.at ? `${finding.file}:${finding.at.line}` : finding.file
    // The message quotes names with backticks, so it is one code span without them.
    const says = sayFinding(finding).says.replaceAll('`', '')
    yield `| ${finding.rule} | ${mdCode(place)} | ${mdCode(says)} |\n`
  }
  if (ignored > 0) yield `\n${ignoredText(ignored)}\n`

  if (since) yield `\n${changesMd(since)}`
}

function cell(names: readonly string[], between: string): string {
  const { shown, more } = few(names)
  return [...shown.map(mdCode), ...(more === '' ? [] : [more])].join(between)
}
