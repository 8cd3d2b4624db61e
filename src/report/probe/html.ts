import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { page, html as text } from '../html/page.js'
import { cweName, cweUrl } from '../sarif/cwe.js'
import { PLAIN } from '../style.js'
import { OBJECTS } from '../words/objects.js'
import { plural } from '../words/words.js'
import { expectedOf, gotOf } from './contrast.js'
import { curlLine } from './curl.js'
import { codesOf, coversAll } from './grouping.js'
import { asides } from './html-asides.js'
import { matrixHtml } from './html-matrix.js'
import { cweOf, severityOf, tokenFindingLine } from './token-findings.js'
import { endedEarly } from './unsettled.js'
import { credentialText, MEANING } from './words.js'

/** One self-contained page: the findings, the matrix of all targets, and what was not judged. */
export function html(answer: ProbeAnswer): Iterable<string> {
  return page(`Probe of ${answer.url}`, body(answer))
}

function* body(answer: ProbeAnswer): Generator<string> {
  const groups = grouped(answer.verdicts)
  const notes = asides(answer)
  yield `<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>Probe of <code>${text(answer.url)}</code></h1>
${summary(answer, groups)}<nav aria-label="Sections"><ul>${[
    ['findings', 'Findings'],
    ['targets', 'Targets'],
    ...notes.map(({ id, title }) => [id, title]),
  ]
    .map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`)
    .join('')}</ul></nav>
</header>
<main>
<section id="findings"><h2>Findings</h2>
`
  yield* tokensHtml(answer)
  if (groups.length === 0 && answer.tokenFindings.length === 0) yield '<p>No finding.</p>\n'
  for (const group of groups) yield* groupHtml(group, answer)
  yield '</section>\n'
  yield* matrixHtml(answer)
  for (const { id, title, rows } of notes) {
    yield `<section id="${id}"><h2>${title}</h2>\n<ul>\n`
    for (const [name, says] of rows)
      yield `<li>${name === '' ? '' : `<code>${text(name)}</code><br>`}${text(says)}</li>\n`
    yield '</ul></section>\n'
  }
  yield `</main>\n<footer><p class="dim">${text(OBJECTS)}</p></footer>\n`
}

function summary(answer: ProbeAnswer, groups: readonly Group[]): string {
  const { verdicts, notProbed, waived, waivedTokens, tokenFindings, sent } = answer
  const findings = groups.length + tokenFindings.length
  const waivedCount = waived.length + waivedTokens.length
  const count = (state: string): number => verdicts.filter((each) => each.state === state).length
  const unclear = count('inconclusive')
  const { marks } = PLAIN
  const [paint, mark, what] =
    findings > 0
      ? ['bad', marks.no, plural(findings, 'finding')]
      : unclear > 0 || count('clean') === 0
        ? ['warn', marks.unknown, 'inconclusive']
        : ['good', marks.yes, 'clean']
  const parts = [
    `${plural(verdicts.length, 'route')}: ${count('clean')} clean`,
    `${count('found')} with findings`,
    `${unclear} inconclusive`,
    `${notProbed.length} not probed`,
    ...(waivedCount > 0 ? [`${plural(waivedCount, 'finding')} waived`] : []),
    plural(sent, 'request'),
  ]
  const end = endedEarly(answer)
  const early = end ? `<p class="warn"><b>Not finished:</b> ${text(end.says)}</p>\n` : ''
  return `<p><span class="badge ${paint}">${mark} ${what}</span> ${parts.join(', ')}</p>\n${early}`
}

function* tokensHtml({ tokenFindings }: ProbeAnswer): Generator<string> {
  for (const finding of tokenFindings) {
    const severity = severityOf(finding.fault)
    const cwe = cweOf(finding.fault)
    const paint = severity === 'high' ? 'bad' : 'warn'
    yield `<article class="card ${severity}">
<h3><span class="badge ${paint}">${PLAIN.marks.no} ${severity}</span> ${finding.fault.is}</h3>
<p>${text(tokenFindingLine(finding))}. <span class="dim"><a href="${cweUrl(cwe)}" rel="noreferrer">CWE-${cwe}</a> ${text(cweName(cwe))}</span></p>
</article>
`
  }
}

function* groupHtml(group: Group, answer: ProbeAnswer): Generator<string> {
  const { kind, cases } = group
  const { severity, cwe } = infoOf(kind)
  const paint = severity === 'low' ? 'warn' : 'bad'
  const wfc = codesOf(group).slice(1)
  const routes = `${plural(cases.length, 'route')}${coversAll(cases, answer) ? ', the whole API' : ''}`
  yield `<article class="card ${severity}" id="${kind}">
<h3><span class="badge ${paint}">${PLAIN.marks.no} ${severity}</span> ${kind}</h3>
<p>${text(MEANING[kind])}. <span class="dim">${routes} · <a href="${cweUrl(cwe)}" rel="noreferrer">CWE-${cwe}</a> ${text(cweName(cwe))}${wfc.map((code) => ` · <span class="badge">${code}</span>`).join('')}</span></p>
`
  for (const { id, found } of cases) {
    const { planned } = found.exchange
    yield `<h4 class="mono">${text(id)}</h4>
<dl><dt>sent</dt><dd>${text(credentialText(planned))}</dd><dt>expected</dt><dd>${text(expectedOf(found))}</dd><dt>got</dt><dd>${text(gotOf(found))}</dd></dl>
<pre tabindex="0" aria-label="Request as a curl line">${text(curlLine(answer.url, planned))}</pre>
`
  }
  yield '</article>\n'
}
