import type { OverviewAnswer } from '../../core/overview/answer.js'
import type { Overview } from '../../core/overview/overview.js'
import { countText, wordsOf } from '../change-words.js'
import { columnName } from '../column-name.js'
import { sayFinding } from '../finding-words.js'
import { page, html as text } from '../html/page.js'
import { countsOf, few, ignoredText, NONE, SECTION, titleOf, whoOf } from './overview-words.js'

/** A report on one page that prints. */
export const overviewPage = (answer: OverviewAnswer): Iterable<string> =>
  page(titleOf(answer), body(answer))

function* body(answer: OverviewAnswer): Generator<string> {
  const { overview, by, summary } = answer
  const { writes, open, undecided, findings, ignored, since } = overview
  const names = (routes: Overview['open']): string => list(routes.map(({ name }) => name))
  const sections = Object.entries(SECTION).filter(([id]) => id !== 'since' || since)
  yield `<header>
<h1>${text(titleOf(answer))}</h1>
<p>${countsOf(answer)}.</p>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ul></nav>
</header>
<main>
`
  yield* section(
    'writes',
    ['who', 'routes'],
    writes.map((group) => {
      const { names: who, says } = whoOf(group)
      return [says ?? list(who, ', '), names(group.routes)]
    }),
  )
  yield* section(
    'reach',
    [by, 'routes', 'write routes', 'holders', 'scopes never needed'],
    summary.map((reach) => {
      const { routes, writes: changing, holders, unneeded, disabled } = reach
      const name = `${mono(columnName(reach))}${disabled ? ' (disabled)' : ''}`
      return [name, `${routes}`, `${changing}`, `${holders ?? '–'}`, list(unneeded, ', ')]
    }),
  )
  yield* section(
    'open',
    ['requirement', 'routes'],
    [
      ...(open.length > 0 ? [[badge('warn', 'public'), names(open)]] : []),
      ...(undecided.length > 0 ? [[badge('bad', 'undecided'), names(undecided)]] : []),
    ],
  )
  yield* section(
    'findings',
    ['rule', 'where', 'finding'],
    findings.map((finding) => {
      const place = finding.at ? `${finding.file}:${finding.at.line}` : finding.file
      return [finding.rule, mono(place), quoted(sayFinding(finding).says)]
    }),
    ignoredText(ignored),
  )
  if (since) {
    yield* section(
      'since',
      ['change', 'who', 'route', 'why'],
      since.changes.map((change) => {
        const { who, route, why } = wordsOf(change)
        return [
          badge(PAINT[change.kind] ?? 'warn', change.kind),
          mono(who),
          mono(route),
          why.map(text).join('<br>'),
        ]
      }),
      `From ${since.from} to ${since.to}${since.changes.length > 0 ? `: ${countText(since.changes)}` : ''}.`,
    )
  }
  yield '</main>\n'
}

const PAINT: Readonly<Record<string, string>> = {
  ...{ gain: 'bad', opened: 'bad', weaker: 'bad' },
  ...{ loss: 'good', stronger: 'good', 'gone-route': 'good' },
}

/** The cells are HTML, the words below the table are text. */
function* section(
  id: keyof typeof SECTION,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  below = '',
): Generator<string> {
  yield `<section id="${id}"><h2>${SECTION[id]}</h2>\n`
  if (rows.length === 0) yield `<p>${id === 'reach' ? 'No rows.' : NONE[id]}</p>\n`
  else {
    yield `<div class="wide" role="region" aria-label="${SECTION[id]}" tabindex="0"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
`
    for (const [first = '', ...cells] of rows) {
      yield `<tr><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`
    }
    yield '</tbody></table></div>\n'
  }
  if (below !== '') yield `<p class="dim">${text(below)}</p>\n`
  yield '</section>\n'
}

/** Names between backticks look like code. */
const quoted = (says: string): string => text(says).replace(/`([^`]+)`/g, '<code>$1</code>')

const mono = (name: string): string => `<code>${text(name)}</code>`
const badge = (paint: string, says: string): string => `<span class="badge ${paint}">${says}</span>`

function list(names: readonly string[], between = '<br>'): string {
  const { shown, more } = few(names)
  return [...shown.map(mono), ...(more === '' ? [] : [more])].join(between)
}
