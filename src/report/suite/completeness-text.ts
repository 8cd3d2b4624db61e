import type { Ask, OpenRole, OpenRoute } from '../../core/suite/complete/model.js'
import type { CompletenessReport } from '../../core/suite/complete/report.js'
import { nextText, paragraph } from '../rows.js'
import { commandLine } from '../shell.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { outOf, plural } from '../words/words.js'
import { CLAIM, NOT_COVERED } from './completeness-words.js'

/** The most routes and roles that are shown, and of one the most items; JSON and --suggest have them all. */
const MOST_ROUTES = 6
const MOST_ROLES = 3
const MOST_ITEMS = 4

/** The counts, then what the suite does not ask, most first; or what a complete suite shows. */
export function completenessText(report: CompletenessReport, style: Style): string {
  if (report.isComplete)
    return `${style.good('complete')}\n${countsText(report)}${claimText(report, style)}`
  const { openRoutes, openRoles } = report
  const heads = new Map([
    ...openRoutes.slice(0, MOST_ROUTES).map((each) => [each.route, routeRows(each)] as const),
    ...openRoles.slice(0, MOST_ROLES).map((each) => [`role ${each.role}`, roleRows(each)] as const),
  ])
  return [
    `${style.warn('not complete')}\n`,
    countsText(report),
    paragraph(
      'each question is one token at one route; `all but` leaves out a scope and those that imply it',
      2,
      style,
    ),
    'not asked, most first\n',
    ...[...heads].map(([head, rows]) => {
      return table([[head]]) + table(rows, { indent: 4, columns: style.columns, between: '; ' })
    }),
    moreText(openRoutes.length - MOST_ROUTES, 'route'),
    moreText(openRoles.length - MOST_ROLES, 'role'),
    nextText(nextLine(report), style),
  ].join('')
}

function countsText({ routes, roles, questions, openRoutes, openRoles }: CompletenessReport) {
  const told = `${outOf(questions.asked, questions.total, 'question')} asked`
  const complete = outOf(routes.total - openRoutes.length, routes.total, 'route')
  const missing = openRoles.reduce((sum, role) => sum + role.missing.length, 0)
  const open = missing === 0 ? 'nothing missing' : `${plural(missing, 'question')} missing`
  const all = outOf(roles.total - openRoles.length, roles.total, 'role')
  return table([
    ['routes', `${told}, ${complete} complete`],
    ...(roles.total === 0 ? [] : [['roles', `${open}, ${all} complete`]]),
    ['tokens', `${plural(questions.tokens, 'different token')} for all questions about routes`],
  ])
}

function claimText({ routes }: CompletenessReport, style: Style): string {
  const undecided = routes.undecided === 0 ? [] : [plural(routes.undecided, 'undecided route')]
  const not = [...NOT_COVERED, ...undecided].join(', ')
  return paragraph(CLAIM, 2, style) + paragraph(`not covered: ${not}`, 2, style)
}

type OpenRow = readonly [says: string, items: readonly string[]]

const openRow = (says: string, items: readonly string[]): OpenRow[] =>
  items.length === 0 ? [] : [[says, shortened(items)]]

function routeRows({ missing, isExact }: OpenRoute): OpenRow[] {
  const tokens = (is: boolean): string[] =>
    missing.filter(({ allows }) => allows === is).map(tokenText)
  const more = isExact ? [] : ['more sets of scopes than can be listed']
  return [
    ...openRow('allowed with', tokens(true)),
    ...openRow('denied with', tokens(false)),
    ...openRow('denied with', more),
  ]
}

function roleRows({ missing }: OpenRole): OpenRow[] {
  const routes = (is: boolean): string[] =>
    missing.filter(({ status }) => (status === 200) === is).map(({ route }) => route)
  return [...openRow('allowed at', routes(true)), ...openRow('denied at', routes(false))]
}

function tokenText({ held, names, lacks }: Ask): string {
  if (!held) return 'no token'
  if (held.every((word) => word === 0)) return 'a token without scopes'
  if (!lacks) return namesText(names)
  return names.length === 0 ? 'all scopes' : `all but ${namesText(names)}`
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_ITEMS
  const shown = more > 1 ? names.slice(0, MOST_ITEMS) : names
  return shown.join(' + ') + (more > 1 ? ` and ${more} more` : '')
}

function shortened(items: readonly string[]): readonly string[] {
  const more = items.length - MOST_ITEMS
  return more > 1 ? [...items.slice(0, MOST_ITEMS), `and ${more} more`] : items
}

const moreText = (left: number, one: string): string =>
  left > 0 ? `  and ${plural(left, `more ${one}`)}: --json has them all\n` : ''

const nextLine = ({ suggestions, suggestLine }: CompletenessReport): string | undefined =>
  suggestions || !suggestLine
    ? undefined
    : commandLine(['scopectl', ...suggestLine.words, { shell: '>' }, suggestLine.to])
