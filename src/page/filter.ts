import type { Requirement, Route } from '../core/catalog/model.js'
import { writtenAlternatives } from '../core/catalog/requirement.js'
import { templateContains } from '../core/catalog/route-template.js'
import { matchesGlob } from '../core/glob.js'
import { rolesOf } from '../core/users/held-roles.js'
import { CHANGE, type Column, type Columns, changeOf, linkedAs } from './columns.js'
import { type Model, STATE } from './model.js'
import { isDisputed, oddIn } from './probed.js'
import type { DecisionFilter, View } from './view.js'

/** What a view shows: columns, and routes by number. */
export interface Shown {
  readonly columns: readonly Column[]
  readonly routes: readonly number[]
}

/** @param pinned columns that are always shown, first */
export function shownIn(
  model: Model,
  all: Columns,
  view: View,
  pinned: readonly Column[] = [],
): Shown {
  const columns = [...pinned, ...columnsIn(model, all, view)]
  const routes = routesIn(model, view)
  const { decision } = view
  const isChange = decision === 'gain' || decision === 'loss' || decision === 'changed'
  const isMissing = (isChange && !model.older) || (decision === 'disputed' && !model.data.probed)
  const compared = decision === 'differs' ? comparedIn(columns, all, view) : columns
  const test = decision && !isMissing ? decisionTest(model, decision, compared) : undefined
  const passing = test
    ? routes.filter((route) => test(route) || (decision === 'changed' && model.changed.has(route)))
    : routes
  return { columns, routes: passing }
}

/** Only the rows of the view differ or not: a picked user and a token are beside them. */
function comparedIn(columns: readonly Column[], all: Columns, { by, compare }: View): Column[] {
  const [a, b] = (compare ?? []).map((name) => all.find(by, name))
  if (a && b) return [a, b]
  return columns.filter((column) => linkedAs(column) === by)
}

function columnsIn(model: Model, all: Columns, { by, role, compare, me }: View): Column[] {
  const own = me === '' ? undefined : all.find('user', me)
  const first = own ? [own] : []
  const rest = (columns: readonly Column[]) => columns.filter((column) => column !== own)
  if (compare) {
    const [a, b] = compare.map((name) => all.find(by, name))
    if (a && b) return [...first, ...rest([a, b])]
  }
  const limit = by === 'role' && model.data.roles ? new Set(model.data.roles) : undefined
  const passes = textTest(role)
  const has = (column: Column): boolean =>
    passes(column.name) || rolesIn(model, column).some((name) => passes(name))
  return [
    ...first,
    ...rest(all.of(by).filter((each) => (!limit || limit.has(each.name)) && has(each))),
  ]
}

function rolesIn({ now }: Model, { row: { subject } }: Column): readonly string[] {
  if (subject.kind === 'client') return subject.client.roles
  if (subject.kind !== 'user') return []
  return rolesOf(now.catalog, subject.user).map(({ role }) => role.name)
}

function routesIn(model: Model, { path, method, scope }: View): readonly number[] {
  const { routes, data } = model
  const numbers = data.routes ?? [...routes.keys()]
  const ofMethod = (route: Route): boolean => method === '' || route.method === method
  const ofScope = scope === '' ? undefined : scopeTest(model, scope)
  const rest = numbers.filter((number) => {
    const route = routes[number]
    return route && ofMethod(route) && (!ofScope || ofScope(number))
  })
  if (path === '') return rest
  const byText = rest.filter(nameTest(model, path))
  if (byText.length > 0) return byText
  const [, verb, target = path] = /^([A-Z]+) +(\/.*)$/.exec(path) ?? []
  return rest.filter((number) => {
    const route = routes[number]
    if (!route || (verb !== undefined && route.method !== verb)) return false
    return matchesGlob(path, route.template) || contains(route, target)
  })
}

/** Thousands of templates take long to parse: most differ in what is before their first parameter. */
function contains(route: Route, path: string): boolean {
  const { template } = route
  if (!path.startsWith('/')) return false
  const fixed = template.slice(0, Math.max(0, template.indexOf('{')))
  const isEscaped = `${fixed}${path}`.includes('%')
  return (isEscaped || path.startsWith(fixed)) && templateContains(route.pattern, path)
}

const lowerNames = new WeakMap<Model, readonly string[]>()

/** Whether the name of a route has a text in it, or matches a glob. */
function nameTest(model: Model, text: string): (route: number) => boolean {
  const { routes } = model
  if (text.includes('*')) return (route) => matchesGlob(text, routes[route]?.name ?? '')
  const names = lowerNames.get(model) ?? routes.map(({ name }) => name.toLowerCase())
  lowerNames.set(model, names)
  const lower = text.toLowerCase()
  return (route) => names[route]?.includes(lower) === true
}

/** Whether the requirement of a route, now or before, mentions a scope that matches. */
function scopeTest({ now, older }: Model, text: string): (route: number) => boolean {
  const matches = textTest(text)
  const known = new Map<Requirement | undefined, boolean>([[undefined, false]])
  const mentions = (requirement: Requirement | undefined): boolean => {
    const found =
      known.get(requirement) ??
      (requirement !== undefined &&
        writtenAlternatives(requirement).some(({ scopes }) => scopes.some((name) => matches(name))))
    known.set(requirement, found)
    return found
  }
  return (route) => mentions(now.requirements[route]) || mentions(older?.requirements[route])
}

/** A glob if it has a `*`, otherwise a part of the text in any case. */
function textTest(text: string): (candidate: string) => boolean {
  if (text === '') return () => true
  if (text.includes('*')) return (candidate) => matchesGlob(text, candidate)
  const lower = text.toLowerCase()
  return (candidate) => candidate.toLowerCase().includes(lower)
}

/** Whether one of the columns has such an answer; columns that share their answers are asked once. */
function decisionTest(
  model: Model,
  decision: DecisionFilter,
  columns: readonly Column[],
): (route: number) => boolean {
  const distinct = distinctIn(columns)
  const hasChange = (route: number, kinds: readonly number[]): boolean =>
    distinct.some((column) => kinds.includes(changeOf(column, route)))
  switch (decision) {
    case 'disputed':
      return (route) =>
        oddIn(model, route) > 0 || columns.some((column) => isDisputed(model, column, route))
    case 'differs':
      return (route) => distinct.some(({ cells }) => cells[route] !== distinct[0]?.cells[route])
    case 'gain':
    case 'loss':
      return (route) => hasChange(route, [CHANGE[decision]])
    case 'changed':
      return (route) => hasChange(route, [CHANGE.gain, CHANGE.loss])
    default:
      return (route) => distinct.some(({ cells }) => cells[route] === STATE[decision])
  }
}

function distinctIn(columns: readonly Column[]): Column[] {
  const known = new Map<Uint8Array, Set<Uint8Array | undefined>>()
  return columns.filter(({ cells, before }) => {
    const seen = known.get(cells) ?? new Set()
    known.set(cells, seen)
    if (seen.has(before)) return false
    seen.add(before)
    return true
  })
}
