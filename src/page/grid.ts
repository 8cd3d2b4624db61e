import { el } from './dom.js'
import type { Shown } from './filter.js'
import { GridRows, HEAD, type Position, SIDE } from './grid-rows.js'
import { inSight, type Measures, measures } from './measures.js'
import type { Model } from './model.js'

export interface GridEvents {
  /** A cell, the name of a route or the name of a subject was chosen. */
  choose(at: Position): void
}

type Scrolled = Pick<HTMLElement, 'scrollTop' | 'scrollLeft' | 'clientHeight' | 'clientWidth'>

/**
 * The matrix as an ARIA grid. Only the visible part is drawn, and elements are reused, so its size does not matter.
 * One cell is in the tab order; the arrow keys move it (roving tabindex).
 */
export class Grid {
  readonly element = el('div', { class: 'grid', role: 'grid', 'aria-label': 'Access matrix' })
  readonly #sizer = el('div', { class: 'sizer', role: 'none' })
  readonly #rows: GridRows
  #shown: Shown = { columns: [], routes: [] }
  #measures: Measures = measures(1000, [], 0)
  /** The longest path of all routes, so that the columns stay where they are while somebody filters. */
  readonly #longest: number
  #active: Position = { row: 0, column: 0 }
  #asked = false
  readonly #events: GridEvents
  #selected: Position | undefined

  constructor(model: Model, events: GridEvents) {
    this.#events = events
    this.#rows = new GridRows(model, this.#sizer)
    const numbers = model.data.routes ?? [...model.routes.keys()]
    this.#longest = numbers.reduce(
      (most, number) => Math.max(most, model.routes[number]?.template.length ?? 0),
      0,
    )
    this.element.append(this.#sizer)
    this.element.addEventListener('scroll', () => this.#later(), { passive: true })
    this.element.addEventListener('keydown', (event) => this.#key(event))
    this.element.addEventListener('click', (event) => this.#click(event))
    new ResizeObserver(() => this.#resize()).observe(this.element)
  }

  get active(): Position {
    return this.#active
  }

  show(shown: Shown): void {
    this.#shown = shown
    this.element.setAttribute('aria-rowcount', String(shown.routes.length + 1))
    this.element.setAttribute('aria-colcount', String(shown.columns.length + 1))
    this.#active = this.#within(this.#active)
    this.#layOut()
  }

  /** Moves to a cell and scrolls it into view; focuses it if asked to. */
  goTo(at: Position, focus: boolean): void {
    this.#active = this.#within(at)
    this.#scrollTo(this.#active)
    this.#draw()
    if (focus) this.#rows.find(this.#active)?.focus({ preventScroll: true })
  }

  /** Marks the cell that the panel explains. */
  select(at: Position | undefined): void {
    this.#selected = at
    this.#rows.select(at)
  }

  #within({ row, column }: Position): Position {
    const { routes, columns } = this.#shown
    return {
      row: Math.max(HEAD, Math.min(row, routes.length - 1)),
      column: Math.max(SIDE, Math.min(column, columns.length - 1)),
    }
  }

  #resize(): void {
    this.#layOut()
    // The panel may cover the cell that it explains.
    if (!this.#selected) return
    this.#scrollTo(this.#active)
    this.#draw()
  }

  /** Draws everything that is different. It reads first and then writes, so that the browser computes one layout. */
  #layOut(): void {
    const { routes, columns } = this.#shown
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.element
    const hadFocus = this.element.contains(document.activeElement)
    const names = columns.map(({ name }) => name)
    const sizes = measures(clientWidth, names, this.#longest)
    const width = sizes.side + columns.length * sizes.column
    const height = sizes.head + routes.length * sizes.row
    this.#measures = sizes
    this.#sizer.style.width = `${width}px`
    this.#sizer.style.height = `${height}px`
    const { row, column, side, head } = sizes
    for (const [name, value] of Object.entries({ row, column, side, head }))
      this.#setSize(`--${name}`, `${value}px`)
    this.element.classList.toggle('wide', sizes.wide)
    this.#rows.invalidate()
    // A smaller matrix is scrolled less far.
    this.#drawAt({
      scrollTop: Math.max(0, Math.min(scrollTop, height - clientHeight)),
      scrollLeft: Math.max(0, Math.min(scrollLeft, width - clientWidth)),
      ...{ clientWidth, clientHeight },
    })
    // The focused element may show another cell now.
    if (hadFocus) this.#rows.find(this.#active)?.focus({ preventScroll: true })
  }

  #setSize(name: string, value: string): void {
    const { style } = this.#sizer
    if (style.getPropertyValue(name) !== value) style.setProperty(name, value)
  }

  #later(): void {
    if (this.#asked) return
    this.#asked = true
    requestAnimationFrame(() => this.#draw())
  }

  #draw(): void {
    this.#asked = false
    this.#drawAt(this.element)
  }

  #drawAt({ scrollTop, scrollLeft, clientHeight, clientWidth }: Scrolled): void {
    const { row, column, side, head } = this.#measures
    const { routes, columns } = this.#shown
    this.#rows.draw(this.#shown, this.#measures, this.#active, {
      rows: inSight(scrollTop, clientHeight - head, row, routes.length, 3),
      columns: inSight(scrollLeft, clientWidth - side, column, columns.length, 1),
    })
  }

  #scrollTo({ row, column }: Position): void {
    const { row: height, column: width, side, head } = this.#measures
    const grid = this.element
    if (row >= 0) {
      const top = row * height
      const room = grid.clientHeight - head - height
      if (top < grid.scrollTop) grid.scrollTop = top
      else if (top > grid.scrollTop + room) grid.scrollTop = top - Math.max(0, room)
    }
    if (column >= 0) {
      const left = column * width
      const room = grid.clientWidth - side - width
      if (left < grid.scrollLeft) grid.scrollLeft = left
      else if (left > grid.scrollLeft + room) grid.scrollLeft = left - Math.max(0, room)
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      this.#events.choose(this.#active)
      return
    }
    const to = this.#target(event.key, event.ctrlKey)
    if (!to) return
    event.preventDefault()
    this.goTo(to, true)
  }

  #target(key: string, ctrl: boolean): Position | undefined {
    const { row, column } = this.#active
    const page = Math.max(
      1,
      Math.floor((this.element.clientHeight - this.#measures.head) / this.#measures.row) - 1,
    )
    const last = { row: this.#shown.routes.length - 1, column: this.#shown.columns.length - 1 }
    switch (key) {
      case 'ArrowUp':
        return { row: ctrl ? 0 : row - 1, column }
      case 'ArrowDown':
        return { row: ctrl ? last.row : row + 1, column }
      case 'ArrowLeft':
        return { row, column: ctrl ? SIDE : column - 1 }
      case 'ArrowRight':
        return { row, column: ctrl ? last.column : column + 1 }
      case 'Home':
        return ctrl ? { row: 0, column: SIDE } : { row, column: SIDE }
      case 'End':
        return ctrl ? last : { row, column: last.column }
      case 'PageUp':
        return { row: Math.max(0, row - page), column }
      case 'PageDown':
        return { row: row + page, column }
      default:
        return undefined
    }
  }

  #click(event: MouseEvent): void {
    const at = this.#rows.positionOf(event.target)
    if (!at) return
    this.goTo(at, true)
    this.#events.choose(at)
  }
}
