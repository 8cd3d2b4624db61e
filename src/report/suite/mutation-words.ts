import type { Mutation } from '../../core/suite/mutation/model.js'
import { quote } from '../words/words.js'

const CHECKS = {
  audience: 'whom a token is meant for is not checked',
  issuer: 'who issued a token is not checked',
  expiry: 'whether a token has expired is not checked',
} as const

/** What a mutant does, in words: an operator without a sentence does not compile. */
const WORDS = {
  'drop-role-scope': ({ role, scope }) => `role ${quote(role)} has no ${quote(scope)}`,
  'add-role-scope': ({ role, scope }) => `role ${quote(role)} has ${quote(scope)} too`,
  'drop-implication': ({ scope, implied }) => `${quote(scope)} does not imply ${quote(implied)}`,
  'add-implication': ({ scope, implied }) => `${quote(scope)} implies ${quote(implied)}`,
  'drop-alternative': ({ route, alternative }) =>
    `${quote(alternative)} does not open ${quote(route)}`,
  'all-to-any': ({ route, alternative }) => `one of ${quote(alternative)} opens ${quote(route)}`,
  'drop-needed-scope': ({ route, alternative, scope }) =>
    `${quote(route)} does without ${quote(scope)} of ${quote(alternative)}`,
  'make-public': ({ route }) => `${quote(route)} is public`,
  'make-authenticated': ({ route }) => `any accepted token opens ${quote(route)}`,
  'drop-when': ({ role }) => `nobody has role ${quote(role)} by their attributes`,
  'set-default': ({ role }) => `everyone has role ${quote(role)}`,
  'drop-disabled': ({ holder, name }) => `${holder} ${quote(name)} is not disabled`,
  'skip-check': ({ check }) => CHECKS[check],
} as const satisfies { readonly [K in Mutation['operator']]: (mutation: never) => string }

export function mutationText(mutation: Mutation): string {
  // The table's type pairs each operator with its own facts; a union of operators loses the pairing.
  const words = WORDS[mutation.operator] as (mutation: Mutation) => string
  return words(mutation)
}
