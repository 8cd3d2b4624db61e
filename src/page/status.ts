import { escapeText } from '../report/escape.js'
import { type Columns, linkedAs } from './columns.js'
import type { Shown } from './filter.js'
import type { Model } from './model.js'
import type { View } from './view.js'
import { countOf, KIND_NAMES } from './words.js'

/** How much is shown: `1 of 6 routes, 5 roles`; and names of a comparison that do not exist. */
export function statusText(model: Model, all: Columns, view: View, shown: Shown): string {
  const { by, compare } = view
  const total = model.data.routes?.length ?? model.routes.length
  const own = shown.columns.filter((column) => linkedAs(column) === by).length
  const [one, many] = KIND_NAMES[by]
  const rows = countOf(own, all.of(by).length, one, many)
  const unknown = (compare ?? []).filter((name) => !all.find(by, name))
  const told = unknown.length > 0 ? `. There is no ${by} ${escapeText(unknown.join(', '))}` : ''
  return `${countOf(shown.routes.length, total, 'route')}, ${rows}${told}`
}
