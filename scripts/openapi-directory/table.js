const CHECKS = [
  'equal requirements',
  'import again identical',
  'drift empty',
  'lint clean',
  'merge identical',
  'one change merged',
]

/** Why a check did not pass, as far as the reasons are known and meant. */
const DETAILS = {
  'lint clean': [
    ['only `undecided-route`', ({ lint }) => `${lint}` === 'undecided-route'],
    ['also or only `ambiguous-overlap`', ({ lint }) => lint.includes('ambiguous-overlap')],
    ['other errors', ({ lint }) => lint.some((rule) => !KNOWN_RULES.has(rule))],
  ],
  'one change merged': [['reported as not written', ({ unwritten }) => unwritten]],
}
const KNOWN_RULES = new Set(['undecided-route', 'ambiguous-overlap'])

/**
 * The table: one column for all documents, and one for those whose catalog has tokens.
 * @param {import('./cycle.js').Result[]} results
 * @param {number} all how many documents the folder has
 */
export function tableOf(results, all) {
  const columns = [results, results.filter(({ tokens }) => tokens)]
  const loaded = columns.map((column) => column.filter((each) => each.loaded))
  const rows = [
    [`${results.length} of ${all} documents`, 'all', 'with OAuth2 or OpenID Connect'],
    ['documents loaded', ...columns.map((column, i) => `${loaded[i].length} of ${column.length}`)],
    share('  nothing to import', columns, ({ empty }) => empty),
    ['operations', ...loaded.map((column) => `${sum(column, ({ operations }) => operations)}`)],
    ...CHECKS.flatMap((what) => [
      share(what, loaded, (each) => each.passed[what]),
      ...(DETAILS[what] ?? []).map(([detail, holds]) => share(`  ${detail}`, loaded, holds)),
    ]),
    [
      'routes that no token can pass',
      ...loaded.map((column) => `${sum(column, (each) => closedIn(each))}`),
    ],
    ...reasonsOf(results).map((reason) => [
      `  ${reason}`,
      ...loaded.map((column) => `${sum(column, ({ closed }) => closed.get(reason) ?? 0)}`),
    ]),
    [
      'the same, with the proposed `--scheme`',
      ...loaded.map((column) => `${sum(column, ({ stillClosed }) => stillClosed)}`),
    ],
    ['time', ...columns.map((column) => `${(sum(column, ({ ms }) => ms) / 1000).toFixed(1)} s`)],
    ['longest', ...columns.map(longest)],
  ]
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)))
  const lines = rows.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`)
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  return lines.join('\n')
}

const share = (what, columns, holds) => [
  what,
  ...columns.map((column) => `${column.filter(holds).length} of ${column.length}`),
]

const sum = (results, of) => results.reduce((total, each) => total + of(each), 0)

const closedIn = ({ closed }) => [...closed.values()].reduce((total, count) => total + count, 0)

/** All reasons, the most frequent first. */
function reasonsOf(results) {
  const counts = new Map()
  for (const { closed } of results) {
    for (const [reason, count] of closed) counts.set(reason, (counts.get(reason) ?? 0) + count)
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a))
}

function longest(results) {
  const [first] = results.toSorted((a, b) => b.ms - a.ms)
  return first ? `${(first.ms / 1000).toFixed(1)} s, ${first.name}` : ''
}
