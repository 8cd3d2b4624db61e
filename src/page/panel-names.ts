import { explainGrants } from '../core/subject/grants.js'
import type { Grant } from '../core/subject/model.js'
import { grantWords, lineOf } from '../report/grant-words.js'
import { needsText } from '../report/requirement-words.js'
import { CHANGE, type Column, changeOf } from './columns.js'
import { button, el } from './dom.js'
import { type Model, STATE } from './model.js'
import { fact, subjectText } from './panel.js'
import { oddPanel } from './probed-panel.js'
import { count, countOf } from './words.js'

/** How many names a list in the panel has at most. */
const MOST = 200

/** A route: what it needs, and who of the shown subjects may call it. */
export function routePanel(
  model: Model,
  columns: readonly Column[],
  number: number,
): HTMLElement[] {
  const { now, routes, changed, data } = model
  const route = routes[number]
  if (!route) return []
  const needs = now.requirements[number]
  const may = columns.filter(({ cells }) => cells[number] === STATE.allow)
  const kind = changed.get(number)
  return [
    el('h2', { tabindex: -1 }, route.name),
    el(
      'dl',
      {},
      ...fact('needs', needs ? needsText(needs) : 'there is no such route now'),
      ...(route.description ? fact('about', route.description) : []),
      ...(kind && data.older ? fact(`since ${data.older.name}`, kind.replace('-', ' ')) : []),
      ...(route.at ? fact('written in', lineOf(route.at)) : []),
    ),
    ...oddPanel(model, number),
    el('h3', {}, `Allowed: ${countOf(may.length, columns.length, 'shown row')}`),
    nameList(may.map(subjectText)),
  ]
}

/** A subject: its scopes, each with the grant, and how many routes it may call. */
export function subjectPanel(model: Model, column: Column, compareWith: () => void): HTMLElement[] {
  const { now, routes, data } = model
  const { row, only } = column
  const allowed = column.cells.filter((state) => state === STATE.allow).length
  const grants = [...(only === 'gone' ? [] : explainGrants(now.catalog, row.subject).values())]
  const about =
    column.kind === 'role'
      ? now.catalog.roles.get(column.name)?.description
      : column.kind === 'scope'
        ? now.catalog.scopes.get(column.name)?.description
        : undefined
  return [
    el('h2', { tabindex: -1 }, subjectText(column)),
    el(
      'dl',
      {},
      ...(about ? fact('about', about) : []),
      ...(row.disabled ? fact('state', 'disabled: treated as anonymous') : []),
      ...(only && data.older
        ? fact(`since ${data.older.name}`, only === 'new' ? 'new' : 'removed')
        : []),
      ...fact('allowed', countOf(allowed, routes.length, 'route')),
    ),
    el('p', { class: 'buttons' }, button('Compare with…', compareWith)),
    ...changesOf(model, column),
    el('h3', {}, `Holds ${count(grants.length, 'scope')}`),
    nameList(grants.map((grant) => `${grant.scope}: ${heldWords(column, grant)}`)),
  ]
}

function heldWords({ kind, name }: Column, grant: Grant): string {
  if (kind === 'scope') return 'the scope itself'
  return kind === 'token' ? 'in the token' : grantWords(grant, name)
}

/** What a subject gained and lost since the older revision. */
export function changesOf({ data, routes }: Model, column: Column): HTMLElement[] {
  if (!data.older) return []
  const changed = (kind: number) =>
    routes.flatMap(({ name }, number) => (changeOf(column, number) === kind ? [name] : []))
  const lists = [
    ['Gained', changed(CHANGE.gain)],
    ['Lost', changed(CHANGE.loss)],
  ] as const
  const name = subjectText(column)
  if (lists.every(([, names]) => names.length === 0))
    return [el('p', {}, `Nothing changed for ${name} since ${data.older.name}.`)]
  return lists.flatMap(([title, names]) =>
    names.length === 0
      ? []
      : [
          el('h3', {}, `${title} since ${data.older?.name}: ${count(names.length, 'route')}`),
          nameList(names),
        ],
  )
}

function nameList(names: readonly string[]): HTMLElement {
  const more = names.length - MOST
  return el(
    'ul',
    { class: 'names' },
    ...names.slice(0, MOST).map((name) => el('li', {}, name)),
    more > 0 && el('li', { class: 'dim' }, `and ${more.toLocaleString('en')} more`),
  )
}
