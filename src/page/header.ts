import { CHANGE, Columns, changeOf } from './columns.js'
import { button, el, field } from './dom.js'
import { type Model, STATE } from './model.js'
import { probedNotice } from './probed-panel.js'
import type { DecisionFilter } from './view.js'
import { count, SIGNS, STATUS } from './words.js'

const THEMES = ['system', 'light', 'dark'] as const
type ThemeName = (typeof THEMES)[number]

type Filter = (decision: DecisionFilter) => void

/** What the page is about, what it is compared with, and the theme. */
export function header(model: Model, filter: Filter): HTMLElement {
  const { data, now } = model
  const theme = el('select', {}, ...THEMES.map((name) => el('option', { value: name }, name)))
  theme.addEventListener('input', () => setTheme(theme.value as ThemeName))
  const { users, clients } = now.users
  const parts = [
    count(now.catalog.routes.length, 'route'),
    count(now.catalog.scopes.size, 'scope'),
    count(now.catalog.roles.size, 'role'),
    users.size > 0 && count(users.size, 'user'),
    clients.size > 0 && count(clients.size, 'client'),
  ].filter((part) => part !== false)
  const part = `Only a part: made with ${data.filters.join(' ')}`
  return el(
    'header',
    {},
    el(
      'div',
      { class: 'title' },
      el('h1', {}, 'Access: ', el('code', {}, data.catalog)),
      el('p', { class: 'dim' }, parts.join(', ')),
      field('Theme', theme),
    ),
    data.filters.length > 0 && el('p', { class: 'notice' }, part),
    ...overlay(model, filter),
    ...probedNotice(model, () => filter('disputed')),
  )
}

function setTheme(theme: ThemeName): void {
  document.documentElement.dataset['theme'] = theme
}

/** The number of changes of each kind among roles, each of which shows its routes. */
function overlay(model: Model, filter: Filter): HTMLElement[] {
  const { older } = model.data
  if (!older) return []
  const { roles, routes: part } = model.data
  const columns = new Columns(model).of('role').filter(({ name }) => roles?.includes(name) ?? true)
  const numbers = part ?? [...model.routes.keys()]
  const cells = (kind: number): number =>
    columns.reduce(
      (sum, column) => sum + numbers.filter((number) => changeOf(column, number) === kind).length,
      0,
    )
  const [gains, losses] = [cells(CHANGE.gain), cells(CHANGE.loss)]
  const kinds = ['opened', 'weaker', 'stronger', 'new-route', 'gone-route'] as const
  const names = { 'new-route': 'new', 'gone-route': 'removed' } as const
  const routes = kinds.flatMap((kind) => {
    const number = [...model.changed.values()].filter((each) => each === kind).length
    const name = kind === 'new-route' || kind === 'gone-route' ? names[kind] : kind
    return number === 0 ? [] : [`${number.toLocaleString('en')} ${name}`]
  })
  return [
    el(
      'p',
      { class: 'notice compared' },
      `Compared with ${older.name}, roles × routes: `,
      button(`+ ${count(gains, 'cell')} gained`, () => filter('gain'), { class: 'gain' }),
      button(`\u2212 ${count(losses, 'cell')} lost`, () => filter('loss'), {
        class: 'loss',
      }),
      button('all changes', () => filter('changed')),
      routes.length > 0 && `routes: ${routes.join(', ')}`,
    ),
  ]
}

/** What the marks mean. */
export function legend({ data }: Model): HTMLElement {
  const states = [STATE.allow, STATE.forbidden, STATE.unauthorized, STATE.undecided]
  const change = data.older
    ? [
        el('li', {}, el('span', { class: 'key gain' }, '+'), 'gained'),
        el('li', {}, el('span', { class: 'key loss' }, '\u2212'), 'lost'),
      ]
    : []
  return el(
    'ul',
    { class: 'legend', 'aria-label': 'Marks' },
    ...states.map((state) =>
      el(
        'li',
        {},
        el('span', { class: `key ${SIGNS[state].css}` }, SIGNS[state].mark),
        STATUS[state],
      ),
    ),
    ...change,
    ...(data.probed
      ? [
          el('li', {}, el('span', { class: 'key' }, '='), 'as probed'),
          el('li', {}, el('span', { class: 'key disputed' }, '\u2260'), 'probed otherwise'),
        ]
      : []),
  )
}
