import { Address } from './address.js'
import { type Column, Columns } from './columns.js'
import { Details } from './details.js'
import { el } from './dom.js'
import { type Explained, leftOut, linkedBy, linkOf, placeOf } from './explained.js'
import { type Shown, shownIn } from './filter.js'
import { Grid } from './grid.js'
import type { Position } from './grid-rows.js'
import { header, legend } from './header.js'
import type { Model } from './model.js'
import { printWhole } from './print.js'
import { listenForKeys } from './shortcuts.js'
import { statusText } from './status.js'
import { tokenBox } from './token/box.js'
import { tokenColumn } from './token/column.js'
import { Toolbar } from './toolbar.js'
import { NO_FILTER, type View } from './view.js'

/** The page: what is shown is one View, which is also the address; every control changes the View and nothing else. */
export class App {
  readonly #model: Model
  readonly #columns: Columns
  readonly #address: Address
  #view: View
  #shown: Shown = { columns: [], routes: [] }
  /** The pasted token, if there is one. */
  #token: Column | undefined
  readonly #grid: Grid
  readonly #toolbar: Toolbar
  readonly #status = el('p', { class: 'status', role: 'status' })
  readonly #details: Details

  constructor(model: Model, parent: HTMLElement) {
    this.#model = model
    this.#columns = new Columns(model)
    const { by, compare } = model.data
    const usual = { ...NO_FILTER, by, compare, me: '', route: undefined, name: undefined }
    this.#address = new Address(usual, (view, how) => {
      this.#view = view
      this.#show({ keepTyped: false })
      this.#openLinked(how === 'followed')
    })
    this.#view = this.#address.view()
    this.#grid = new Grid(model, { choose: (at) => this.#choose(at) })
    this.#toolbar = new Toolbar(model, {
      change: (part, typedIn) => this.#change(part, typedIn),
      finish: () => this.#address.finish(),
    })
    this.#details = new Details(model, {
      close: () => this.#close(),
      compare: (name) => this.#toolbar.startCompare(name),
    })
    parent.replaceChildren(...this.#parts())
    listenForKeys({ close: () => this.#close(), search: () => this.#toolbar.focus() })
    printWhole(model, () => this.#shown)
    this.#show()
    this.#openLinked(true)
  }

  #parts(): HTMLElement[] {
    const model = this.#model
    const isWide = window.innerWidth > 700
    return [
      header(model, (decision) => this.#change({ decision })),
      el(
        'details',
        { class: 'filters', open: isWide },
        el('summary', {}, 'Filters'),
        this.#toolbar.element,
      ),
      el(
        'details',
        { class: 'filters' },
        el('summary', {}, 'Check a token'),
        tokenBox(model, (row) => {
          this.#token = row && tokenColumn(model, row)
          this.#show()
          this.#explainToken()
        }),
      ),
      el('section', { class: 'under', 'aria-label': 'Shown' }, this.#status, legend(model)),
      el('main', {}, this.#grid.element, this.#details.element),
    ]
  }

  #change(part: Partial<View>, typedIn?: string): void {
    this.#view = { ...this.#view, ...part }
    this.#show()
    this.#address.add(this.#view, typedIn)
    if (part.me !== undefined && part.me !== '') this.#showMe(part.me)
  }

  #show({ keepTyped }: { readonly keepTyped: boolean } = { keepTyped: true }): void {
    const pinned = this.#token ? [this.#token] : []
    this.#shown = shownIn(this.#model, this.#columns, this.#view, pinned)
    this.#grid.show(this.#shown)
    this.#select()
    this.#toolbar.show(this.#view, this.#columns.of(this.#view.by), keepTyped)
    this.#status.textContent = statusText(this.#model, this.#columns, this.#view, this.#shown)
  }

  /** Marks what the details are about, unless the filters hide it. */
  #select(): void {
    const { explained } = this.#details
    this.#grid.select(explained && placeOf(explained, this.#shown))
  }

  /**
   * Opens what the address refers to.
   * @param isFollowed a link was followed, so that filters which would hide it are dropped, and it gets the focus
   */
  #openLinked(isFollowed: boolean): void {
    const linked = linkedBy(this.#view, this.#model, this.#columns)
    if (linked.kind === 'nothing') this.#close()
    else if (linked.kind === 'missing') this.#say(linked.title, linked.text)
    else if (isFollowed) this.#goTo(linked.explained)
    else this.#explain(linked.explained)
  }

  #goTo(explained: Explained): void {
    if (!placeOf(explained, this.#shown)) {
      this.#view = { ...this.#view, ...NO_FILTER, compare: undefined }
      this.#show()
      this.#address.correct(this.#view)
    }
    const at = placeOf(explained, this.#shown)
    if (at) {
      this.#grid.goTo(at, true)
      this.#explain(explained)
    } else this.#say(...leftOut(this.#view, this.#model, explained))
  }

  /** Details of a token that was replaced or has expired are no longer true. */
  #explainToken(): void {
    const { explained } = this.#details
    if (explained?.column?.kind !== 'token') return
    if (this.#token) this.#explain({ ...explained, column: this.#token })
    else this.#close()
  }

  #choose({ row, column: number }: Position): void {
    const chosen = { column: this.#shown.columns[number], route: this.#shown.routes[row] }
    if (!chosen.column && chosen.route === undefined) return
    this.#explain(chosen)
    this.#view = { ...this.#view, ...linkOf(chosen, this.#view, this.#model) }
    this.#address.correct(this.#view)
  }

  #explain(explained: Explained): void {
    this.#details.explain(explained, this.#shown.columns)
    this.#select()
  }

  #showMe(name: string): void {
    const own = this.#columns.find('user', name)
    if (!own || !this.#model.older) return
    this.#details.explainChanges(own)
    this.#select()
  }

  #say(title: string, text: string): void {
    this.#details.say(title, text)
    this.#select()
  }

  #close(): void {
    if (!this.#details.isOpen) return
    const { hasFocus } = this.#details
    this.#details.close()
    this.#select()
    this.#view = { ...this.#view, route: undefined, name: undefined }
    this.#address.correct(this.#view)
    if (hasFocus) this.#grid.goTo(this.#grid.active, true)
  }
}
