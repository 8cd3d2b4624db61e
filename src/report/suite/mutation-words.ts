import type { Mutation } from '../../core/suite/mutation/model.js'
import { quote } from '../words/words.js'

const CHECKS = {
  audience: 'the audience of tokens is not checked',
  issuer: 'the issuer of tokens is not checked',
  type: 'the type of tokens (`typ`) is not checked',
  expiry: 'the expiry of tokens is not checked',
} as const

/** What a mutant changes: an operator without a sentence does not compile. */
const WORDS = {
  'drop-role-scope': ({ role, scope }) => `role ${quote(role)} does not have ${quote(scope)}`,
  'add-role-scope': ({ role, scope }) => `role ${quote(role)} also has ${quote(scope)}`,
  'drop-implication': ({ scope, implied }) => `${quote(scope)} does not imply ${quote(implied)}`,
  'add-implication': ({ scope, implied }) => `${quote(scope)} implies ${quote(implied)}`,
  'drop-alternative': ({ route, alternative }) =>
    `${quote(alternative)} does not allow ${quote(route)}`,
  'all-to-any': ({ route, alternative }) =>
    `any one of ${quote(alternative)} allows ${quote(route)}`,
  'drop-needed-scope': ({ route, alternative, scope }) =>
    `${quote(route)} does not need ${quote(scope)} of ${quote(alternative)}`,
  'make-public': ({ route }) => `${quote(route)} is public`,
  'make-authenticated': ({ route }) => `any accepted token allows ${quote(route)}`,
  'drop-when': ({ role }) => `no one gets role ${quote(role)} from attributes`,
  'set-default': ({ role }) => `everyone has role ${quote(role)}`,
  'drop-disabled': ({ holder, name }) => `${holder} ${quote(name)} is not disabled`,
  'skip-check': ({ check }) => CHECKS[check],
} as const satisfies { readonly [K in Mutation['operator']]: (mutation: never) => string }

export function mutationText(mutation: Mutation): string {
  // The table's type pairs each operator with its own facts; a union of operators loses the pairing.
  const words = WORDS[mutation.operator] as (mutation: Mutation) => string
  return words(mutation)
}
