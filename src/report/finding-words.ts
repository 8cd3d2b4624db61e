import type { LintArgs, RuleCode } from '../core/lint/args.js'
import type { Finding, RuleFinding } from '../core/lint/finding.js'
import { scalarWords } from './scalar-words.js'
import { duration } from './time.js'
import { say } from './words/index.js'
import { list, plural, quote } from './words/words.js'

/** One sentence for each rule: a code without one does not compile. */
type FindingWords = { readonly [C in RuleCode]: (args: LintArgs[C]) => string }

const FINDINGS: FindingWords = {
  'unused-scope': ({ scope }) => `${quote(scope)} guards no route`,
  'ungranted-scope': ({ scope }) => `${quote(scope)} is granted to nobody`,
  'unreachable-role': ({ role, unmet }) =>
    unmet ? `no user meets the \`when\` of role ${quote(role)}` : `nobody has role ${quote(role)}`,
  'unmatched-attribute': ({ user, attribute, value, expected }) =>
    `${quote(attribute)} of user ${quote(user)} is ${scalarWords(value)}, which no \`when\` equals: it is compared with ${scalarWords(expected)}`,
  'equal-roles': ({ role, other }) =>
    other === undefined
      ? `role ${quote(role)} adds nothing to what everyone has`
      : `role ${quote(role)} grants exactly what ${quote(other)} does`,
  'growing-glob': ({ glob, by, how, count }) =>
    `${named(by)} ${how} whatever ${quote(glob)} covers: ${plural(count, 'scope')} today`,
  'extends-conditional-role': ({ role, other, when }) =>
    `role ${quote(role)} copies ${quote(other)}, but not its condition ${quote(when)}`,
  'first-match-overlap': ({ route, other }) =>
    `a server that takes the first match guards ${quote(route)} as ${quote(other)}`,
  'unpinned-scope-claim': () => 'no `scope_claim` says which claim the server reads',
  'any-issuer-or-audience': ({ claim, by }) => `${quote(by)} accepts tokens of any ${claim}`,
  'redundant-grant': ({ what, name, to, because }) =>
    because === to
      ? `${named(to)} lists ${quote(name)} twice`
      : because === 'everyone'
        ? `${named(to)} lists ${what} ${quote(name)}, which every user has`
        : `${named(to)} has ${quote(name)} already, by ${named(because)}`,
  'ambiguous-overlap': ({ route, other, path }) =>
    `${quote(path)} is a path of ${quote(route)} and of ${quote(other)}: neither is narrower`,
  'spelling-overlap': ({ route, other, path, more }) => {
    const others = more === 0 ? '' : ` and ${plural(more, 'more route', 'more routes')}`
    return `${quote(route)} also matches spelling variants of ${quote(other)}${others}, such as ${quote(path)}, and accepts more callers`
  },
  'public-mutation': ({ route }) => `anybody may call ${quote(route)}, which changes something`,
  'undecided-route': ({ route }) => `${quote(route)} is undecided`,
  'unmatchable-route': ({ route, part, isMethod, instead }) =>
    `no request matches ${quote(route)}: ${quote(part)} is ${isMethod ? 'not a method' : 'plain text'}${instead === undefined ? '' : `; write ${quote(instead)}`}`,
  'default-admin': ({ role, scope, implies, route }) =>
    `default role ${quote(role)} gives everyone ${quote(scope)}, which ${powers(implies, route)}`,
  'long-lifetime': ({ seconds, by }) => `tokens of ${quote(by)} live ${duration(seconds)}`,
  'symmetric-production': ({ algorithm, issuer }) =>
    `whoever verifies with ${algorithm} can also sign as ${quote(issuer)}`,
  'missing-audience': () => 'no `audience` says for whom tokens are',
  'missing-issuer': () => 'no `issuer` says who may make tokens',
  'confusable-name': ({ kind, name, like, characters }) =>
    like === undefined
      ? `the ${kind} ${quote(name)} holds ${characters.join(' ')}, which may not look as it is`
      : `${kind} ${quote(name)} can be taken for ${quote(like)}`,
  'disabled-with-grants': ({ kind, name, count }) =>
    `${kind} ${quote(name)} is disabled, but keeps ${plural(count, 'grant')}`,
  'tracked-development-key': ({ file }) => `git tracks the development key ${quote(file)}`,
  'unused-ignore': ({ rule, name, unknown, suggestion }) => {
    const says = unknown
      ? `there is no rule ${quote(rule)} to ignore`
      : `no finding of ${quote(rule)} is named ${quote(name)}`
    return suggestion === undefined ? says : `${says}; did you mean ${quote(suggestion)}?`
  },
}

/** `role admin`, its name quoted. */
function named(by: string): string {
  const space = by.indexOf(' ')
  return `${by.slice(0, space)} ${quote(by.slice(space + 1))}`
}

function powers(implies: readonly string[], route: string | undefined): string {
  const does = [
    ...(implies.length === 0 ? [] : [`implies ${several(implies)}`]),
    ...(route === undefined ? [] : [`opens ${quote(route)}`]),
  ]
  return does.join(' and ')
}

const several = (names: readonly string[]): string =>
  names.length <= 3 ? list(names, 'and') : plural(names.length, 'other')

/** What was found, in one sentence, and what to do where there is more to say than the rule's page does. */
export function sayFinding(finding: Finding): { says: string; hint?: string | undefined } {
  if (finding.kind === 'invalid') return say(finding.problem)
  // The table pairs each code with its own arguments; a union of codes loses the pairing.
  const words = FINDINGS[finding.rule] as (args: RuleFinding['args']) => string
  const says = words(finding.args)
  // An ignore has to name it: where the sentence does not, it is said beside.
  const isNamed = finding.rule === 'unused-ignore' || says.includes(quote(finding.name))
  return { says: isNamed ? says : `${says} (named ${quote(finding.name)})` }
}
