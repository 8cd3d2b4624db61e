import type { Requirement } from '../core/catalog/model.js'
import type { RowKind } from '../core/matrix/rows.js'
import { escapeText } from '../report/escape.js'
import { needsText } from '../report/requirement-words.js'
import { type Column, changeOf } from './columns.js'
import { type Model, STATE } from './model.js'
import { probedLabel } from './probed.js'

/** The mark and the name of each state: never colour alone. */
export const SIGNS = {
  [STATE.undecided]: { mark: '?', word: 'undecided', css: 'undecided' },
  [STATE.allow]: { mark: '\u2713', word: 'allowed', css: 'allow' },
  [STATE.unauthorized]: { mark: '\u2013', word: 'no token', css: 'unauthorized' },
  [STATE.forbidden]: { mark: '\u2717', word: 'refused', css: 'forbidden' },
  [STATE.absent]: { mark: ' ', word: 'no such route', css: 'absent' },
} as const

export const signOf = (state: number | undefined) =>
  SIGNS[(state ?? STATE.undecided) as keyof typeof SIGNS] ?? SIGNS[STATE.undecided]

export const STATUS: Readonly<Record<number, string>> = {
  [STATE.allow]: 'allow',
  [STATE.unauthorized]: 'deny 401',
  [STATE.forbidden]: 'deny 403',
  [STATE.undecided]: 'undecided',
  [STATE.absent]: 'no such route',
}

const texts = new WeakMap<Requirement, string>()

/** What a route needs, on one line; made once, since thousands of routes share a few requirements. */
export function needsOf(requirement: Requirement): string {
  const known = texts.get(requirement) ?? needsText(requirement)
  texts.set(requirement, known)
  return known
}

const CHANGE_WORD = ['', ', gained', ', lost'] as const

/** `alice, GET /items/: refused, needs write`: what a screen reader says about a cell. */
export function cellLabel(model: Model, column: Column, route: number): string {
  const { routes, now } = model
  const state = column.cells[route]
  const requirement = now.requirements[route]
  const needs = state === STATE.forbidden && requirement ? `, needs ${needsOf(requirement)}` : ''
  const change = CHANGE_WORD[changeOf(column, route)]
  const name = escapeText(`${column.name}, ${routes[route]?.name}`)
  return `${name}: ${signOf(state).word}${needs}${change}${probedLabel(model, column, route)}`
}

export const KIND_NAMES: Readonly<Record<RowKind, readonly [one: string, many: string]>> = {
  role: ['role', 'roles'],
  user: ['user', 'users'],
  client: ['client', 'clients'],
  scope: ['scope', 'scopes'],
}

/** `1,204 routes`, `1 route`, `no route`. */
export function count(number: number, one: string, many = `${one}s`): string {
  if (number === 0) return `no ${one}`
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** `12 of 10,864 routes`, or all of them. */
export const countOf = (number: number, all: number, one: string, many?: string): string =>
  number === all
    ? count(all, one, many)
    : `${number.toLocaleString('en')} of ${count(all, one, many)}`
