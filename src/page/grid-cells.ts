import { escapeText } from '../report/escape.js'
import { CHANGE, type Column, changeOf } from './columns.js'
import { el } from './dom.js'
import type { Model } from './model.js'
import { isDisputed, oddIn, probedMark } from './probed.js'
import { cellLabel, needsOf, signOf } from './words.js'

// Writing costs layout and painting, so what each element shows is recorded.

interface Answer {
  readonly column: Column
  readonly route: number
  readonly wide: boolean
  readonly css: string
  readonly text: string
}
const answers = new WeakMap<Element, Answer>()
const names = new WeakMap<Element, Column>()
const routes = new WeakMap<Element, number>()

/** Draws the answer of one cell: a mark, in wide cells with a word, and its name for a screen reader. */
export function paintCell(
  cell: HTMLElement,
  model: Model,
  column: Column,
  route: number,
  wide: boolean,
): void {
  const was = answers.get(cell)
  if (was?.column === column && was.route === route && was.wide === wide) return
  const { mark, word, css: state } = signOf(column.cells[route])
  const change = changeOf(column, route)
  const sign = change === CHANGE.gain ? '+' : change === CHANGE.loss ? '\u2212' : ''
  const suffix = `${sign}${probedMark(model, column, route)}`
  const disputed = isDisputed(model, column, route) ? ' disputed' : ''
  const css = `cell ${state}${disputed}${change === CHANGE.none ? '' : change === CHANGE.gain ? ' gain' : ' loss'}`
  const text = wide ? `${mark}${sign} ${word}${suffix.slice(sign.length)}` : `${mark}${suffix}`
  if (was?.css !== css) cell.className = css
  if (was?.text !== text) setText(cell, text)
  cell.setAttribute('aria-label', cellLabel(model, column, route))
  answers.set(cell, { column, route, wide, css, text })
}

/** Changes the text in place: a new text node is more work for the browser. */
function setText(element: Element, text: string): void {
  if (element.firstChild) element.firstChild.nodeValue = text
  else element.textContent = text
}

/** The name of a subject above its column. */
export function paintName(cell: HTMLElement, column: Column): void {
  if (names.get(cell) === column) return
  names.set(cell, column)
  const { name, kind, only, row } = column
  const marks = [only === 'new' && 'new', only === 'gone' && 'removed', row.disabled && 'disabled']
  const notes = marks.filter((each) => each !== false)
  const text = escapeText(name)
  const title = `${kind} ${text}${notes.length > 0 ? `, ${notes.join(', ')}` : ''}`
  cell.className = `cell name kind-${kind}${only ? ` ${only}` : ''}${row.disabled ? ' disabled' : ''}`
  cell.title = kind === 'anonymous' || kind === 'everyone' || kind === 'token' ? text : title
  cell.replaceChildren(el('span', {}, name))
  cell.setAttribute('aria-label', cell.title)
}

/** What a route's own change is called in its row. */
const CHANGED = {
  opened: 'opened',
  weaker: 'weaker',
  stronger: 'stronger',
  'new-route': 'new',
  'gone-route': 'removed',
} as const

/** How many characters at the end of a path are never cut off: routes mostly differ there. */
const TAIL = 22

const routeParts = (): HTMLElement[] => [
  el('span'),
  el('span', { class: 'path' }, el('span', { class: 'start' }), el('span', { class: 'end' })),
  el('span'),
  el('span', { class: 'needs' }),
]

function set(element: Element | undefined, text: string, css?: string): void {
  if (!element) return
  const escaped = escapeText(text)
  if (element.textContent !== escaped) setText(element, escaped)
  if (css !== undefined && element.className !== css) element.className = css
}

/** The method, the path and what the route needs, before its row. */
export function paintRoute(cell: HTMLElement, model: Model, number: number): void {
  const { now, changed } = model
  const route = model.routes[number]
  if (!route || routes.get(cell) === number) return
  routes.set(cell, number)
  const { method, template, name, description } = route
  const requirement = now.requirements[number]
  const needs = requirement ? needsOf(requirement) : 'no such route now'
  const change = changed.get(number)
  const cut = template.length > TAIL + 8 ? template.length - TAIL : template.length
  // Its elements are used again: making them is most of the work of scrolling.
  if (cell.children.length === 0) cell.append(...routeParts())
  const [verb, path, tag, need] = cell.children
  const [start, end] = path?.children ?? []
  set(verb, method, `method m-${/^[A-Z]+$/.test(method) ? method : 'OTHER'}`)
  set(start, template.slice(0, cut))
  set(end, template.slice(cut))
  const odd = oddIn(model, number) > 0 ? '\u2260 probed' : ''
  const tags = [change === undefined ? '' : CHANGED[change], odd].filter(Boolean).join(' ')
  set(tag, tags, tags === '' ? '' : `tag ${change ?? 'disputed'}`)
  set(need, needs)
  cell.title = [escapeText(name), escapeText(description), `needs ${needs}`]
    .filter(Boolean)
    .join('\n')
  const told = `${change === undefined ? '' : `, ${CHANGED[change]}`}${odd ? ', a request was answered otherwise' : ''}`
  cell.setAttribute('aria-label', `${escapeText(name)}, needs ${needs}${told}`)
}
