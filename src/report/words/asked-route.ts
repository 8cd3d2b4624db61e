import type { DecisionProblems } from '../../core/problems/decision.js'
import { commandLine } from '../shell.js'
import { foreignHint } from './foreign-notation.js'
import { routeFault } from './route.js'
import { didYouMean, list, quote, type Sentence } from './words.js'

// About a route in a question that the catalog does not have: what is suggested exists.

export const badRoute = ({
  route,
  why,
  suggestion,
  others,
  example,
}: DecisionProblems['bad-route']): Sentence => ({
  says: `the route ${quote(route)} ${routeFault(why)}`,
  hint:
    didYouMean(suggestion) ??
    othersHint(others) ??
    (example === undefined
      ? undefined
      : `write the method and the path in quotes, like ${commandLine([example]) ?? quote(example)}`),
})

export const noRoute = ({ route, suggestion, others }: DecisionProblems['no-route']): Sentence => ({
  says: `the catalog has no route for ${quote(route)}`,
  hint: route.includes('*')
    ? `${quote('*')} is not a wildcard here: name the route as in the catalog${others ? `, like ${list(others)}` : ''}`
    : (foreignHint(suggestion) ??
      didYouMean(suggestion) ??
      othersHint(others) ??
      'to list routes: scopectl can --anonymous'),
})

const othersHint = (others: readonly string[] | undefined): string | undefined =>
  others && `for this path the catalog has ${list(others, 'and')}`
