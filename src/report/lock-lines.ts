import { type Change, isAccess } from '../core/diff/change.js'
import type { LockComparison } from '../core/lock/check.js'
import { type CountChange, type FactChange, isCount } from '../core/lock/fact-changes.js'
import { countText, nowText, wordsOf } from './change-words.js'
import type { Style } from './style.js'
import type { Cell } from './table.js'
import { plural } from './words/words.js'

/** The most rows shown of each kind: a lock of a hundred roles can differ in thousands of lines. */
const MOST = 100

/** `editor gains 1 route`: the first change that allows more. */
export function headline({ changes, facts, added, removed }: LockComparison): string {
  const [first] = changes
  const counts = facts.filter(isCount)
  // Entries with a line each are counted by line; a digest says only that they changed.
  if (!first && counts.length === facts.length && counts.length > 0)
    return `${counts.map(({ fact }) => fact).join(', ')} changed`
  if (!first) {
    const lines = [
      ...(added.length > 0 ? [`${plural(added.length, 'line')} added`] : []),
      ...(removed.length > 0 ? [`${plural(removed.length, 'line')} removed`] : []),
    ]
    return lines.join(', ')
  }
  // The first change may not be the worst one: with several kinds, the counts say more than one of them.
  if (changes.some(({ kind }) => kind !== first.kind)) return countText(changes)
  if (!isAccess(first)) return countText(changes.filter(({ kind }) => kind === first.kind))
  const { kind, who } = first
  const theirs = (change: Change): boolean =>
    isAccess(change) &&
    change.kind === kind &&
    change.who.name === who.name &&
    change.who.kind === who.kind
  const count = changes.filter(theirs).length
  return `${who.name} ${kind === 'gain' ? 'gains' : 'loses'} ${plural(count, 'route')}`
}

/** The access changes, those that allow more first. */
export function changeCells({ changes }: LockComparison, style: Style): Cell[][] {
  const rows = changes.slice(0, MOST).map((change): Cell[] => {
    const { who, route, why } = wordsOf(change)
    const [sign, fact] = SIGN[change.kind]
    const paint = sign === '-' ? style.dim : style.bad
    return [{ text: sign, paint }, fact, who, route, why]
  })
  return [...rows, ...moreRow(changes.length - rows.length)]
}

const SIGN: Readonly<Record<Change['kind'], readonly [string, string]>> = {
  gain: ['+', 'allow'],
  opened: ['+', 'opened'],
  weaker: ['+', 'weaker'],
  trust: ['~', 'trust'],
  claims: ['~', 'claim'],
  'new-route': ['+', 'route'],
  loss: ['-', 'allow'],
  stronger: ['-', 'stronger'],
  'gone-route': ['-', 'route'],
}

type FactRow = readonly [sign: string, ...cells: Cell[]]

/** The other lines: grants that caused the changes, or that do not allow any route yet. */
export function factCells(
  { facts, changes, added, removed, older }: LockComparison,
  style: Style,
): Cell[][] {
  const all = facts.flatMap((fact) => rowsOf(fact))
  // A lock that was edited by hand may differ in other ways; one from an earlier version lacks lines.
  const raw = older || all.length + changes.length > 0 ? [] : rawRows(added, removed)
  const rows = [...all.filter(([sign]) => sign === '+'), ...all.filter(([sign]) => sign !== '+')]
  const shown = [...rows, ...raw].slice(0, MOST)
  const painted = shown.map(([sign, ...cells]): Cell[] => [
    { text: sign, paint: sign === '+' ? style.bad : style.dim },
    ...cells,
  ])
  return [...painted, ...moreRow(rows.length + raw.length - shown.length)]
}

const rawRows = (added: readonly string[], removed: readonly string[]): FactRow[] => [
  ...added.map((line): FactRow => ['+', line]),
  ...removed.map((line): FactRow => ['-', line]),
]

const moreRow = (count: number): Cell[][] => (count > 0 ? [['…', `and ${count} more`]] : [])

/** With equal numbers, the digests differ. */
const countWords = ({ before, after }: CountChange): string =>
  before === after ? `changed (${before} before and now)` : `${before} before, ${after} now`

function rowsOf(change: FactChange): FactRow[] {
  switch (change.fact) {
    case 'route':
      // A new or removed route is already shown among the changes.
      return change.before === undefined || change.after === undefined
        ? []
        : [['~', 'route', change.name, nowText(change.before, change.after)]]
    case 'combo':
      return [[change.line === 'new' ? '+' : '-', 'combo', change.name, change.route]]
    case 'users':
    case 'clients':
    case 'combos':
    case 'claims':
      return [['~', change.fact, countWords(change)]]
    default: {
      const { fact, name, more, less, line } = change
      const verb = fact === 'scope' ? '=>' : 'has'
      const text = (names: readonly string[]): string => `${verb} ${names.join(' ') || '-'}`
      const rows: FactRow[] = []
      if (more.length > 0 || line === 'new') rows.push(['+', fact, name, text(more)])
      if (less.length > 0 || line === 'gone') rows.push(['-', fact, name, text(less)])
      return rows
    }
  }
}
