import type { LintArgs, RuleCode } from '../core/lint/args.js'
import type { Finding, RuleFinding } from '../core/lint/finding.js'
import { scalarWords } from './scalar-words.js'
import { duration } from './time.js'
import { say } from './words/index.js'
import { unusedIgnoreText } from './words/lint.js'
import { list, plural, quote, quotePasted } from './words/words.js'

/** One sentence per rule: a rule without one does not compile. */
type FindingWords = { readonly [C in RuleCode]: (args: LintArgs[C]) => string }

const FINDINGS: FindingWords = {
  'unused-scope': ({ scope }) => `no route needs ${quote(scope)}`,
  'ungranted-scope': ({ scope }) => `no one is granted ${quote(scope)}`,
  'unreachable-role': ({ role, unmet }) =>
    unmet
      ? `no user matches the \`when\` of role ${quote(role)}`
      : `no one has role ${quote(role)}`,
  'unmatched-attribute': ({ user, attribute, value, expected }) =>
    `${quote(attribute)} of user ${quote(user)} is ${scalarWords(value)}, which matches no \`when\`: they compare it with ${scalarWords(expected)}`,
  'equal-roles': ({ role, other }) =>
    other === undefined
      ? `role ${quote(role)} grants nothing that everyone does not already have`
      : `role ${quote(role)} grants exactly the same as ${quote(other)}`,
  'growing-glob': ({ glob, by, how, count }) =>
    `${named(by)} ${how} everything that matches ${quote(glob)}: currently ${plural(count, 'scope')}`,
  'extends-conditional-role': ({ role, other, when }) =>
    `role ${quote(role)} copies ${quote(other)}, but not its condition ${quote(when)}`,
  'first-match-overlap': ({ route, other }) =>
    `a first-match server would handle ${quote(route)} as ${quote(other)}`,
  'unpinned-scope-claim': () => '`scope_claim` is not set, so the claim to read is ambiguous',
  'any-issuer-or-audience': ({ claim, by }) => `${quote(by)} accepts tokens of any ${claim}`,
  'redundant-grant': ({ what, name, to, because }) =>
    because === to
      ? `${named(to)} lists ${quote(name)} twice`
      : because === 'everyone'
        ? `${named(to)} lists ${what} ${quote(name)}, which every user has`
        : `${named(to)} already has ${quote(name)} through ${named(because)}`,
  'ambiguous-overlap': ({ route, other, path }) =>
    `${quotePasted(path)} matches both ${quote(route)} and ${quote(other)}, and neither is narrower`,
  'spelling-overlap': ({ route, other, path, more }) => {
    const others = more === 0 ? '' : ` and ${plural(more, 'more route', 'more routes')}`
    return `${quote(route)} also matches spelling variants of ${quote(other)}${others}, like ${quotePasted(path)}, and allows more callers`
  },
  'public-mutation': ({ route }) => `${quote(route)} is public, but its method changes data`,
  'dead-alternative': ({ route, alternatives }) =>
    `${quote(route)} accepts any token, so ${list(alternatives, 'and')} ${alternatives.length === 1 ? 'has' : 'have'} no effect`,
  'undecided-route': ({ route }) => `${quote(route)} is undecided`,
  'unmatchable-route': ({ route, part, isMethod, instead }) =>
    `no request matches ${quote(route)}: ${quote(part)} is ${isMethod ? 'not a method' : 'plain text'}${instead === undefined ? '' : `; write ${quote(instead)}`}`,
  'default-admin': ({ role, scope, implies, route }) =>
    `default role ${quote(role)} gives everyone ${quote(scope)}, which ${powers(implies, route)}`,
  'long-lifetime': ({ seconds, by }) =>
    `${quote(by)} gives tokens a lifetime of ${duration(seconds)}`,
  'symmetric-production': ({ algorithm, issuer }) =>
    `anyone who verifies with ${algorithm} can also sign as ${quote(issuer)}`,
  'missing-audience': () =>
    '`audience` is not set: tokens without one are accepted whichever API they are for, and those with one are refused',
  'missing-issuer': () =>
    '`issuer` is not set: tokens without one are accepted whoever issued them, and those with one are refused',
  'confusable-name': ({ kind, name, like, characters }) =>
    like === undefined
      ? `the ${kind} ${quote(name)} contains ${characters.join(' ')}, which can be misleading`
      : `${kind} ${quote(name)} is easily confused with ${quote(like)}`,
  'disabled-with-grants': ({ kind, name, count }) =>
    `${kind} ${quote(name)} is disabled but still has ${plural(count, 'grant')}`,
  'without-grants': ({ kind, who }) =>
    typeof who === 'number'
      ? `${plural(who, `more ${kind}`)} ${who === 1 ? 'has' : 'have'} no role and no scopes`
      : `${kind} ${quote(who)} has no role and no scopes`,
  'tracked-development-key': ({ file }) => `git tracks the development key ${quote(file)}`,
  'unused-ignore': unusedIgnoreText,
  'gateway-inherited-security': ({ by }) =>
    `${quote(by)} has no \`security\` of its own, and API Gateway does not apply that of the document: it is open`,
  'gateway-all-of-scopes': ({ by, scheme, scopes }) =>
    `${quote(by)} needs ${several(scopes, 'scope')} of ${quote(scheme)}, but API Gateway takes any one of them`,
  'gateway-several-authorizers': ({ by, schemes }) =>
    `${quote(by)} names ${several(schemes, 'scheme')}, but a route of API Gateway has one authorizer`,
  'gateway-without-authorizer': ({ scheme, count, declared }) =>
    `API Gateway ignores the scheme ${quote(scheme)}, which ${declared ? 'has no authorizer' : 'is not declared'} (named in ${plural(count, 'place')})`,
}

/** `role admin`, its name quoted. */
function named(by: string): string {
  const space = by.indexOf(' ')
  return `${by.slice(0, space)} ${quote(by.slice(space + 1))}`
}

function powers(implies: readonly string[], route: string | undefined): string {
  const does = [
    ...(implies.length === 0 ? [] : [`implies ${several(implies)}`]),
    ...(route === undefined ? [] : [`is needed for ${quote(route)}, which everyone may call`]),
  ]
  return does.join(' and ')
}

const several = (names: readonly string[], what = 'other'): string =>
  names.length <= 3 ? list(names, 'and') : plural(names.length, what)

/** What was found, in one sentence, and a hint if there is more to say than on the rule's page. */
export function sayFinding(finding: Finding): { says: string; hint?: string | undefined } {
  if (finding.kind === 'invalid') return say(finding.problem)
  // The table pairs each code with its own arguments; a union of codes loses the pairing.
  const words = FINDINGS[finding.rule] as (args: RuleFinding['args']) => string
  const says = words(finding.args)
  // An ignore needs the name, so it is added if the sentence does not contain it.
  const isNamed = finding.rule === 'unused-ignore' || says.includes(quote(finding.name))
  return { says: isNamed ? says : `${says} (named ${quote(finding.name)})` }
}
