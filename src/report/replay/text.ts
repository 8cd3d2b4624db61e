import type { ReplayAnswer } from '../../core/replay/answer.js'
import { CALL_CHANGES, type CallAnswer, type CallChange } from '../../core/replay/counts.js'
import type { GroupSeen } from '../../core/replay/groups.js'
import type { Unanswered } from '../../core/replay/unanswered.js'
import { escapeText } from '../escape.js'
import { place } from '../problem.js'
import type { Style } from '../style.js'
import { type Cell, table } from '../table.js'
import { plural } from '../words/words.js'
import { durationFrom } from './window-words.js'

/** How many rows of a list are shown; `--json` has all of them. */
const SHOWN = 20
const CALLERS = 5

/** Changes first, then unused grants and scopes, then the calls that the catalog does not answer. */
export function text(answer: ReplayAnswer, style: Style): string {
  return [
    headline(answer),
    ...CALL_CHANGES.map((change) => changes(change, answer, style)),
    unused(answer, style),
    idle(answer, style),
    unanswered(answer, style),
  ].join('')
}

function headline({ counts, against, facts }: ReplayAnswer): string {
  const { lines, answers, baselines, changes } = counts
  const calls = plural(lines, 'call')
  const window = facts.from === null || facts.to === null ? '' : durationFrom(facts.from, facts.to)
  const none = answers.undecided + answers.ambiguous + answers.no_route + answers.bad_path
  const answered = `${answers.allowed} allowed, ${answers.refused} refused, ${none} without an answer`
  const isCompared = against.kind === 'revision' || baselines.passed + baselines.refused > 0
  if (!isCompared) return `${answered} of ${calls}${window}\n`
  const unclear = baselines.unclear + baselines.unknown
  return [
    `${changes['newly-refused']} newly refused, ${changes['newly-allowed']} newly allowed of ${calls}${window}\n`,
    `  ${answered}\n`,
    unclear === 0
      ? ''
      : `  ${plural(unclear, 'call')} not compared: no status that says whether it was allowed\n`,
  ].join('')
}

/** The groups of one kind, by route: the most calls first. */
function changes(change: CallChange, { groups }: ReplayAnswer, style: Style): string {
  const byRoute = new Map<string | null, GroupSeen[]>()
  for (const group of groups.filter((each) => each.change === change)) {
    const found = byRoute.get(group.route)
    if (found) found.push(group)
    else byRoute.set(group.route, [group])
  }
  const label = change === 'newly-refused' ? 'NEWLY REFUSED' : 'NEWLY ALLOWED'
  const routes = [...byRoute].map(([route, all]) => ({ route, all, calls: sum(all) }))
  routes.sort((a, b) => b.calls - a.calls)
  const shown = routes.slice(0, SHOWN).map(({ route, all, calls }) => {
    const why = [...new Set(all.flatMap(({ reasons }) => Object.keys(reasons)))].join(', ')
    const name = escapeText(route ?? 'no route')
    const head = `${style.bad(label)}  ${name}  ${plural(calls, 'call')}  ${style.dim(why)}`
    return `${head.trimEnd()}\n${callers(all)}${example(all, style)}`
  })
  return shown.join('') + more(routes.length, 'route')
}

const sum = (all: readonly { calls: number }[]): number =>
  all.reduce((total, { calls }) => total + calls, 0)

/** Who calls it, as far as the log tells. */
function callers(all: readonly GroupSeen[]): string {
  const known = all.filter(({ role, client }) => role !== null || client !== null)
  const rows = known
    .slice(0, CALLERS)
    .map(({ role, client, calls }): Cell[] => [
      role === null ? '' : `role ${role}`,
      client === null ? '' : `client ${client}`,
      String(calls),
    ])
  return table(rows, { indent: 4 }) + more(known.length, 'caller', CALLERS, 4)
}

function example(all: readonly GroupSeen[], style: Style): string {
  const [first] = all.flatMap(({ examples }) => examples)
  if (!first) return ''
  const { file, line, method, path } = first
  return `    ${style.dim(`${escapeText(file)}:${line}`)}  ${escapeText(`${method} ${path}`)}\n`
}

function unused({ unused }: ReplayAnswer, style: Style): string {
  if (unused.length === 0) return ''
  const rows = unused.slice(0, SHOWN).map(({ role, scope, at }): Cell[] => {
    return [role, scope, { text: at ? place(at) : '', paint: style.dim }]
  })
  return `unused grants: no call needed the scope from this role\n${table(rows)}${more(unused.length, 'grant')}`
}

function idle({ idle }: ReplayAnswer, style: Style): string {
  if (idle.length === 0) return ''
  const rows = idle
    .slice(0, SHOWN)
    .map(({ client, scope, routes: [first = '', ...rest] }): Cell[] => {
      const others = rest.length === 0 ? '' : ` and ${plural(rest.length, 'other route')}`
      return [client, scope, { text: `${first}${others}`, paint: style.dim }]
    })
  return `scopes of clients that never called a route with them\n${table(rows)}${more(idle.length, 'scope')}`
}

const WHY: { readonly [K in CallAnswer]?: string } = {
  undecided: 'undecided',
  ambiguous: 'several routes',
  no_route: 'not in the catalog',
  bad_path: 'not a canonical path',
}

function unanswered({ unanswered }: ReplayAnswer, style: Style): string {
  if (unanswered.length === 0) return ''
  const rows = unanswered
    .slice(0, SHOWN)
    .map(({ answer, method, path, calls }: Unanswered): Cell[] => {
      return [`${method} ${path}`, String(calls), { text: WHY[answer] ?? '', paint: style.dim }]
    })
  return `calls without an answer\n${table(rows)}${more(unanswered.length, 'path')}`
}

const more = (count: number, one: string, shown = SHOWN, indent = 2): string =>
  count > shown ? `${' '.repeat(indent)}and ${plural(count - shown, `more ${one}`)}: --json\n` : ''
