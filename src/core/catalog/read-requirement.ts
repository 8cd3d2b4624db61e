import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { isLevel, splitScopes } from '../scope-token.js'
import type { Path, Source } from '../source.js'
import { formText } from './meant-form.js'
import { meantText } from './meant-requirement.js'
import type { Alternative, ForeignWay, OtherWay, Requirement } from './model.js'
import { anyOf } from './requirement.js'
import type { RequirementFile } from './schema.js'

type Item = string | { all: readonly Way[] } | OtherFile
type Way = string | OtherFile
type OtherFile = { scheme: string; scopes?: readonly string[] | undefined } | { other: string }

/** What reading a requirement needs to know about the rest of the file. */
export interface RequirementReader {
  readonly source: Source
  readonly declared: ReadonlyMap<string, unknown>
  readonly route: string
  readonly report: (found: Problem) => void
}

/**
 * Turns the file's form of a requirement into an OR of ANDs, every name checked.
 * Fails closed: a part that cannot be read is reported, and the catalog does not load.
 */
export function readRequirement(
  form: RequirementFile,
  path: Path,
  to: RequirementReader,
): Requirement {
  if (typeof form === 'string') {
    const [word = '', ...more] = splitScopes(form)
    if (isLevel(word) && more.length === 0) {
      if (to.declared.has(word)) bad(to, path, 'keyword-is-scope', word)
      return { level: word }
    }
    return { level: 'scopes', alternatives: [fromText(form, path, to)] }
  }
  if ('all' in form) {
    return { level: 'scopes', alternatives: [fromAll(form.all, [...path, 'all'], to)] }
  }
  return anyOf(form.any.map((item, i) => fromItem(item, [...path, 'any', i], to)))
}

const ANY_TOKEN: Alternative = { scopes: [], others: [] }

function fromItem(item: Item, path: Path, to: RequirementReader): Alternative {
  if (typeof item === 'string') {
    const [word, ...more] = splitScopes(item)
    if (word !== 'authenticated' || more.length > 0) return fromText(item, path, to)
    if (to.declared.has(word)) bad(to, path, 'keyword-is-scope', word)
    return ANY_TOKEN
  }
  if ('all' in item) return fromAll(item.all, [...path, 'all'], to)
  return { scopes: [], others: [otherWay(item)] }
}

/** A string is ALL of its space-separated scopes. */
function fromText(text: string, path: Path, to: RequirementReader): Alternative {
  const names = splitScopes(text)
  if (names.length === 0) {
    to.report(problem('bad-requirement', { route: to.route }, to.source.locate(path)))
  }
  for (const name of names) {
    if (isLevel(name))
      bad(to, path, to.declared.has(name) ? 'keyword-is-scope' : 'keyword-not-alone', name)
    else checkScope(name, path, to, { levels: names.length === 1 ? LEVEL_SPELLINGS : [], text })
  }
  return { scopes: [...new Set(names)], others: [] }
}

/**
 * One scope per item: here a scope may have the name of a keyword. `authenticated` is the keyword next to `{ scheme }`,
 * and if no scope has that name.
 */
function fromAll(ways: readonly Way[], path: Path, to: RequirementReader): Alternative {
  const scopes = new Set<string>()
  const others: OtherWay[] = []
  let anyToken = false
  const isKeyword = !to.declared.has('authenticated') || ways.some(isScheme)
  for (const [i, way] of ways.entries()) {
    if (typeof way !== 'string') others.push(otherWay(way))
    else if (way === 'authenticated' && isKeyword) {
      checkAnyToken(ways, [...path, i], to)
      anyToken = true
    } else {
      checkScope(way, [...path, i], to, { ways })
      scopes.add(way)
    }
  }
  return { scopes: [...scopes], others: anyToken ? [{ authenticated: true }, ...others] : others }
}

const isScheme = (way: Way): boolean => typeof way === 'object' && 'scheme' in way

/** In an `all`, any accepted token can only be combined with other schemes. */
function checkAnyToken(ways: readonly Way[], path: Path, to: RequirementReader): void {
  const at = to.source.locate(path)
  const others = ways.filter((way) => way !== 'authenticated')
  const isScope = to.declared.has('authenticated')
  if (!isScope && others.length > 0 && others.every(isScheme)) return
  const beside = isScope
    ? 'own-scope'
    : others.length === 0
      ? 'nothing'
      : others.some((way) => typeof way === 'string')
        ? 'scopes'
        : 'rule'
  to.report(problem('authenticated-in-all', { route: to.route, beside }, at))
}

const otherWay = (way: OtherFile): ForeignWay =>
  'other' in way ? { other: way.other } : { scheme: way.scheme, scopes: way.scopes ?? [] }

/** What a name alone may have been meant to be, besides a scope. */
const LEVEL_SPELLINGS = ['public', 'authenticated', 'undecided']

/** Where a name is: in a text with spaces, or among the items of an `all`. */
interface Around {
  readonly levels?: readonly string[]
  readonly text?: string | undefined
  readonly ways?: readonly Way[]
}

function checkScope(
  name: string,
  path: Path,
  to: RequirementReader,
  { levels = [], text, ways = [] }: Around = {},
): void {
  if (to.declared.has(name)) return
  const at = to.source.locate(path)
  const by = `route ${to.route}`
  const suggestion = nearest(name, [...to.declared.keys(), ...levels])
  const isSpaced = name.trim().includes(' ')
  const isItem = typeof path.at(-1) === 'number'
  const meant = text !== undefined || isSpaced ? meantBy({ text, ways }, isItem, to) : undefined
  to.report(
    name.includes('*')
      ? problem('glob-not-here', { glob: name, by }, at)
      : problem('unknown-scope', { scope: name, by, suggestion, meant }, at),
  )
}

/** Only spaces separate scopes, and only in a text. Beside scopes, an undeclared keyword means nothing. */
function meantBy(
  { text, ways = [] }: Around,
  isItem: boolean,
  { source, declared }: RequirementReader,
) {
  const namesIn = (way: string): string[] =>
    splitScopes(way.replaceAll(',', ' ')).filter((name) => declared.has(name) || !isLevel(name))
  const all = ways.flatMap((way): Way[] => (typeof way === 'string' ? namesIn(way) : [way]))
  const form =
    text !== undefined ? meantText(text, declared, isItem) : all.length > 0 ? { all } : undefined
  return form === undefined ? undefined : formText(form, source.file)
}

function bad(
  to: RequirementReader,
  path: Path,
  code: 'keyword-is-scope' | 'keyword-not-alone',
  word: string,
): void {
  to.report(problem(code, { word, route: to.route }, to.source.locate(path)))
}
