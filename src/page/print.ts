import { needsText } from '../report/requirement-words.js'
import type { Column } from './columns.js'
import { changeOf } from './columns.js'
import { el } from './dom.js'
import type { Shown } from './filter.js'
import type { Model } from './model.js'
import { probedMark } from './probed.js'
import { count, signOf } from './words.js'

/** A page of paper has room for so many columns; more are printed as further tables. */
const COLUMNS = 24
/** Beyond this, a browser takes minutes to print, and nobody reads it. */
const MOST_CELLS = 60_000

/** Prints the filtered matrix as plain tables: the grid on the screen has only the visible part. */
export function printWhole(model: Model, shown: () => Shown): void {
  const whole = el('div', { class: 'print' })
  document.body.append(whole)
  window.addEventListener('beforeprint', () => whole.replaceChildren(...tables(model, shown())))
  window.addEventListener('afterprint', () => whole.replaceChildren())
}

function tables(model: Model, { columns, routes }: Shown): HTMLElement[] {
  const most = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, columns.length)))
  const printed = routes.slice(0, most)
  const left = routes.length - printed.length
  const parts: HTMLElement[] = []
  for (let first = 0; first === 0 || first < columns.length; first += COLUMNS)
    parts.push(table(model, columns.slice(first, first + COLUMNS), printed))
  if (left > 0) parts.push(el('p', {}, `${count(left, 'more route')} not printed: filter first`))
  return parts
}

function table(model: Model, columns: readonly Column[], routes: readonly number[]): HTMLElement {
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, 'Route'),
    ...columns.map(({ name }) =>
      el('th', { scope: 'col', class: 'upright' }, el('span', {}, name)),
    ),
  )
  const rows = routes.map((number) => {
    const requirement = model.now.requirements[number]
    return el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        model.routes[number]?.name,
        el('small', {}, requirement ? needsText(requirement) : 'no such route now'),
      ),
      ...columns.map((column) => {
        const { mark, css } = signOf(column.cells[number])
        const change = ['', '+', '\u2212'][changeOf(column, number)]
        const probed = probedMark(model, column, number)
        return el('td', { class: css }, `${mark}${change}${probed}`)
      }),
    )
  })
  return el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows))
}
