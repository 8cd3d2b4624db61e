import type { LibraryProblems } from '../../core/problems/library.js'
import { didYouMean, list, quote, type Words } from './words.js'

const EXPECTED: Readonly<Record<LibraryProblems['argument-type']['expected'], string>> = {
  text: 'expected a string that is not empty',
  names: 'expected a name, or a list of names that is not empty',
  true: 'expected `true`',
  boolean: 'expected `true` or `false`',
  date: 'expected a valid Date',
  object: 'expected an object',
  subject: 'expected an object such as { user: "alice" }, or what verify() returned',
  flaw: 'expected the name of one flaw',
}

/** The sentences for calls to the library. */
export const libraryWords: Words<LibraryProblems> = {
  'argument-unclear': ({ call, expected, found }) => ({
    says: `${call} needs exactly one of ${list(expected)}: found ${found.length === 0 ? 'none' : list(found, 'and')}`,
  }),
  'argument-type': ({ call, name, expected }) => ({
    says: `invalid ${quote(name)} in ${call}: ${EXPECTED[expected]}`,
  }),
  'argument-promise': ({ call, name }) => ({
    says: `invalid ${quote(name)} in ${call}: got a Promise; did you forget \`await\`?`,
  }),
  'unknown-option': ({ call, option, choices, suggestion }) => ({
    says: `${call} has no option ${quote(option)}`,
    hint: didYouMean(suggestion) ?? `options: ${list(choices, 'and')}`,
  }),
}
