import { disagrees, OBSERVED, observe, oddAnswers } from '../core/access-page/observed.js'
import type { Column } from './columns.js'
import type { Model } from './model.js'

const known = new WeakMap<Column, Uint8Array>()
const numbers = new WeakMap<Model, ReadonlyMap<string, number>>()

/** What the recorded probe saw of each route for a column; undefined without a record. Computed when it is first shown. */
export function probedOf(model: Model, column: Column): Uint8Array | undefined {
  const { probed } = model.data
  if (!probed) return undefined
  const found = known.get(column)
  if (found) return found
  const made = observe(probed, probedRow(model, column), model.routes.length)
  known.set(column, made)
  return made
}

/** How evidence is compared with a column: by its scopes, and by its name for a token that was supplied for it. */
export function probedRow(model: Model, { id, row }: Column) {
  const scopes = numbers.get(model) ?? numbersOf(model)
  numbers.set(model, scopes)
  const held = row.grants && new Set([...row.grants].flatMap((name) => scopes.get(name) ?? []))
  return { held, who: id }
}

const numbersOf = ({ now }: Model): ReadonlyMap<string, number> =>
  new Map([...now.catalog.scopes.keys()].map((name, i) => [name, i]))

/** Whether the server did something else than the catalog says. */
export const isDisputed = (model: Model, column: Column, route: number): boolean =>
  disagrees(column.cells[route] ?? 0, probedOf(model, column)?.[route] ?? OBSERVED.unclear)

const odd = new WeakMap<Model, ReadonlyMap<number, number>>()

/** How many requests of a route got another answer than the catalog asks for, even if no row of the page holds their scopes. */
export function oddIn(model: Model, route: number): number {
  const found =
    odd.get(model) ??
    new Map(model.data.probed?.routes.map((seen) => [seen[0], oddAnswers(seen)] as const))
  odd.set(model, found)
  return found.get(route) ?? 0
}

/** After the mark of a cell: the server agrees, or does not; nothing if the probe does not say. */
export function probedMark(model: Model, column: Column, route: number): string {
  const observed = probedOf(model, column)?.[route] ?? OBSERVED.unclear
  if (observed === OBSERVED.unclear) return ''
  return isDisputed(model, column, route) ? ' \u2260' : ' ='
}

export const PROBED_WORD: Readonly<Record<number, string>> = {
  [OBSERVED.allowed]: 'allowed',
  [OBSERVED.refused]: 'refused',
  [OBSERVED.mixed]: 'sometimes allowed',
}

/** What a screen reader adds to a cell. */
export function probedLabel(model: Model, column: Column, route: number): string {
  const word = PROBED_WORD[probedOf(model, column)?.[route] ?? OBSERVED.unclear]
  if (word === undefined) return ''
  return isDisputed(model, column, route) ? `, but the probed server: ${word}` : ', as probed'
}
