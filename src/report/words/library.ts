import type { LibraryProblems } from '../../core/problems/library.js'
import { didYouMean, list, quote, type Words } from './words.js'

const EXPECTED: Readonly<Record<LibraryProblems['argument-type']['expected'], string>> = {
  text: 'expected a string that is not empty',
  string: 'expected a string',
  names: 'expected a name, or a list of names that is not empty',
  true: 'expected `true`',
  boolean: 'expected `true` or `false`',
  date: 'expected a valid Date',
  span: 'expected a duration such as "15m", or a number of seconds',
  object: 'expected an object',
  subject: 'expected an object such as { user: "alice" }, or what verify() returned',
  'token-or-subject': 'expected a token, or an object such as { role: "editor" }',
  goal: 'expected a route such as "GET /items/", or scopes such as { need: "read" }',
  flaw: 'expected the name of a flaw, such as "expired"',
  'file-url': 'expected a path, or a URL that begins with `file:`',
}

/** The sentences for calls to the library. */
export const libraryWords: Words<LibraryProblems> = {
  'argument-unclear': ({ call, expected, found, suggestion }) => ({
    says: `${call} needs exactly one of ${list(expected)}: found ${found.length === 0 ? 'none' : list(found, 'and')}`,
    hint: found.includes('token')
      ? `verify the token first, and pass the result: ${call.replace('()', '')}(await access.verify(token), …)`
      : didYouMean(suggestion),
  }),
  'argument-type': ({ call, name, expected }) => ({
    says: `invalid ${quote(name)} in ${call}: ${EXPECTED[expected]}`,
  }),
  'argument-promise': ({ call, name }) => ({
    says: `invalid ${quote(name)} in ${call}: got a Promise; did you forget \`await\`?`,
  }),
  'argument-foreign': ({ call }) => ({
    says: `the token passed to ${call} was not verified by the same load()`,
    hint: `call verify() and ${call} of one object: another load() may trust other issuers and keys`,
  }),
  'extra-argument': ({ call, takes }) => ({
    says: `${call} takes only ${list(takes, 'and')}`,
    hint: takes.includes('goal')
      ? 'for another time, pass the result of verify(token, { at })'
      : undefined,
  }),
  'unknown-option': ({ call, option, choices, suggestion }) => ({
    says: `${call} has no option ${quote(option)}`,
    hint: didYouMean(suggestion) ?? `options: ${list(choices, 'and')}`,
  }),
  'assertion-empty-catalog': ({ call, file }) => ({
    says: `${call} has nothing to check: ${file === undefined ? 'the catalog' : quote(file)} declares no scopes and no routes`,
  }),
  'assertion-needs-route': ({ call }) => ({
    says: `${call} without a route needs a token`,
    hint: 'for another subject, pass { route: "GET /items/" }',
  }),
  'assertion-negated-option': ({ call, option }) => ({
    says: `a negated ${call} takes no ${quote(option)}: it would pass for any other cause`,
    hint: `assert what you expect instead, without \`not\``,
  }),
  'assertion-asymmetric': ({ call }) => ({
    says: `${call} cannot be nested in another assertion, which would not wait for its answer`,
    hint: `write \`await expect(token).${call}\``,
  }),
}
