import { type Column, type Columns, linkedAs } from './columns.js'
import type { Shown } from './filter.js'
import { HEAD, type Position, SIDE } from './grid-rows.js'
import type { Model } from './model.js'
import type { View } from './view.js'

/** A cell by its column and the number of its route; without one of them, the whole other one. */
export interface Explained {
  readonly column: Column | undefined
  readonly route: number | undefined
}

/** What an address refers to, or why it is not on the page. */
export type Linked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly explained: Explained }
  | { readonly kind: 'missing'; readonly title: string; readonly text: string }

export function linkedBy(view: View, model: Model, columns: Columns): Linked {
  const { route: name, name: subject, by } = view
  if (name === undefined && subject === undefined) return { kind: 'nothing' }
  const found = model.routes.findIndex((each) => each.name === name)
  const column = subject === undefined ? undefined : columns.find(by, subject)
  const hasRoute = name === undefined || found >= 0
  if (hasRoute && (subject === undefined || column))
    return { kind: 'found', explained: { column, route: name === undefined ? undefined : found } }
  return {
    kind: 'missing',
    title: `There is no ${hasRoute ? `${by} ${subject}` : `route ${name}`}`,
    text: 'The link may be for another revision of the catalog.',
  }
}

/** The message for a link to what a page of a part of the catalog leaves out. */
export function leftOut(view: View, { data }: Model, { route }: Explained): [string, string] {
  const isRoute = route !== undefined && data.routes?.includes(route) === false
  const name = isRoute ? view.route : `${view.by} ${view.name}`
  return [`${name} is not on this page`, 'The page was made for a part of the catalog.']
}

/** Undefined if the filters hide it. */
export function placeOf(
  { column, route }: Explained,
  { columns, routes }: Shown,
): Position | undefined {
  const at = {
    row: route === undefined ? HEAD : routes.indexOf(route),
    column: column ? columns.indexOf(column) : SIDE,
  }
  const isHidden = (route !== undefined && at.row < 0) || (column && at.column < 0)
  return isHidden ? undefined : at
}

/** The part of a view that says what is explained. */
export function linkOf(
  { column, route }: Explained,
  { by }: View,
  { routes }: Model,
): Pick<View, 'route' | 'name'> {
  const isLinked = column !== undefined && linkedAs(column) === by
  return {
    route: route === undefined ? undefined : routes[route]?.name,
    name: isLinked ? column.name : undefined,
  }
}
