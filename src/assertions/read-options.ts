import { type Expectation, isVerdict, readExpectation } from '../core/decision/expect.js'
import { fail } from '../core/errors.js'
import { REASONS } from '../core/reason.js'
import { splitScopes } from '../core/scope-token.js'
import * as read from '../node/arguments.js'
import { OPTIONS, type Opened, openLibrary } from '../node/open.js'

/** Opens the catalog when it is first needed; after an error, with the next assertion, which fails too. */
export function opening(call: string, options: unknown): () => Opened {
  const bag = read.readObject(call, 'options', options)
  let opened: Opened | undefined
  return () => {
    if (opened) return opened
    const { catalog, ...others } = read.readOptions(call, bag, ['catalog', ...OPTIONS])
    opened = openLibrary(call, read.readPath(call, 'catalog', catalog), others)
    return opened
  }
}

// A variable that is not set must not turn into a weaker assertion, so an option that is undefined is an error.

export function readMissing(call: string, options: unknown = {}): readonly string[] | undefined {
  const bag = read.readOptions(call, options, ['missing'])
  if (!('missing' in bag)) return undefined
  const names = read.readNames(call, 'missing', bag['missing']).flatMap(splitScopes)
  return names.length > 0 ? names : fail('blank-scopes', { flag: 'missing' })
}

export function readUnauthorized(call: string, options: unknown = {}) {
  const bag = read.readOptions(call, options, ['reason', 'route'])
  return {
    expected: 'reason' in bag ? readReason(call, bag['reason']) : ('401' as const),
    goal: 'route' in bag ? { route: read.readText(call, 'route', bag['route']) } : undefined,
  }
}

const REFUSALS = REASONS.filter((reason) => reason !== 'insufficient_scope')

function readReason(call: string, given: unknown): Expectation {
  const value = read.readText(call, 'reason', given)
  const found = readExpectation(value)
  if (found.ok && !isVerdict(found.value) && found.value !== 'insufficient_scope')
    return found.value
  const suggestion = found.ok ? undefined : found.suggestion
  return fail('invalid-choice', { flag: 'reason', value, choices: REFUSALS, suggestion })
}
