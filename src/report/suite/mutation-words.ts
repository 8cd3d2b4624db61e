import type { Mutation } from '../../core/suite/mutation/model.js'
import { q } from '../words/words.js'

const CHECKS = {
  audience: 'whom a token is meant for is not checked',
  issuer: 'who issued a token is not checked',
  expiry: 'whether a token has expired is not checked',
} as const

/** What a mutant does, in words: an operator without a sentence does not compile. */
const WORDS = {
  'drop-role-scope': ({ role, scope }) => `role ${q(role)} has no ${q(scope)}`,
  'add-role-scope': ({ role, scope }) => `role ${q(role)} has ${q(scope)} too`,
  'drop-implication': ({ scope, implied }) => `${q(scope)} does not imply ${q(implied)}`,
  'add-implication': ({ scope, implied }) => `${q(scope)} implies ${q(implied)}`,
  'drop-alternative': ({ route, alternative }) => `${q(alternative)} does not open ${q(route)}`,
  'all-to-any': ({ route, alternative }) => `one of ${q(alternative)} opens ${q(route)}`,
  'drop-needed-scope': ({ route, alternative, scope }) =>
    `${q(route)} does without ${q(scope)} of ${q(alternative)}`,
  'make-public': ({ route }) => `${q(route)} is public`,
  'make-authenticated': ({ route }) => `any accepted token opens ${q(route)}`,
  'drop-when': ({ role }) => `nobody has role ${q(role)} by their attributes`,
  'set-default': ({ role }) => `everyone has role ${q(role)}`,
  'drop-disabled': ({ holder, name }) => `${holder} ${q(name)} is not disabled`,
  'skip-check': ({ check }) => CHECKS[check],
} as const satisfies { readonly [K in Mutation['operator']]: (mutation: never) => string }

export function mutationText(mutation: Mutation): string {
  // The table's type pairs each operator with its own facts; a union of operators loses the pairing.
  const words = WORDS[mutation.operator] as (mutation: Mutation) => string
  return words(mutation)
}
