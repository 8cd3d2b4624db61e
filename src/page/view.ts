import { ROW_KINDS, type RowKind } from '../core/matrix/rows.js'

export const DECISIONS = [
  'allow',
  'forbidden',
  'unauthorized',
  'undecided',
  'differs',
  'gain',
  'loss',
  'changed',
  'disputed',
] as const
export type DecisionFilter = (typeof DECISIONS)[number]

/** What is shown. All of it is in the address, so that a link shows the same. */
export interface View {
  readonly by: RowKind
  /** A part of the method and path, a glob, or a path that a template covers. */
  readonly path: string
  readonly method: string
  readonly scope: string
  /** A part of the name of a row, or of a role that it has; or a glob. */
  readonly role: string
  readonly decision: DecisionFilter | ''
  /** The names of two rows to compare. */
  readonly compare: readonly [string, string] | undefined
  /** A user whose column is always shown. */
  readonly me: string
  /** The selected cell: the names of a route and a row. */
  readonly route: string | undefined
  readonly name: string | undefined
}

export const NO_FILTER = { path: '', method: '', scope: '', role: '', decision: '' } as const

/** Reads `#route=…&role=…` and the filters; what an address does not say is as in `otherwise`. */
export function readLink(hash: string, otherwise: View): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const kind = ROW_KINDS.find((each) => said.has(each))
  const by = kind ?? ROW_KINDS.find((each) => each === said.get('by')) ?? otherwise.by
  const [a, b] = [said.get('compare'), said.get('with')]
  return {
    by,
    path: said.get('path') ?? '',
    method: said.get('method') ?? '',
    scope: said.get('needs') ?? '',
    role: said.get('rows') ?? '',
    decision: DECISIONS.find((each) => each === said.get('decision')) ?? '',
    compare: a !== null && b !== null ? [a, b] : otherwise.compare,
    me: said.get('me') ?? '',
    route: said.get('route') ?? undefined,
    name: kind && (said.get(kind) ?? undefined),
  }
}

/** The address of a view. The selected cell comes first: it is what a reviewer looks for. */
export function linkTo(view: View, usual: RowKind): string {
  const said = new URLSearchParams()
  if (view.route !== undefined) said.set('route', view.route)
  if (view.name !== undefined) said.set(view.by, view.name)
  else if (view.by !== usual) said.set('by', view.by)
  if (view.path) said.set('path', view.path)
  if (view.method) said.set('method', view.method)
  if (view.scope) said.set('needs', view.scope)
  if (view.role) said.set('rows', view.role)
  if (view.decision) said.set('decision', view.decision)
  if (view.compare) {
    said.set('compare', view.compare[0])
    said.set('with', view.compare[1])
  }
  if (view.me) said.set('me', view.me)
  const text = said.toString().replaceAll('+', '%20')
  return text === '' ? '' : `#${text}`
}

/** The address of one cell, without filters, which could hide it. */
export const linkToCell = (by: RowKind, route: string, name: string): string =>
  `#${new URLSearchParams([
    ['route', route],
    [by, name],
  ])
    .toString()
    .replaceAll('+', '%20')}`
