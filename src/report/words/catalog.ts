import type { CatalogProblems } from '../../core/problems/catalog.js'
import { duration } from '../time.js'
import { routeFault } from './route.js'
import { didYouMean, list, quote, type Words } from './words.js'

const EMPTY_HINT = 'an empty value is never a default: write it out, or leave the key out'
const DURATION_HINT = 'write it like 30s, 15m, 1h30m or 7d'

/** About what the catalog, users and suite files say. */
export const catalogWords: Words<CatalogProblems> = {
  'reserved-name': ({ name }) => ({
    says: `${quote(name)} cannot be a name`,
    hint: 'every JavaScript object has a member of that name; take another',
  }),
  'unknown-key': ({ key, suggestion, names }) => ({
    says: `unknown setting ${quote(key)}`,
    hint: didYouMean(suggestion) ?? settings(names),
  }),
  'missing-key': ({ key }) => ({ says: `${quote(key)} is missing` }),
  'wrong-shape': wrongShape,

  'not-a-scope-token': ({ name, what }) => ({
    says: `${quote(name)} cannot be ${what === 'scope' ? 'a scope' : 'a scope in a claim'}`,
    hint: 'a scope is printable ASCII without spaces, `"` and `\\` (RFC 6749 §3.3)',
  }),
  'star-in-name': ({ name }) => ({
    says: `the scope ${quote(name)} has a \`*\` in its name`,
    hint: 'declare each scope by its own name; globs stand in `implies:` and in the scopes of roles',
  }),
  'row-name': ({ role }) => ({
    says: `a role cannot be called ${quote(role)}: every matrix has a row of that name`,
    hint: 'take another name',
  }),
  'unknown-scope': ({ scope, by, suggestion }) => ({
    says: `${whose(by)} names the scope ${quote(scope)}, which is not declared`,
    hint: didYouMean(suggestion) ?? 'declare it under `scopes:`',
  }),
  'unknown-role': ({ role, by, suggestion }) => ({
    says: `${whose(by)} names the role ${quote(role)}, which there is not`,
    hint: didYouMean(suggestion) ?? 'write it under `roles:`',
  }),
  'glob-not-here': ({ glob, by }) => ({
    says: `${whose(by)} cannot take the glob ${quote(glob)}`,
    hint: 'write the scopes out; globs stand in `implies:` and in the scopes of roles only',
  }),
  'empty-glob': ({ glob, by }) => ({
    says: `the glob ${quote(glob)} of ${whose(by)} covers no declared scope`,
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
    says: `the \`when\` of role ${quote(role)} asks for nothing`,
    hint: 'name an attribute and its value; a role for everybody is `default: true`',
  }),
  'when-and-default': ({ role }) => ({
    says: `the role ${quote(role)} has both \`when\` and \`default\``,
    hint: "a default role is everybody's already: keep one of the two",
  }),
  'when-reads-setting': ({ attribute }) => ({
    says: `\`when\` cannot read ${quote(attribute)}, which is a setting of users`,
    hint: 'it reads attributes: keys of a user that you name yourself, such as `is_admin`',
  }),
  'when-role-listed': ({ role, by }) => ({
    says: `${whose(by)} lists the role ${quote(role)}, which only its \`when\` can give`,
    hint: 'take it out, and give the user the attributes that its `when` asks for',
  }),
  'unknown-attribute': ({ attribute, user, suggestion }) => ({
    says: `user ${quote(user)} has ${quote(attribute)}, which is no setting, and no role's \`when\` reads it`,
    hint: didYouMean(suggestion) ?? 'settings are roles, scopes, claims, disabled and password',
  }),
  'reserved-claim': ({ claim, by }) => ({
    says: `${whose(by)} sets the claim ${quote(claim)}, which scopectl writes itself`,
    hint: 'take another name, or leave it out',
  }),

  'bad-route-name': ({ route, why, suggestion }) => ({
    says: `the route ${quote(route)} ${routeFault(why)}`,
    hint: didYouMean(suggestion) ?? 'write it like `GET /items/{id}`',
  }),
  'same-route': ({ route, other }) => ({
    says: `${quote(route)} is the same route as ${quote(other)}`,
    hint: 'names of parameters do not tell routes apart: keep one',
  }),
  'bad-requirement': ({ route }) => ({
    says: `what ${quote(route)} needs is blank`,
    hint: 'write scopes, `authenticated`, `public` or `undecided`',
  }),
  'keyword-not-alone': ({ word, route }) => ({
    says: `${quote(route)} has the keyword ${quote(word)} beside scopes`,
    hint: `${quote(word)} is a whole requirement: write it alone, or leave it out`,
  }),
  'keyword-is-scope': ({ word, route }) => ({
    says: `${quote(word)} of ${quote(route)} is a keyword and a declared scope`,
    hint: `write \`{ all: [${word}] }\` for the scope; for the keyword, rename the scope`,
  }),
  'unknown-param': ({ param, route, suggestion }) => ({
    says: `${quote(route)} has no parameter ${quote(param)}`,
    hint: didYouMean(suggestion) ?? 'parameters are the names in braces of its template',
  }),

  'bad-duration': ({ text, least, most }) => ({
    says: `${quote(text)} is no duration from ${duration(least)} to ${duration(most)}`,
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
    says: `${quote(pointer)} is no JSON pointer`,
    hint: 'a pointer has a name after each `/`, with `~1` for `/` and `~0` for `~` in it (RFC 6901)',
  }),
  'any-not-alone': ({ claim }) => ({
    says: `\`any\` stands among other values of \`${claim}\``,
    hint: `\`${claim}: any\` switches the check off: write it alone, or leave it out`,
  }),
  'unknown-profile': ({ profile, suggestion }) => ({
    says: `the catalog has no profile ${quote(profile)}`,
    hint: didYouMean(suggestion) ?? 'profiles stand under `profiles:`',
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
  return space < 0 ? quote(by) : `${by.slice(0, space)} ${quote(by.slice(space + 1))}`
}

const chain = (cycle: readonly string[]): string => cycle.map(quote).join(' -> ')

type WrongShape = CatalogProblems['wrong-shape']

/** The validator's words, in ours: what was expected, what was found, and what to write. */
function wrongShape({ key, expected, received, keys }: WrongShape) {
  const what = key === '' ? 'the file' : quote(key)
  if (expected === '!0' || expected === '>=1') return { says: `${what} is empty`, hint: EMPTY_HINT }
  const kinds = expected.replace(/^\(|\)$/g, '').split(' | ')
  const types = [...new Set(kinds)].map((kind) => KINDS[kind] ?? literal(kind))
  const last = types.pop() ?? ''
  const says = `${what} must be ${types.length === 0 ? last : `${types.join(', ')} or ${last}`}: found ${found(received)}`
  return { says, hint: shapeHint(kinds, received, keys) }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a map',
}

const literal = (text: string): string => quote(text.replace(/^"|"$/g, ''))

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

/** What can be set here; a map of names (roles, scopes) has no settings. */
function settings(names: readonly string[]): string {
  const own = 'notes of your own go under keys that start with `x-`'
  return names.length === 0 ? own : `settings here: ${list(names, 'and')}; ${own}`
}
