import type { CatalogProblems } from '../../core/problems/catalog.js'
import { duration } from '../time.js'
import { didYouMean, list, q, type Words } from './words.js'

const EMPTY_HINT = 'an empty value is never a default: write it out, or leave the key out'
const DURATION_HINT = 'write it like 30s, 15m, 1h30m or 7d'

/** About what the catalog, users and suite files say. */
export const catalogWords: Words<CatalogProblems> = {
  'reserved-name': ({ name }) => ({
    says: `${q(name)} cannot be a name`,
    hint: 'every JavaScript object has a member of that name; take another',
  }),
  'unknown-key': ({ key, near }) => ({
    says: `there is no setting ${q(key)} here`,
    hint: didYouMean(near) ?? 'notes of your own go under keys that start with `x-`',
  }),
  'missing-key': ({ key }) => ({ says: `${q(key)} is missing` }),
  'wrong-shape': wrongShape,

  'not-a-scope-token': ({ name, what }) => ({
    says: `${q(name)} cannot be ${what === 'scope' ? 'a scope' : 'a scope in a claim'}`,
    hint: 'a scope is printable ASCII without spaces, `"` and `\\` (RFC 6749 §3.3)',
  }),
  'star-in-name': ({ name }) => ({
    says: `the scope ${q(name)} has a \`*\` in its name`,
    hint: 'declare each scope by its own name; globs stand in `implies:` and in the scopes of roles',
  }),
  'row-name': ({ role }) => ({
    says: `a role cannot be called ${q(role)}: every matrix has a row of that name`,
    hint: 'take another name',
  }),
  'unknown-scope': ({ scope, by, near }) => ({
    says: `${whose(by)} names the scope ${q(scope)}, which is not declared`,
    hint: didYouMean(near) ?? 'declare it under `scopes:`',
  }),
  'unknown-role': ({ role, by, near }) => ({
    says: `${whose(by)} names the role ${q(role)}, which there is not`,
    hint: didYouMean(near) ?? 'write it under `roles:`',
  }),
  'glob-not-here': ({ glob, by }) => ({
    says: `${whose(by)} cannot take the glob ${q(glob)}`,
    hint: 'write the scopes out; globs stand in `implies:` and in the scopes of roles only',
  }),
  'empty-glob': ({ glob, by }) => ({
    says: `the glob ${q(glob)} of ${whose(by)} covers no declared scope`,
    hint: '`*` is one or more characters and stops at `:`',
  }),
  'implies-cycle': ({ cycle }) => ({
    says: `scopes imply each other in a circle: ${chain(cycle)}`,
    hint: 'a scope implies only narrower ones: take one of these steps out',
  }),
  'extends-cycle': ({ cycle }) => ({
    says: `roles extend each other in a circle: ${chain(cycle)}`,
    hint: 'take one of these steps out',
  }),

  'when-empty': ({ role }) => ({
    says: `the \`when\` of role ${q(role)} asks for nothing`,
    hint: 'name an attribute and its value; a role for everybody is `default: true`',
  }),
  'when-and-default': ({ role }) => ({
    says: `the role ${q(role)} has both \`when\` and \`default\``,
    hint: "a default role is everybody's already: keep one of the two",
  }),
  'when-reads-setting': ({ attribute }) => ({
    says: `\`when\` cannot read ${q(attribute)}, which is a setting of users`,
    hint: 'it reads attributes: keys of a user that you name yourself, such as `is_admin`',
  }),
  'when-role-listed': ({ role, by }) => ({
    says: `${whose(by)} lists the role ${q(role)}, which only its \`when\` can give`,
    hint: 'take it out, and give the user the attributes that its `when` asks for',
  }),
  'unknown-attribute': ({ attribute, user, near }) => ({
    says: `user ${q(user)} has ${q(attribute)}, which is no setting, and no role's \`when\` reads it`,
    hint: didYouMean(near) ?? 'settings are roles, scopes, claims, disabled and password',
  }),
  'reserved-claim': ({ claim, by }) => ({
    says: `${whose(by)} sets the claim ${q(claim)}, which scopectl writes itself`,
    hint: 'take another name, or leave it out',
  }),

  'bad-route-name': ({ route, why, near }) => ({
    says: `the route ${q(route)} ${why}`,
    hint: didYouMean(near) ?? 'write it like `GET /items/{id}`',
  }),
  'same-route': ({ route, other }) => ({
    says: `${q(route)} is the same route as ${q(other)}`,
    hint: 'names of parameters do not tell routes apart: keep one',
  }),
  'bad-requirement': ({ why, route }) => ({
    says: `what ${q(route)} needs ${why}`,
    hint: 'write scopes, `authenticated`, `public` or `undecided`',
  }),
  'keyword-not-alone': ({ word, route }) => ({
    says: `${q(route)} has the keyword ${q(word)} beside scopes`,
    hint: `${q(word)} is a whole requirement: write it alone, or leave it out`,
  }),
  'keyword-is-scope': ({ word, route }) => ({
    says: `${q(word)} of ${q(route)} is a keyword and a declared scope`,
    hint: `write \`{ all: [${word}] }\` for the scope; for the keyword, rename the scope`,
  }),
  'unknown-param': ({ param, route, near }) => ({
    says: `${q(route)} has no parameter ${q(param)}`,
    hint: didYouMean(near) ?? 'parameters are the names in braces of its template',
  }),

  'bad-duration': ({ text, least, most }) => ({
    says: `${q(text)} is no duration from ${duration(least)} to ${duration(most)}`,
    hint: DURATION_HINT,
  }),
  'key-place': ({ fault }) => ({
    says:
      fault === 'userinfo'
        ? 'the URL of `key` has a user name or a password in it'
        : '`key` does not say where the key is',
    hint: 'write `env:NAME`, `file:PATH` or the https URL of a JWK set: a catalog holds no secret',
  }),
  'bad-pointer': ({ pointer }) => ({
    says: `${q(pointer)} is no JSON pointer`,
    hint: 'a pointer has a name after each `/`, with `~1` for `/` and `~0` for `~` in it (RFC 6901)',
  }),
  'any-not-alone': ({ claim }) => ({
    says: `\`any\` stands among other values of \`${claim}\``,
    hint: `\`${claim}: any\` switches the check off: write it alone, or leave it out`,
  }),
  'unknown-profile': ({ profile, near }) => ({
    says: `the catalog has no profile ${q(profile)}`,
    hint: didYouMean(near) ?? 'profiles stand under `profiles:`',
  }),
  'long-lifetime': ({ seconds }) => ({
    says: `a lifetime of ${duration(seconds)} is long: whoever finds such a token has it as long`,
    hint: '15m is usual, and up to 1d is not remarked upon',
    warns: true,
  }),
}

/** `role editor` as it stands in a sentence: role `editor`. */
function whose(by: string): string {
  const space = by.indexOf(' ')
  return space < 0 ? q(by) : `${by.slice(0, space)} ${q(by.slice(space + 1))}`
}

const chain = (cycle: readonly string[]): string => cycle.map(q).join(' -> ')

type WrongShape = CatalogProblems['wrong-shape']

/** The validator's words, in ours: what is due, what is there, and what to write. */
function wrongShape({ key, expected, received, keys }: WrongShape) {
  const what = key === '' ? 'the file' : q(key)
  if (expected === '!0' || expected === '>=1') return { says: `${what} is empty`, hint: EMPTY_HINT }
  const kinds = expected.replace(/^\(|\)$/g, '').split(' | ')
  const due = [...new Set(kinds)].map((kind) => KINDS[kind] ?? literal(kind))
  const last = due.pop() ?? ''
  const says = `${what} has to be ${due.length === 0 ? last : `${due.join(', ')} or ${last}`}: found ${found(received)}`
  return { says, hint: shapeHint(kinds, received, keys) }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a map',
}

const literal = (text: string): string => q(text.replace(/^"|"$/g, ''))

function found(received: string): string {
  if (received === 'null') return 'nothing'
  if (/^-?\d/.test(received) || received === 'NaN') return `the number ${received}`
  return KINDS[received] ?? literal(received)
}

function shapeHint(
  kinds: readonly string[],
  received: string,
  keys: readonly string[],
): string | undefined {
  const takesText = kinds.includes('string')
  if (received === 'null') return EMPTY_HINT
  if (received === 'Array' && keys.includes('any'))
    return 'write `any:` or `all:` before it: a bare list could mean either'
  if (takesText && /^(-?\d|true$|false$|NaN$)/.test(received)) return 'quote it'
  if (received === 'Object' && keys.length > 0) return `a map here has ${list([...new Set(keys)])}`
  if (received.startsWith('"') && kinds.includes('Array'))
    return 'write it as a list, such as [a, b]'
  return undefined
}
