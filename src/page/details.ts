import type { Column } from './columns.js'
import { button, el } from './dom.js'
import type { Explained } from './explained.js'
import type { Model } from './model.js'
import { cellPanel } from './panel.js'
import { changesOf, routePanel, subjectPanel } from './panel-names.js'

interface Acts {
  close(): void
  /** Starts a comparison with this row. */
  compare(name: string): void
}

/** The panel with the details of a cell, a route or a subject. */
export class Details {
  readonly element = el('aside', { class: 'panel', 'aria-label': 'Details', hidden: true })
  readonly #model: Model
  readonly #acts: Acts
  #explained: Explained | undefined

  constructor(model: Model, acts: Acts) {
    this.#model = model
    this.#acts = acts
  }

  /** What the panel is about; undefined if it is closed, or shows a message. */
  get explained(): Explained | undefined {
    return this.#explained
  }

  get isOpen(): boolean {
    return !this.element.hidden
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement)
  }

  /** @param columns those that are shown, for the list of who may call a route */
  explain(explained: Explained, columns: readonly Column[]): void {
    const { column, route } = explained
    if (route !== undefined) {
      const content = column
        ? cellPanel(this.#model, column, route)
        : routePanel(this.#model, columns, route)
      this.#open(content, explained)
    } else if (column) {
      const compare = () => this.#acts.compare(column.name)
      this.#open(subjectPanel(this.#model, column, compare), explained)
    }
  }

  /** What changed for a user since the older revision. */
  explainChanges(user: Column): void {
    const title = el('h2', { tabindex: -1 }, `What changed for ${user.name}`)
    this.#open([title, ...changesOf(this.#model, user)], { column: user, route: undefined })
  }

  say(title: string, text: string): void {
    this.#open([el('h2', { tabindex: -1 }, title), el('p', {}, text)], undefined)
  }

  close(): void {
    this.element.hidden = true
    this.#explained = undefined
  }

  #open(content: readonly HTMLElement[], explained: Explained | undefined): void {
    this.#explained = explained
    const close = button('Close', () => this.#acts.close(), {
      class: 'close',
      'aria-label': 'Close the details',
    })
    this.element.replaceChildren(close, ...content)
    this.element.hidden = false
    this.element.scrollTop = 0
  }
}
