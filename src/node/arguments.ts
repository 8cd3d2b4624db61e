import type { Catalog } from '../core/catalog/model.js'
import { askNeed, askRoute, type Question } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import type { LibraryProblems } from '../core/problems/library.js'
import { findSubject } from '../core/subject/find.js'
import type { Subject } from '../core/subject/model.js'
import type { Rejected, Verified } from '../core/token/model.js'
import type { Users } from '../core/users/model.js'

// Callers may bypass the compiler. An argument that is ignored would change the question, and a test that expects a denial
// would pass unnoticed.

type Bag = Readonly<Record<string, unknown>>
type Expected = LibraryProblems['argument-type']['expected']

const HOLDERS = ['user', 'client', 'role'] as const
const SUBJECTS = [...HOLDERS, 'scopes', 'anonymous'] as const

/** The named subject, or the verified token. */
export function readWho(
  call: string,
  who: unknown,
  catalog: Catalog,
  users: Users,
): Subject | Verified | Rejected {
  if (isPresented(who)) return who
  return readSubject(call, who, SUBJECTS, catalog, users)
}

export const readHolder = (call: string, who: unknown, catalog: Catalog, users: Users): Subject =>
  readSubject(call, who, HOLDERS, catalog, users)

/** An object returned by `verify` has a token or a list of refusals; other objects with a `kind` are invalid. */
const isPresented = (who: unknown): who is Verified | Rejected =>
  isBag(who) &&
  ((who['kind'] === 'verified' && isBag(who['token'])) ||
    (who['kind'] === 'rejected' && Array.isArray(who['refusals'])))

function readSubject(
  call: string,
  who: unknown,
  expected: readonly string[],
  catalog: Catalog,
  users: Users,
): Subject {
  const bag = isBag(who) && !isPromise(who) ? who : wrong(call, 'who', 'subject', who)
  const [key, value] = theOne(call, bag, expected)
  const names =
    key === 'role'
      ? { role: readNames(call, key, value) }
      : key === 'scopes'
        ? { scopes: readNames(call, key, value).join(' ') }
        : key === 'anonymous'
          ? { anonymous: value === true || wrong(call, key, 'true') }
          : { [key]: readText(call, key, value) }
  return findSubject(names, catalog, users, 'scopes') ?? wrong(call, 'who', 'subject')
}

export function readGoal(call: string, goal: unknown, catalog: Catalog): Question {
  if (typeof goal === 'string') return askRoute(catalog, goal)
  const bag = isBag(goal) && !isPromise(goal) ? goal : wrong(call, 'goal', 'text', goal)
  const { any, ...others } = bag
  const [key, value] = theOne(call, others, ['route', 'need'])
  if (key === 'route' && any === undefined) return askRoute(catalog, readText(call, key, value))
  if (key === 'route') refuseUnknown(call, bag, ['route'])
  const isAny = readFlag(call, 'any', any)
  return askNeed(catalog, readNames(call, key, value), isAny)
}

/** The single entry of an object, whose name must be one of these; other entries are refused. */
function theOne(call: string, bag: Bag, expected: readonly string[]): [string, unknown] {
  const found = Object.keys(bag)
  const [key, ...more] = found
  if (key === undefined || more.length > 0 || !expected.includes(key))
    fail('argument-unclear', { call, expected, found })
  return [key, bag[key]]
}

export function readOptions(call: string, options: unknown, choices: readonly string[]): Bag {
  const bag =
    isBag(options) && !isPromise(options) ? options : wrong(call, 'options', 'object', options)
  refuseUnknown(call, bag, choices)
  return bag
}

function refuseUnknown(call: string, bag: Bag, choices: readonly string[]): void {
  const option = Object.keys(bag).find((key) => !choices.includes(key))
  if (option === undefined) return
  fail('unknown-option', { call, option, choices, suggestion: nearest(option, choices) })
}

export function readText(call: string, name: string, value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : wrong(call, name, 'text', value)
}

export function readNames(call: string, name: string, value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  const isRight = names.length > 0 && names.every((each) => typeof each === 'string' && each !== '')
  return isRight ? (names as readonly string[]) : wrong(call, name, 'names', names.find(isPromise))
}

/** A string such as `'false'` must not count as true. */
export function readFlag(call: string, name: string, value: unknown): boolean {
  return value === undefined || typeof value === 'boolean'
    ? value === true
    : wrong(call, name, 'boolean', value)
}

export const readObject = (call: string, name: string, value: unknown): Bag =>
  value === undefined
    ? {}
    : isBag(value) && !isPromise(value)
      ? value
      : wrong(call, name, 'object', value)

/** Seconds since 1970; undefined where nothing is given. */
export function readDate(call: string, name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined
  const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : Number.NaN
  return Number.isNaN(seconds) ? wrong(call, name, 'date', value) : seconds
}

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function wrong(call: string, name: string, expected: Expected, value?: unknown): never {
  if (isPromise(value)) fail('argument-promise', { call, name })
  return fail('argument-type', { call, name, expected })
}

const isPromise = (value: unknown): boolean => isBag(value) && typeof value['then'] === 'function'
