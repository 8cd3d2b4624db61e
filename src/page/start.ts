import type { PageData } from '../core/matrix/page-data.js'
import { modelOf, rowsFor } from './model.js'
import { tokenBox } from './token/box.js'

/** Reads the data in the page and shows it. */
export function start(): void {
  const text = document.getElementById('data')?.textContent ?? ''
  const model = modelOf(JSON.parse(text) as PageData)
  const app = document.getElementById('app')
  if (!app) return
  const rows = rowsFor(model.now, model.data.by)
  const grid = document.createElement('p')
  grid.textContent = `${model.routes.length} routes, ${rows.length} rows: ${rows.map(({ name }) => name).join(', ')}`
  app.append(
    grid,
    tokenBox(model, () => {}),
  )
}
