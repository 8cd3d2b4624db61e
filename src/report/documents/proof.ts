import * as v from 'valibot'
import { CHANGE_KINDS } from '../../core/diff/change.js'
import { TOKEN_KINDS } from '../../core/diff/token-change.js'
import { flag, list, oneOf, text, textOrNull } from './dsl.js'
import { place } from './parts.js'
import { diff } from './review.js'

/** Who gets in: what a token carries, or nobody with a token. */
export const caller = v.object({
  token: flag('Whether there is a token.'),
  scopes: list('Its scopes.'),
  roles: v.pipe(
    v.record(v.string(), v.array(v.string())),
    v.description('Its roles, by the claim that they are in.'),
  ),
})

const smallest = flag('Whether there is no smaller one.')

/** Every kind of witness has the same members, null or empty where they do not apply. */
export const witness = v.object({
  kind: oneOf('What refutes the statement.', ['caller', 'subject', 'holder', 'level']),
  subject: v.pipe(
    v.nullable(v.picklist(['role', 'user', 'client', 'roles'])),
    v.description('What `name` or `names` are.'),
  ),
  name: textOrNull('The role, user or client.'),
  names: list('For a holder: the roles together.'),
  route: textOrNull('The route that is reached.'),
  level: textOrNull('For `level`: what the route is, although the statement says otherwise.'),
  token: v.nullable(caller.entries.token),
  scopes: caller.entries.scopes,
  roles: caller.entries.roles,
  smallest,
})

export const proof = v.object({
  statement: text('The statement.'),
  outcome: v.picklist(['proved', 'refuted']),
  witness: v.nullable(witness),
})

export const prove = v.object({ proofs: v.array(proof) })

export const tokenChange = v.object({
  kind: v.picklist(TOKEN_KINDS),
  way: v.pipe(
    v.nullable(v.picklist(['gain', 'loss'])),
    v.description('What --fail-on counts it as.'),
  ),
  route: textOrNull('The route.'),
  profile: textOrNull('For a change of trust: the profile.'),
  field: textOrNull('For a change of trust: the setting.'),
  scope: textOrNull('For a change of issued tokens: the scope.'),
  gained: list('Scopes that are issued in addition.'),
  lost: list('Scopes that are not issued any more.'),
  before: textOrNull('The requirement or value before.'),
  after: textOrNull('The requirement or value after.'),
  witness: v.nullable(
    v.object({
      ...caller.entries,
      smallest,
      undeclared: v.pipe(
        v.object({ before: v.array(v.string()), after: v.array(v.string()) }),
        v.description('Scopes of the token that a side does not declare.'),
      ),
    }),
  ),
  trusted: v.pipe(
    v.nullable(
      v.object({
        field: v.string(),
        value: v.nullable(v.unknown()),
        beside: textOrNull(
          'What else it has: an empty scope claim (`scope_claim`), or the key that signed it (`kid`).',
        ),
      }),
    ),
    v.description('What a token must also have so that only one side accepts it.'),
  ),
  file: place.file,
  line: place.line,
})

/** `diff --any-token`. */
export const anyTokenDiff = v.object({
  from: diff.entries.from,
  to: diff.entries.to,
  any_token: v.literal(true),
  same: flag('Whether no token that could exist tells the sides apart.'),
  routes: v.pipe(v.number(), v.description('How many routes were compared.')),
  changes: v.array(tokenChange),
  counts: diff.entries.counts,
  fail_on: v.array(v.picklist(CHANGE_KINDS)),
})
