import { escapeText } from '../report/escape.js'
import { type Column, Columns, linkedAs } from './columns.js'
import { button, el } from './dom.js'
import { type Shown, shownIn } from './filter.js'
import { Grid } from './grid.js'
import { HEAD, type Position, SIDE } from './grid-rows.js'
import { header, legend, type ThemeName } from './header.js'
import type { Model } from './model.js'
import { cellPanel } from './panel.js'
import { changesOf, routePanel, subjectPanel } from './panel-names.js'
import { printWhole } from './print.js'
import { tokenBox } from './token/box.js'
import { tokenColumn } from './token/column.js'
import { Toolbar } from './toolbar.js'
import { linkTo, NO_FILTER, readLink, type View } from './view.js'
import { countOf, KIND_NAMES } from './words.js'

/** A cell by its column and the number of its route; without one of them, the whole other one. */
interface Explained {
  readonly column: Column | undefined
  readonly route: number | undefined
}

/** The page: what is shown is one View, which is also the address; every control changes the View and nothing else. */
export class App {
  readonly #model: Model
  readonly #columns: Columns
  readonly #usual: View
  #view: View
  #shown: Shown = { columns: [], routes: [] }
  /** The pasted token, if there is one. */
  #token: Column | undefined
  /** What the details are about. */
  #explained: Explained | undefined
  readonly #grid: Grid
  readonly #toolbar: Toolbar
  readonly #status = el('p', { class: 'status', role: 'status' })
  readonly #panel = el('aside', { class: 'panel', 'aria-label': 'Details', hidden: true })

  constructor(model: Model, parent: HTMLElement) {
    this.#model = model
    this.#columns = new Columns(model)
    const { by, compare } = model.data
    this.#usual = { ...NO_FILTER, by, compare, me: '', route: undefined, name: undefined }
    this.#view = readLink(window.location.hash, this.#usual)
    this.#grid = new Grid(model, { choose: (at) => this.#choose(at) })
    this.#toolbar = new Toolbar(model, (part) => this.#change(part))
    parent.replaceChildren(
      header(model, { filter: (decision) => this.#change({ decision }), theme: setTheme }),
      el(
        'details',
        { class: 'filters', open: window.innerWidth > 700 },
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
      el('main', {}, this.#grid.element, this.#panel),
    )
    window.addEventListener('hashchange', () => {
      this.#view = readLink(window.location.hash, this.#usual)
      this.#show()
      this.#openLinked()
    })
    document.addEventListener('keydown', (event) => this.#key(event))
    printWhole(model, () => this.#shown)
    this.#show()
    this.#openLinked()
  }

  #change(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part }
    this.#show()
    this.#remember()
    if (part.me !== undefined && part.me !== '') this.#showMe(part.me)
  }

  /** Writes the view into the address, without an entry in the history for each typed letter. */
  #remember(): void {
    const link = linkTo(this.#view, this.#usual.by)
    window.history.replaceState(
      null,
      '',
      link === '' ? `${window.location.pathname}${window.location.search}` : link,
    )
  }

  #show(): void {
    const { by } = this.#view
    const pinned = this.#token ? [this.#token] : []
    this.#shown = shownIn(this.#model, this.#columns, this.#view, pinned)
    this.#grid.show(this.#shown)
    this.#grid.select(this.#explained && this.#placeOf(this.#explained))
    const all = this.#columns.of(by)
    this.#toolbar.show(this.#view, all)
    const { routes, columns } = this.#shown
    const total = this.#model.data.routes?.length ?? this.#model.routes.length
    const own = columns.filter((column) => linkedAs(column) === by).length
    const rows = countOf(own, all.length, ...one(by))
    const unknown = (this.#view.compare ?? []).filter((name) => !this.#columns.find(by, name))
    const told = unknown.length > 0 ? `. There is no ${by} ${escapeText(unknown.join(', '))}` : ''
    this.#status.textContent = `${countOf(routes.length, total, 'route')}, ${rows}${told}`
  }

  /** Opens what the address refers to; filters that would hide it are dropped. */
  #openLinked(): void {
    const { route: name, name: subject, by } = this.#view
    if (name === undefined && subject === undefined) {
      this.#close()
      return
    }
    const found = this.#model.routes.findIndex((each) => each.name === name)
    const column = subject === undefined ? undefined : this.#columns.find(by, subject)
    if ((name !== undefined && found < 0) || (subject !== undefined && !column)) {
      const missing = name !== undefined && found < 0 ? `route ${name}` : `${by} ${subject}`
      this.#openMissing(
        `There is no ${missing}`,
        'The link may be for another revision of the catalog.',
      )
      return
    }
    const linked = { column, route: name === undefined ? undefined : found }
    if (!this.#placeOf(linked)) {
      this.#view = { ...this.#view, ...NO_FILTER, compare: undefined }
      this.#show()
    }
    const at = this.#placeOf(linked)
    if (at) {
      this.#grid.goTo(at, true)
      this.#explain(linked)
      return
    }
    const { routes } = this.#model.data
    const isRoute = name !== undefined && routes?.includes(found) === false
    const part = 'The page was made for a part of the catalog.'
    this.#openMissing(`${isRoute ? name : `${by} ${subject}`} is not on this page`, part)
  }

  /** Details of a token that was replaced or has expired are no longer true. */
  #explainToken(): void {
    if (this.#explained?.column?.kind !== 'token') return
    if (this.#token) this.#explain({ ...this.#explained, column: this.#token })
    else this.#close()
  }

  #openMissing(title: string, text: string): void {
    this.#explained = undefined
    this.#grid.select(undefined)
    this.#open([el('h2', { tabindex: -1 }, title), el('p', {}, text)])
  }

  /** Undefined if the filters hide it. */
  #placeOf({ column, route }: Explained): Position | undefined {
    const at = {
      row: route === undefined ? HEAD : this.#shown.routes.indexOf(route),
      column: column ? this.#shown.columns.indexOf(column) : SIDE,
    }
    const isHidden = (route !== undefined && at.row < 0) || (column && at.column < 0)
    return isHidden ? undefined : at
  }

  #choose({ row, column: number }: Position): void {
    const chosen = { column: this.#shown.columns[number], route: this.#shown.routes[row] }
    const { column, route } = chosen
    if (!column && route === undefined) return
    this.#explain(chosen)
    const isLinked = column !== undefined && linkedAs(column) === this.#view.by
    this.#view = {
      ...this.#view,
      route: route === undefined ? undefined : this.#model.routes[route]?.name,
      name: isLinked ? column.name : undefined,
    }
    this.#remember()
  }

  #explain(explained: Explained): void {
    const { column, route } = explained
    this.#explained = explained
    if (route === undefined) {
      if (column)
        this.#open(subjectPanel(this.#model, column, () => this.#toolbar.startCompare(column.name)))
    } else
      this.#open(
        column
          ? cellPanel(this.#model, column, route)
          : routePanel(this.#model, this.#shown.columns, route),
      )
    this.#grid.select(this.#placeOf(explained))
  }

  #showMe(name: string): void {
    const own = this.#columns.find('user', name)
    if (!own || !this.#model.older) return
    this.#explained = { column: own, route: undefined }
    this.#open([
      el('h2', { tabindex: -1 }, `What changed for ${name}`),
      ...changesOf(this.#model, own),
    ])
    this.#grid.select(this.#placeOf(this.#explained))
  }

  #open(content: readonly HTMLElement[]): void {
    const close = button('Close', () => this.#close(), {
      class: 'close',
      'aria-label': 'Close the details',
    })
    this.#panel.replaceChildren(close, ...content)
    this.#panel.hidden = false
    this.#panel.scrollTop = 0
  }

  #close(): void {
    if (this.#panel.hidden) return
    const hadFocus = this.#panel.contains(document.activeElement)
    this.#panel.hidden = true
    this.#explained = undefined
    this.#grid.select(undefined)
    this.#view = { ...this.#view, route: undefined, name: undefined }
    this.#remember()
    if (hadFocus) this.#grid.goTo(this.#grid.active, true)
  }

  #key(event: KeyboardEvent): void {
    const { target, key } = event
    const typing =
      target instanceof HTMLInputElement ||
      target instanceof HTMLSelectElement ||
      target instanceof HTMLTextAreaElement
    if (key === 'Escape' && !typing) this.#close()
    if (key === '/' && !typing) {
      event.preventDefault()
      this.#toolbar.focus()
    }
  }
}

const one = (by: View['by']): [string, string] => [...KIND_NAMES[by]] as [string, string]

function setTheme(theme: ThemeName): void {
  document.documentElement.dataset['theme'] = theme
}
