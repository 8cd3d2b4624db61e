import { fileURLToPath } from 'node:url'
import type { Catalog } from '../core/catalog/model.js'
import { askNeed, askRoute, type Question } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import { type Flaw, readFlaw } from '../core/issue/flaws.js'
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

/**
 * The named subject, or the verified token.
 * @param isOurs whether `verify()` of this catalog returned it: what another one accepts may be forged for this one.
 */
export function readWho(
  call: string,
  who: unknown,
  { catalog, users }: { readonly catalog: Catalog; readonly users: Users },
  isOurs: (presented: object) => boolean,
): Subject | Verified | Rejected {
  if (!isPresented(who)) return readSubject(call, who, SUBJECTS, catalog, users)
  return isOurs(who) ? who : fail('argument-foreign', { call })
}

export const readHolder = (call: string, who: unknown, catalog: Catalog, users: Users): Subject =>
  readSubject(call, who, HOLDERS, catalog, users)

/** The subject of an assertion that is not a token. What `verify` returned does not count as one: pass the token itself. */
export function readAssertedSubject(
  call: string,
  who: unknown,
  { catalog, users }: { readonly catalog: Catalog; readonly users: Users },
): Subject {
  if (!isBag(who) || isPromise(who) || isPresented(who) || 'token' in who)
    return wrong(call, 'subject', 'token-or-subject', who)
  return readSubject(call, who, SUBJECTS, catalog, users)
}

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
  if (typeof goal === 'string') {
    // Also a promise in a template, such as `GET /users/${id}`.
    return askRoute(catalog, goal === '' ? goal : readText(call, 'goal', goal))
  }
  const bag = isBag(goal) && !isPromise(goal) ? goal : wrong(call, 'goal', 'goal', goal)
  const { any, ...others } = bag
  const [key, value] = theOne(call, others, ['route', 'need'], ['route', 'need', 'any'])
  if (key === 'route' && any === undefined) return askRoute(catalog, readText(call, key, value))
  if (key === 'route') refuseUnknown(call, bag, ['route'])
  const isAny = readFlag(call, 'any', any)
  return askNeed(catalog, readNames(call, key, value), isAny)
}

/** The single entry of an object, whose name must be one of these; other entries are refused. */
function theOne(
  call: string,
  bag: Bag,
  expected: readonly string[],
  choices = expected,
): [string, unknown] {
  const found = Object.keys(bag)
  const [key, ...more] = found.filter((name) => expected.includes(name))
  if (key !== undefined && more.length === 0) {
    refuseUnknown(call, bag, choices)
    return [key, bag[key]]
  }
  const [suggestion] = found.flatMap((name) => nearest(name, expected) ?? [])
  return fail('argument-unclear', { call, expected, found, suggestion })
}

/** An argument that nobody reads, such as a time, would change the question. */
export function refuseMore(call: string, takes: readonly string[], more: readonly unknown[]): void {
  if (more.some((argument) => argument !== undefined)) fail('extra-argument', { call, takes })
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
  return typeof value === 'string' && value !== '' && !isPromise(value)
    ? value
    : wrong(call, name, 'text', value)
}

/** A text; undefined where nothing is given. */
export const readOptional = (call: string, name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : readText(call, name, value)

/** Text, or a number of seconds. */
export function readSpan(call: string, name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number') return `${value}s`
  return typeof value === 'string' ? value : wrong(call, name, 'span', value)
}

/** The name of a flaw; `all`, as on the command line, makes more than one token. */
export function readFlawName(call: string, value: unknown): Flaw | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' && value !== '' && value !== 'all'
    ? readFlaw(readText(call, 'flaw', value))
    : wrong(call, 'flaw', 'flaw', value)
}

/** Variables: each a string, or undefined if it is not set. */
export function readEnv(call: string, value: unknown): Readonly<Record<string, string>> {
  const bag = readObject(call, 'env', value)
  for (const [name, text] of Object.entries(bag)) {
    if (text === undefined || (typeof text === 'string' && !isPromise(text))) continue
    wrong(call, `env.${name}`, 'string', text)
  }
  return bag as Readonly<Record<string, string>>
}

/** A path, or the path of a file URL; undefined where nothing is given. */
export function readPath(call: string, name: string, value: unknown): string | undefined {
  if (!(value instanceof URL)) return readOptional(call, name, value)
  try {
    return fileURLToPath(value)
  } catch {
    return wrong(call, name, 'file-url')
  }
}

export function readNames(call: string, name: string, value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  const isRight =
    names.length > 0 &&
    names.every((each) => typeof each === 'string' && each !== '' && !isPromise(each))
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

/** Not a text or list in another form, such as a Buffer, whose keys are its positions. */
const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value) &&
  !(value instanceof String)

function wrong(call: string, name: string, expected: Expected, value?: unknown): never {
  if (isPromise(value)) fail('argument-promise', { call, name })
  return fail('argument-type', { call, name, expected })
}

/** Also one that became part of a text, as in `Bearer ${token}`. */
const isPromise = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('[object Promise]')
    : isBag(value) && typeof value['then'] === 'function'
