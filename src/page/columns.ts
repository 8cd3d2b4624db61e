import type { Row, RowKind } from '../core/matrix/rows.js'
import { type Model, rowsFor, STATE } from './model.js'

/** A subject of the page, whose answers are a column of the grid. */
export interface Column {
  /** `role:editor`: what a link to it says. */
  readonly id: string
  readonly kind: Row['kind'] | 'token'
  readonly name: string
  readonly row: Row
  /** The answer for each route of the page. */
  readonly cells: Uint8Array
  /** The answers of the older side, if there is one. */
  readonly before: Uint8Array | undefined
  /** Whether only one of the sides has the subject. */
  readonly only: 'new' | 'gone' | undefined
}

export const CHANGE = { none: 0, gain: 1, loss: 2 } as const

/** How the answer for a route changed; one that is not allowed on either side did not change. */
export function changeOf({ cells, before }: Column, route: number): 0 | 1 | 2 {
  if (!before) return CHANGE.none
  const [was, is] = [before[route] === STATE.allow, cells[route] === STATE.allow]
  if (was === is) return CHANGE.none
  return is ? CHANGE.gain : CHANGE.loss
}

/** The columns of each kind, made once. */
export class Columns {
  readonly #model: Model
  readonly #known = new Map<RowKind, readonly Column[]>()

  constructor(model: Model) {
    this.#model = model
  }

  of(kind: RowKind): readonly Column[] {
    const known = this.#known.get(kind) ?? this.#make(kind)
    this.#known.set(kind, known)
    return known
  }

  /** The subject that a link refers to. */
  find(kind: RowKind, name: string): Column | undefined {
    return this.of(kind).find((column) => column.name === name)
  }

  #make(kind: RowKind): Column[] {
    const { now, older } = this.#model
    const rows = rowsFor(now, kind)
    if (!older) return rows.map((row) => column(row, now.cells(row), undefined, undefined))
    const before = new Map(rowsFor(older, kind).map((row) => [row.name, row]))
    const names = new Set(rows.map(({ name }) => name))
    const [nobodyNow, nobodyBefore] = [this.#nobody('now', kind), this.#nobody('older', kind)]
    const present = rows.map((row) => {
      const was = before.get(row.name)
      const cells = now.cells(row)
      return column(row, cells, was ? older.cells(was) : nobodyBefore, was ? undefined : 'new')
    })
    const gone = [...before.values()]
      .filter(({ name }) => !names.has(name))
      .map((row) => column(row, nobodyNow ?? older.cells(row), older.cells(row), 'gone'))
    return [...present, ...gone]
  }

  /**
   * The answers of a side that does not have the subject, as in diff: anyone who gets a new role was a user before;
   * a user, client or scope that does not exist is nobody.
   */
  #nobody(side: 'now' | 'older', kind: RowKind): Uint8Array | undefined {
    const its = this.#model[side]
    if (!its) return undefined
    const name = kind === 'role' ? 'everyone' : 'anonymous'
    const row = rowsFor(its, 'role').find((each) => each.name === name)
    return row && its.cells(row)
  }
}

const column = (
  row: Row,
  cells: Uint8Array,
  before: Uint8Array | undefined,
  only: Column['only'],
): Column => {
  const { kind, name } = row
  return { id: `${linkKind(kind)}:${name}`, kind, name, row, cells, before, only }
}

/** `anonymous` and `everyone` are rows of the matrix of roles. */
const linkKind = (kind: Row['kind']): RowKind =>
  kind === 'anonymous' || kind === 'everyone' ? 'role' : kind

/** The kind in links to a column; undefined for a pasted token, which is on this page only. */
export const linkedAs = ({ kind }: Column): RowKind | undefined =>
  kind === 'token' ? undefined : linkKind(kind)
