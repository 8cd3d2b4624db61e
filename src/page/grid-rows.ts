import { el } from './dom.js'
import type { Shown } from './filter.js'
import { paintCell, paintName, paintRoute } from './grid-cells.js'
import type { Measures } from './measures.js'
import type { Model } from './model.js'

/** The numbers of a shown route and a shown column; HEAD is the row of the names, SIDE the column of the routes. */
export interface Position {
  readonly row: number
  readonly column: number
}
export const HEAD = -1
export const SIDE = -1

interface Sight {
  readonly rows: readonly [number, number]
  readonly columns: readonly [number, number]
}

/** A drawn row: its first element is the name of the route, or the corner; the others are by number of the column. */
interface Line {
  readonly element: HTMLElement
  readonly side: HTMLElement
  readonly cells: Map<number, HTMLElement>
  readonly free: HTMLElement[]
  /** The routes, columns or sizes have changed since it was drawn. */
  stale: boolean
}

/** The elements of the grid: the visible and the active ones, so that the focus is never lost by scrolling. */
export class GridRows {
  #selected: Position | undefined
  readonly #model: Model
  readonly #parent: HTMLElement
  readonly #lines = new Map<number, Line>()
  readonly #free: Line[] = []
  readonly #positions = new WeakMap<Element, Position>()
  #focusable: HTMLElement | undefined
  #marked: HTMLElement | undefined

  constructor(model: Model, parent: HTMLElement) {
    this.#model = model
    this.#parent = parent
  }

  /** There are other routes, columns or sizes: the next draw changes the elements that show something else now. */
  invalidate(): void {
    for (const line of this.#lines.values()) line.stale = true
  }

  draw(shown: Shown, sizes: Measures, active: Position, sight: Sight): void {
    const rows = numbers(sight.rows, HEAD, active.row)
    const columns = numbers(sight.columns, active.column)
    for (const [number, line] of this.#lines) {
      if (rows.has(number)) continue
      this.#lines.delete(number)
      this.#free.push(line)
    }
    for (const number of rows) this.#drawLine(number, shown, sizes, columns)
    for (const { element } of this.#free) element.hidden = true
    this.#mark(active)
  }

  /** Marks the cell that the panel explains. */
  select(at: Position | undefined): void {
    this.#selected = at
    this.#marked?.removeAttribute('aria-selected')
    this.#marked = at && this.find(at)
    this.#marked?.setAttribute('aria-selected', 'true')
  }

  find({ row, column }: Position): HTMLElement | undefined {
    const line = this.#lines.get(row)
    return column === SIDE ? line?.side : line?.cells.get(column)
  }

  positionOf(target: EventTarget | null): Position | undefined {
    const cell = target instanceof Element ? target.closest('[data-cell]') : null
    return cell ? this.#positions.get(cell) : undefined
  }

  #drawLine(row: number, shown: Shown, sizes: Measures, columns: ReadonlySet<number>): void {
    const known = this.#lines.get(row)
    const line = known ?? this.#newLine(row)
    // A line that showed another row until now: its cells are used again.
    const isOther = !known || known.stale
    if (isOther) this.#paintLine(line, row, shown, sizes)
    for (const [column, cell] of line.cells) {
      if (columns.has(column)) {
        if (isOther) this.#paint(cell, { row, column }, shown, sizes)
        continue
      }
      line.cells.delete(column)
      line.free.push(cell)
    }
    for (const column of columns) {
      if (column >= 0 && !line.cells.has(column)) this.#place(line, { row, column }, shown, sizes)
    }
    for (const cell of line.free) cell.hidden = true
  }

  #newLine(row: number): Line {
    const line = (row === HEAD ? undefined : this.#free.shift()) ?? makeLine(row === HEAD)
    this.#lines.set(row, line)
    line.element.hidden = false
    line.element.setAttribute('aria-rowindex', String(row + 2))
    this.#positions.set(line.side, { row, column: SIDE })
    if (line.element.parentNode !== this.#parent) this.#parent.append(line.element)
    return line
  }

  #paintLine(line: Line, row: number, shown: Shown, sizes: Measures): void {
    line.stale = false
    if (row === HEAD) return
    line.element.style.transform = `translateY(${sizes.head + row * sizes.row}px)`
    line.element.classList.toggle('odd', row % 2 === 1)
    paintRoute(line.side, this.#model, shown.routes[row] ?? 0)
  }

  #place(line: Line, at: Position, shown: Shown, sizes: Measures): void {
    const cell = line.free.shift() ?? makeCell(at.row === HEAD ? 'columnheader' : 'gridcell')
    cell.hidden = false
    cell.setAttribute('aria-colindex', String(at.column + 2))
    line.cells.set(at.column, cell)
    this.#paint(cell, at, shown, sizes)
    if (cell.parentNode === null) line.element.append(cell)
  }

  #paint(cell: HTMLElement, at: Position, shown: Shown, sizes: Measures): void {
    const { row, column } = at
    const subject = shown.columns[column]
    if (!subject) return
    cell.style.left = `${sizes.side + column * sizes.column}px`
    this.#positions.set(cell, at)
    if (row === HEAD) paintName(cell, subject)
    else paintCell(cell, this.#model, subject, shown.routes[row] ?? 0, sizes.wide)
  }

  #mark(active: Position): void {
    this.#focusable?.setAttribute('tabindex', '-1')
    this.#focusable = this.find(active)
    this.#focusable?.setAttribute('tabindex', '0')
    this.select(this.#selected)
  }
}

function numbers([first, end]: readonly [number, number], ...more: number[]): Set<number> {
  const all = new Set(more.filter((number) => number >= HEAD))
  for (let number = first; number < end; number++) all.add(number)
  return all
}

function makeLine(isHead: boolean): Line {
  const side = makeCell(isHead ? 'columnheader' : 'rowheader')
  side.classList.add('side')
  side.setAttribute('aria-colindex', '1')
  const element = el('div', { role: 'row', class: isHead ? 'row head' : 'row' }, side)
  if (isHead) side.textContent = 'Route'
  return { element, side, cells: new Map(), free: [], stale: false }
}

const makeCell = (role: string): HTMLElement =>
  el('div', { role, tabindex: -1, class: 'cell', 'data-cell': true })
