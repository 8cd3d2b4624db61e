import { evidence, relationOf } from '../core/access-page/observed.js'
import type { PackedAnswer } from '../core/matrix/page-probed.js'
import { together } from '../report/requirement-words.js'
import type { Column } from './columns.js'
import { Columns } from './columns.js'
import { button, el } from './dom.js'
import type { Model } from './model.js'
import { isDisputed, oddIn, PROBED_WORD, probedOf, probedRow } from './probed.js'
import { count, countOf } from './words.js'

const MOST = 6

/** What the probe saw about a cell, with the requests that say so. */
export function probedPanel(model: Model, column: Column, route: number): HTMLElement[] {
  const { probed } = model.data
  if (!probed) return []
  const title = el('h3', {}, `Probed: ${probed.url}`)
  const seen = probed.routes.find(([number]) => number === route)
  const word = PROBED_WORD[probedOf(model, column)?.[route] ?? 0]
  const row = probedRow(model, column)
  const relations = probed.sets.map((set) => relationOf(set, row.held))
  const answers = (seen?.[1] ?? []).filter((each) => evidence(each, row, relations) !== undefined)
  const verdict = isDisputed(model, column, route)
    ? el('strong', { class: 'badge disputed' }, `\u2260 the server: ${word}`)
    : el('span', {}, word === undefined ? 'no request says anything about this' : `= ${word}`)
  return [
    title,
    el('p', {}, verdict),
    el('ul', {}, ...answers.slice(0, MOST).map((each) => el('li', {}, answerText(model, each)))),
    ...oddPanel(model, route),
  ]
}

/** The requests of a route that got another answer than the catalog asks for. */
export function oddPanel(model: Model, route: number): HTMLElement[] {
  const [, seen = [], defective = 0] =
    model.data.probed?.routes.find(([number]) => number === route) ?? []
  const odd = seen.filter((each) => each[4] === 1)
  if (odd.length + defective === 0) return []
  return [
    el('h3', {}, '\u2260 Not as the catalog says'),
    el(
      'ul',
      {},
      ...odd.slice(0, MOST).map((each) => el('li', {}, answerText(model, each))),
      odd.length > MOST && el('li', { class: 'dim' }, `and ${odd.length - MOST} more`),
      defective > 0 && el('li', {}, `${count(defective, 'token')} with a defect got in`),
    ),
  ]
}

function answerText({ data, now }: Model, [set, more, who, status]: PackedAnswer): string {
  const names = [...now.catalog.scopes.keys()]
  const scopes = (data.probed?.sets[set ?? -1] ?? []).map((number) => names[number] ?? '')
  const held = scopes.length > 0 ? together(scopes) : 'no scopes'
  const got = status === null ? 'no answer' : String(status)
  if (set === null) return `no token: ${got}`
  return `${who ?? 'a token'} with ${held}${more === 1 && who === null ? ' and others' : ''}: ${got}`
}

/** How much was probed, and what disagrees. */
export function probedNotice(model: Model, showDisputed: () => void): HTMLElement[] {
  const { probed } = model.data
  if (!probed) return []
  const columns = new Columns(model).of(model.data.by)
  const disputed = columns.reduce(
    (sum, column) =>
      sum + probed.routes.filter(([route]) => isDisputed(model, column, route)).length,
    0,
  )
  const odd = probed.routes.filter(([route]) => oddIn(model, route) > 0).length
  const told = [disputed > 0 && count(disputed, 'cell'), odd > 0 && count(odd, 'route')].filter(
    (each) => each !== false,
  )
  return [
    el(
      'p',
      { class: 'notice compared' },
      `Probed ${probed.url}: ${countOf(probed.routes.length, model.routes.length, 'route')}. `,
      told.length > 0
        ? button(`\u2260 not as the catalog says: ${told.join(', ')}`, showDisputed, {
            class: 'disputed',
          })
        : 'No recorded answer contradicts the catalog.',
    ),
  ]
}
