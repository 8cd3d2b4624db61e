import type { PageData } from '../core/matrix/page-data.js'
import { App } from './app.js'
import { modelOf } from './model.js'

/** Reads the data in the page and shows it. */
export function start(): void {
  const text = document.getElementById('data')?.textContent ?? ''
  const parent = document.getElementById('app')
  if (parent) new App(modelOf(JSON.parse(text) as PageData), parent)
}
