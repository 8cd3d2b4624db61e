import type { ProofProblems } from '../../core/problems/proof.js'
import { list, quote, type Words } from './words.js'

const FAULTS: Readonly<Record<ProofProblems['bad-statement']['why'], string>> = {
  empty: 'the statement is empty',
  form: 'expected `no …`, `nobody …`, `ROUTES needs SCOPES` or `public = ROUTES`',
  subjects: 'expected `role`, `user`, `client` or `token` after `no`',
  'no-reaches': 'expected `reaches` and routes after the subject',
  'no-routes': 'expected routes, like `DELETE /users/{id}` or `DELETE *`',
  'no-holds': 'expected `holds` and scopes',
  'no-scopes': 'expected scopes, like `a and b` or `a or b`',
  without: 'expected one scope after `without`, or `role NAME`',
  'token-role': 'a token is described by its scopes: expected a scope after `without`',
  count: 'expected `with 1 role` to `with 9 roles`',
  'one-set': 'expected scopes joined by `and`',
}
/** At most this many routes are listed. */
const MOST = 5

const several = (names: readonly string[]): string =>
  names.length <= MOST + 1
    ? list(names, 'and')
    : `${names.slice(0, MOST).map(quote).join(', ')} and ${names.length - MOST} other routes`

/** Statements that cannot be evaluated, and what a proof does not cover. */
export const proofWords: Words<ProofProblems> = {
  'bad-statement': ({ statement, why }) => ({
    says:
      why === 'empty'
        ? FAULTS.empty
        : `cannot read the statement ${quote(statement)}: ${FAULTS[why]}`,
    hint: 'for the grammar: scopectl help prove',
  }),
  'statement-no-routes': ({ pattern, similar }) => ({
    says: `${quote(pattern)} matches no route in the catalog`,
    hint:
      similar.length > 0
        ? `did you mean ${list(similar)}?`
        : 'to list the routes: scopectl can --anonymous',
  }),
  'statement-no-subjects': ({ kind }) => ({
    says: `the statement has no subject: no ${kind} can get a token`,
    hint: 'to cover every token, use `token` as the subject',
  }),
  'same-statement': ({ statement }) => ({ says: `duplicate statement ${quote(statement)}` }),
  'statement-undecided': ({ routes }) => ({
    says: `not proved for ${several(routes)}: undecided in the catalog`,
    hint: 'set their requirements; lint and lock --check fail until then',
    warns: true,
  }),
  'statement-vacuous': ({ why, name = '' }) => ({
    says:
      why === 'no-token'
        ? 'no token can reach these routes, whatever its scopes'
        : why === 'unheld'
          ? `no subject holds ${quote(name)}`
          : `every ${why} has ${quote(name)}, so the statement applies to none`,
  }),
  'statement-other-ways': ({ routes }) => ({
    says: `proved for tokens only: ${several(routes)} ${routes.length === 1 ? 'has' : 'have'} alternatives that are not scopes`,
  }),
}
