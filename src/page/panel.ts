import type { Repair } from '../core/decision/repairs.js'
import { grantingWords, grantWords, lineOf } from '../report/grant-words.js'
import { needsText, outsideText, together } from '../report/requirement-words.js'
import { type Column, linkedAs } from './columns.js'
import { commandFor, copyButton } from './copy.js'
import { el } from './dom.js'
import { type Model, STATE } from './model.js'
import { probedPanel } from './probed-panel.js'
import { linkToCell } from './view.js'
import { type Why, whyOf } from './why.js'
import { count, STATUS, signOf } from './words.js'

/** Why one cell is as it is: the decision, the grants, what is missing and the narrowest changes that would allow it. */
export function cellPanel(model: Model, column: Column, number: number): HTMLElement[] {
  const why = whyOf(model, column, number)
  if (!why) return []
  const { route, state } = why
  const { mark, css } = signOf(state)
  return [
    el('h2', { tabindex: -1 }, route.name),
    el(
      'p',
      { class: 'verdict' },
      el('span', { class: `badge ${css}` }, `${mark} ${STATUS[state]}`.trim()),
      ` for ${subjectText(column)}`,
    ),
    ...changeOfCell(model, column, why),
    el('dl', {}, ...facts(model, column, why)),
    ...alternatives(model, column, why),
    ...repairs(why),
    ...probedPanel(model, column, number),
    el(
      'p',
      { class: 'buttons' },
      ...linkButton(column, route.name),
      ...commandButton(model, column, number),
    ),
  ]
}

export const subjectText = ({ kind, name }: Pick<Column, 'kind' | 'name'>): string =>
  kind === 'anonymous'
    ? 'anonymous: no token'
    : kind === 'everyone'
      ? 'everyone: any user'
      : kind === 'token'
        ? name
        : `${kind} ${name}`

function linkButton(column: Column, route: string): HTMLElement[] {
  const kind = linkedAs(column)
  if (!kind) return []
  const link = (): string => {
    const { href } = window.location
    return `${href.replace(/#.*/s, '')}${linkToCell(kind, route, column.name)}`
  }
  return [copyButton('Copy link', link)]
}

function commandButton(model: Model, column: Column, number: number): HTMLElement[] {
  const command = commandFor(model, column, number)
  return command === undefined ? [] : [copyButton('Copy command', () => command, command)]
}

function changeOfCell({ data, changed, routes }: Model, column: Column, why: Why): HTMLElement[] {
  const { older } = data
  if (!older) return []
  const before = STATUS[why.before ?? STATE.absent]
  const is = STATUS[why.state]
  const kind = changed.get(routes.indexOf(why.route))
  const lines = [
    column.only === 'new' && `not in ${older.name}`,
    column.only === 'gone' && `removed since ${older.name}`,
    before === is ? `same as in ${older.name}` : `${before} in ${older.name}, now ${is}`,
    kind !== undefined && `the route itself: ${kind.replace('-', ' ')}`,
    neededBefore(why),
  ]
  return [
    el('ul', { class: 'change' }, ...lines.map((line) => line !== false && el('li', {}, line))),
  ]
}

function neededBefore({ needed, needs }: Why): string | false {
  if (!needed || !needs || needsText(needed) === needsText(needs)) return false
  return `needed ${needsText(needed)} before`
}

function facts({ now }: Model, { row }: Column, why: Why): HTMLElement[] {
  const { route, needs, missing, roles, state } = why
  const given = needs && outsideText(needs)
  return [
    ...fact('needs', needs ? needsText(needs) : 'there is no such route now'),
    ...(route.description ? fact('about', route.description) : []),
    ...(row.disabled ? fact('subject', 'disabled: treated as anonymous') : []),
    ...(missing ? fact('missing', together(missing.scopes)) : []),
    ...(roles.length > 0
      ? fact('held by', roles.map((each) => grantingWords(now.catalog, each)).join(', '))
      : []),
    ...(state === STATE.forbidden && given ? fact('or else', given) : []),
    ...(route.at ? fact('written in', lineOf(route.at)) : []),
  ]
}

export const fact = (label: string, value: string): HTMLElement[] => [
  el('dt', {}, label),
  el('dd', {}, value),
]

function alternatives({ now }: Model, column: Column, why: Why): HTMLElement[] {
  if (why.alternatives.length === 0) return []
  const { kind, name } = column
  const owner = kind === 'scope' ? null : name
  const part = ({
    name: scope,
    isScope,
    grant,
  }: (typeof why.alternatives)[number]['parts'][number]) => {
    const at =
      grant?.via === 'role' ? now.catalog.roles.get(grant.from ?? grant.role ?? '')?.at : undefined
    const by = grant
      ? kind === 'scope'
        ? 'the scope itself'
        : kind === 'token'
          ? 'in the token'
          : `${grantWords(grant, owner)}${at ? ` (${lineOf(at)})` : ''}`
      : isScope
        ? 'not held'
        : 'outside this catalog'
    const { mark } = signOf(grant ? STATE.allow : isScope ? STATE.forbidden : STATE.undecided)
    return el(
      'li',
      { class: grant ? 'held' : 'lacking' },
      el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      el('code', {}, scope),
      el('span', { class: 'dim' }, ` ${by}`),
    )
  }
  return [
    el('h3', {}, why.alternatives.length > 1 ? 'One of these is enough' : 'Scopes'),
    ...why.alternatives.map(({ parts, holds }) =>
      el('ul', { class: holds ? 'way holds' : 'way' }, ...parts.map(part)),
    ),
  ]
}

function repairs({ repairs: found, moreRepairs, state }: Why): HTMLElement[] {
  if (state !== STATE.forbidden || found.length === 0) return []
  return [
    el('h3', {}, 'To allow it, narrowest change first'),
    el('ol', { class: 'repairs' }, ...found.map(repairItem)),
    ...(moreRepairs > 0
      ? [el('p', { class: 'dim' }, `and ${count(moreRepairs, 'wider change')}`)]
      : []),
  ]
}

function repairItem({ change, at, scopes, routes, users, of, clients }: Repair): HTMLElement {
  const what =
    change.kind === 'role-to-subject'
      ? `role ${change.role} for ${change.name}`
      : `${together(change.scopes)} for ${change.kind === 'scopes-to-role' ? `role ${change.role}` : change.name}`
  const reach = [
    `${count(scopes, 'more scope')}`,
    `${count(routes, 'more route')}`,
    ...(change.kind === 'scopes-to-role' ? [`${users} of ${count(of, 'user')}`] : []),
    ...(clients > 0 && change.kind === 'scopes-to-role' ? [count(clients, 'client')] : []),
  ]
  return el(
    'li',
    {},
    what,
    el('span', { class: 'dim' }, ` ${reach.join(', ')}${at ? ` (${lineOf(at)})` : ''}`),
  )
}
