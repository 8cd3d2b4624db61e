import { type MatrixAnswer, numbersShown } from '../../core/matrix/answer.js'
import { escapeText } from '../escape.js'
import { type ListRow, listing } from '../listing.js'
import { needsText } from '../requirement-words.js'
import type { Style } from '../style.js'
import { table } from '../table.js'
import { largest, widthOf } from '../width.js'
import { outOf, plural } from '../words/words.js'
import { cellStatus, keyText, markOf, paintOf } from './cells.js'
import { type Group, groupsOf } from './groups.js'
import { blocksOf, byLetter, byName, type Head, MOST_NAMES, widthOfHeads } from './heads.js'

const INDENT = 2
const WIDE = 2
const NARROW = 1

/**
 * Routes as rows and subjects as columns, under their names if those fit; otherwise under letters with a legend above,
 * equal columns merged, and split into several tables if necessary.
 */
export function* matrixText(answer: MatrixAnswer, style: Style): Generator<string> {
  const { routes, columns } = answer
  if (routes.length === 0 || columns.length === 0) return
  const numbers = numbersShown(answer)
  const groups = groupsOf(routes, numbers)
  const lettered = byLetter(columns, numbers)
  const names = routeNames(routes, lettered, groups, style)
  const room = style.columns - INDENT - names.width
  const named = byName(columns, WIDE, room)
  const heads = named ?? lettered
  const gap = widthOfHeads(heads, WIDE) <= room ? WIDE : NARROW
  if (!named) yield legend(heads, style)
  for (const block of blocksOf(heads, gap, room)) {
    if (!named) yield '\n'
    yield `${' '.repeat(INDENT + names.width)}${block.map(({ label }) => ' '.repeat(gap) + style.bold(label)).join('')}\n`
    yield* rowsOf(block, groups, names, gap, style)
  }
  yield `\n${keyText(usedBy(lettered, answer), style)}\n${sumText(answer)}\n`
}

interface RouteNames {
  /** Width of the longest name that leaves room for columns; a longer name gets its own line. */
  readonly width: number
  /** The text for the route with this number. */
  readonly texts: ReadonlyMap<number, string>
  /** The groups whose paths are shortened: their prefix is printed once above them. */
  readonly headed: ReadonlySet<Group>
}

/** Whole paths if they leave enough room for the columns (half of the line, or lettered columns), otherwise without the group's prefix. */
function routeNames(
  routes: MatrixAnswer['routes'],
  letters: readonly Head[],
  groups: readonly Group[],
  style: Style,
): RouteNames {
  const methods = largest(routes.map(({ method }) => method.length))
  const lettered = style.columns - INDENT - widthOfHeads(letters, WIDE)
  const most = Math.max(Math.floor(style.columns / 2), lettered) - methods - 2
  const headed = new Set<Group>()
  const texts = new Map<number, string>()
  for (const group of groups) {
    const paths = group.numbers.map((number) => escapeText(routes[number]?.template ?? ''))
    const isLong = paths.some((path) => widthOf(path) > most)
    if (isLong) headed.add(group)
    const from = isLong ? escapeText(group.prefix).length : 0
    for (const [i, number] of group.numbers.entries()) {
      const path = `${isLong ? style.marks.cut : ''}${paths[i]?.slice(from) ?? ''}`
      const method = (routes[number]?.method ?? '').padEnd(methods)
      texts.set(number, `${method}  ${path}`)
    }
  }
  const widths = [...texts.values()].map(widthOf)
  const fitting = widths.filter((width) => width <= methods + 2 + most)
  return { width: largest(fitting), texts, headed }
}

function* rowsOf(
  heads: readonly Head[],
  groups: readonly Group[],
  { width, texts, headed }: RouteNames,
  gap: number,
  style: Style,
): Generator<string> {
  let before: Group | undefined
  for (const group of groups) {
    // No blank line between single routes.
    if (before && (before.numbers.length > 1 || group.numbers.length > 1)) yield '\n'
    before = group
    if (headed.has(group)) yield `${' '.repeat(INDENT)}${style.dim(escapeText(group.prefix))}\n`
    for (const number of group.numbers) {
      const name = texts.get(number) ?? ''
      const marks = heads.map(({ label, cells }) => {
        const mark = markOf(cells[number], style)
        const wide = widthOf(label)
        const left = Math.floor((wide - 1) / 2)
        return `${' '.repeat(gap + left)}${paintOf(cells[number], style)(mark)}${' '.repeat(wide - left - 1)}`
      })
      const room = width - widthOf(name)
      const padded =
        room < 0 ? `${name}\n${' '.repeat(INDENT + width)}` : `${name}${' '.repeat(room)}`
      yield `${' '.repeat(INDENT)}${padded}${marks.join('').trimEnd()}\n`
    }
  }
}

function legend(heads: readonly Head[], style: Style): string {
  const rows = heads.map(({ label, names, count }) => {
    const more = count - MOST_NAMES
    const shown = more > 1 ? [...names.slice(0, MOST_NAMES), `and ${more} more`] : names
    return [{ text: label, paint: style.bold }, shown]
  })
  return table(rows, { columns: style.columns, between: ', ' })
}

function usedBy(heads: readonly Head[], answer: MatrixAnswer): Set<number> {
  const used = new Set<number>()
  const numbers = numbersShown(answer)
  for (const { cells } of heads) for (const number of numbers) used.add(cells[number] ?? 0)
  return used
}

/** `2 of 8 routes, 1 undecided; 4 roles` */
export function sumText(answer: MatrixAnswer): string {
  const { by, routes, columns, summary } = answer
  const shown = numbersShown(answer)
  const undecided = shown.filter(
    (number) => routes[number]?.requirement.level === 'undecided',
  ).length
  const rest = undecided === 0 ? '' : `, ${undecided} undecided`
  const of = shown.length === routes.length ? '' : `${shown.length} of `
  return `${of}${plural(routes.length, 'route')}${rest}; ${plural((summary ?? columns).filter(({ kind }) => kind === by).length, by)}`
}

/** The first line says whether they differ; then where, with the route's requirement. */
export function compareText(
  { routes, columns, selected }: MatrixAnswer,
  differing: readonly number[],
  style: Style,
): string {
  const [a, b] = columns
  if (!a || !b) return ''
  const both = `${escapeText(a.name)} and ${escapeText(b.name)}`
  const { length } = selected ?? routes
  if (differing.length === 0) {
    return `${both} do not differ: ${plural(length, 'route')} compared\n`
  }
  const most = Math.floor(style.columns / 4)
  const names = [a, b].map(({ name }) => name)
  const isLong = names.some((name) => widthOf(escapeText(name)) > most)
  const heads = isLong ? ['A', 'B'] : names
  const rows: ListRow[] = differing.flatMap((number) => {
    const route = routes[number]
    if (!route) return []
    const marks = [a, b].map(({ cells }) => markOf(cells[number], style))
    return {
      head: [...marks, route.method, route.template],
      rest: [needsText(route.requirement)],
      paints: [a, b].map(({ cells }) => paintOf(cells[number], style)),
    }
  })
  const title: ListRow = {
    head: [...heads, '', ''],
    rest: ['needs'],
    paints: [style.dim, style.dim],
  }
  const used = new Set(differing.flatMap((number) => [a.cells[number] ?? 0, b.cells[number] ?? 0]))
  const only = (one: Uint8Array): number =>
    differing.filter((number) => cellStatus(one[number]) === 200).length
  return [
    `${both} differ on ${outOf(differing.length, length, 'route')}\n`,
    isLong ? table(names.map((name, i) => [heads[i] ?? '', name])) : '',
    ...listing([title, ...rows], style),
    `\n${keyText(used, style)}\n`,
    `only ${escapeText(a.name)}: ${only(a.cells)}, only ${escapeText(b.name)}: ${only(b.cells)}\n`,
  ].join('')
}
