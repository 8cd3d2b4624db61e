import type { CatalogProblems } from '../../core/problems/catalog.js'
import { duration } from '../time.js'
import { chain, globWords, whose } from './globs.js'
import { routeFault } from './route.js'
import { DURATION_HINT, meantHint, unknownKey, wrongShape } from './shape.js'
import { didYouMean, list, quote, type Sentence, type Words } from './words.js'

/** Problems in the contents of catalog, users and suite files. */
export const catalogWords: Words<CatalogProblems> = {
  ...globWords,
  'too-many-routes': ({ limit }) => ({
    says: `the catalog has more than ${limit} routes`,
    hint: 'write one catalog per API or service: each command reads the one given by --catalog',
  }),
  'reserved-name': ({ name }) => ({
    says: `${quote(name)} cannot be a name`,
    hint: 'the name is reserved by JavaScript objects: choose another one',
  }),
  'unknown-key': unknownKey,
  'missing-key': ({ key }) => ({ says: `${quote(key)} is missing` }),
  'wrong-shape': wrongShape,

  'not-a-scope-token': ({ name, what }) => ({
    says: `${quote(name)} cannot be ${what === 'scope' ? 'a scope' : 'a scope in a claim'}`,
    hint: 'a scope is printable ASCII without spaces, `"` and `\\` (RFC 6749 §3.3)',
  }),
  'row-name': ({ role }) => ({
    says: `a role cannot be named ${quote(role)}: the matrix uses that name for a row`,
    hint: 'choose another name',
  }),
  'unknown-scope': ({ scope, by, suggestion, meant }) => ({
    says: `${whose(by)} refers to undeclared scope ${quote(scope)}`,
    hint: meantHint(meant) ?? didYouMean(suggestion) ?? 'declare it under `scopes:`',
  }),
  'unknown-role': ({ role, by, suggestion }) => ({
    says: `${whose(by)} refers to undefined role ${quote(role)}`,
    hint: didYouMean(suggestion) ?? 'define it under `roles:`',
  }),
  'extends-cycle': ({ cycle }) => ({
    says: `roles extend each other in a cycle: ${chain(cycle)}`,
    hint: 'remove one of these steps',
  }),

  'when-empty': ({ role }) => ({
    says: `the \`when\` of role ${quote(role)} has no condition`,
    hint: 'add an attribute and its value; for a role that everyone has, use `default: true`',
  }),
  'when-and-default': ({ role }) => ({
    says: `the role ${quote(role)} has both \`when\` and \`default\``,
    hint: 'everyone already has a default role: keep one of the two',
  }),
  'when-reads-setting': ({ attribute }) => ({
    says: `\`when\` cannot read ${quote(attribute)}, which is a user setting`,
    hint: 'use an attribute: a key of your own in the users file, like `is_admin`',
  }),
  'when-role-listed': ({ role, by }) => ({
    says: `${whose(by)} lists the role ${quote(role)}, which can only be given by its \`when\``,
    hint: 'remove it, and give the user the attributes that its `when` requires',
  }),
  'unknown-attribute': ({ attribute, user, suggestion }) => ({
    says: `user ${quote(user)} has ${quote(attribute)}, which is not a setting and is not read by any role's \`when\``,
    hint: didYouMean(suggestion) ?? 'settings are roles, scopes, claims, disabled and password',
  }),
  'reserved-claim': reservedClaim,

  'bad-route-name': ({ route, why, suggestion, both }) => ({
    says: `the route ${quote(route)} ${routeFault(why)}`,
    hint: both
      ? `an optional part is two routes: ${list(both, 'and')}`
      : (didYouMean(suggestion) ?? 'write it like `GET /items/{id}`'),
  }),
  'same-route': ({ route, other }) => ({
    says: `${quote(route)} is the same route as ${quote(other)}`,
    hint: 'routes that differ only in parameter names are the same: keep one',
  }),
  'bad-requirement': ({ route }) => ({
    says: `the requirement of ${quote(route)} is blank`,
    hint: 'set it to scopes, `authenticated`, `public` or `undecided`',
  }),
  'keyword-not-alone': ({ word, route }) => ({
    says: `${quote(route)} combines the keyword ${quote(word)} with other requirements`,
    hint:
      word === 'authenticated'
        ? 'use it alone or as an item of `any`; scopes already need an accepted token'
        : `${quote(word)} must be the whole requirement: use it alone, or remove it`,
  }),
  'keyword-is-scope': ({ word, route }) => ({
    says: `${quote(word)} of ${quote(route)} is both a keyword and a declared scope`,
    hint: `for the scope, write \`{ all: [${word}] }\`; for the keyword, rename the scope`,
  }),
  'authenticated-in-all': ({ route, beside }) =>
    beside === 'own-scope'
      ? {
          says: `\`authenticated\` of ${quote(route)} is both a keyword and a declared scope`,
          hint: 'rename the scope: next to `{ scheme }`, only the keyword is allowed',
        }
      : {
          says: `${quote(route)} has \`authenticated\` in an \`all\`, where it is only allowed next to \`{ scheme }\``,
          hint: {
            nothing: 'write `authenticated` without `all`',
            scopes: 'remove `authenticated`: scopes already need an accepted token',
            rule: 'remove `authenticated`, and say in the text of the rule that it needs a token',
          }[beside],
        },
  'unknown-param': ({ param, route, suggestion }) => ({
    says: `${quote(route)} has no parameter ${quote(param)}`,
    hint: didYouMean(suggestion) ?? 'its parameters are the names in braces in the path',
  }),

  'bad-duration': ({ text, least, most }) => ({
    says: `invalid duration ${quote(text)}: use ${duration(least)} to ${duration(most)}`,
    hint: DURATION_HINT,
  }),
  'key-place': ({ fault }) => ({
    says:
      fault === 'userinfo'
        ? 'the URL in `key` contains a user name or password'
        : '`key` does not say where the key is',
    hint: 'use `env:NAME`, `file:PATH` or the https URL of a JWK set: never put a secret in the catalog',
  }),
  'bad-pointer': ({ pointer }) => ({
    says: `${quote(pointer)} is not a JSON pointer`,
    hint: 'a pointer has a name after each `/`; in names, write `~1` for `/` and `~0` for `~` (RFC 6901)',
  }),
  'any-not-alone': ({ claim, keyword }) => ({
    says: `\`${keyword}\` is combined with other values of \`${claim}\``,
    hint:
      keyword === 'any'
        ? `\`${claim}: any\` disables the check: use it alone, or remove it`
        : `\`${claim}: none\` means that none is set: use it alone, or remove it`,
  }),
  'scope-claim-none': () => ({
    says: '`scope_claim` cannot be turned off: scopes are always read from a claim',
    hint: 'set the claim that has the scopes, for example `scope_claim: scope`; a claim that is called none is `/none`',
  }),
  'unknown-profile': ({ profile, suggestion }) => ({
    says: `the catalog has no profile ${quote(profile)}`,
    hint: didYouMean(suggestion) ?? 'define it under `profiles:`',
  }),
  'long-lifetime': ({ seconds }) => ({
    says: `a lifetime of ${duration(seconds)} is long: a leaked token stays valid that long`,
    hint: '15m is typical; up to 1d gives no warning',
    warns: true,
  }),
}

function reservedClaim({ claim, by, reads, nested }: CatalogProblems['reserved-claim']): Sentence {
  const profile =
    'issued tokens carry scopes instead; to issue one with roles, use a profile with `role_claim: none`, and check it without that profile'
  if (nested !== undefined) {
    return {
      says: `${whose(by)} sets a claim named ${quote(claim)}, but roles are read from ${quote(nested)}, which is nested`,
      hint: profile,
    }
  }
  const why = reads === undefined ? 'which scopectl sets itself' : `from which ${reads} are read`
  return {
    says: `${whose(by)} sets the claim ${quote(claim)}, ${why}`,
    hint: reads === 'roles' ? profile : 'choose another name, or remove it',
  }
}
