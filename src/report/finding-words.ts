import type { LintArgs, RuleCode } from '../core/lint/args.js'
import type { Finding, RuleFinding } from '../core/lint/finding.js'
import { scalarWords } from './scalar-words.js'
import { duration } from './time.js'
import { say } from './words/index.js'
import { list, plural, q } from './words/words.js'

/** One sentence for each rule: a code without one does not compile. */
type FindingWords = { readonly [C in RuleCode]: (args: LintArgs[C]) => string }

const FINDINGS: FindingWords = {
  'unused-scope': ({ scope }) => `${q(scope)} guards no route`,
  'ungranted-scope': ({ scope }) => `${q(scope)} is granted to nobody`,
  'unreachable-role': ({ role, unmet }) =>
    unmet ? `no user meets the \`when\` of role ${q(role)}` : `nobody has role ${q(role)}`,
  'unmatched-attribute': ({ user, attribute, value, expected }) =>
    `${q(attribute)} of user ${q(user)} is ${scalarWords(value)}, which no \`when\` equals: it is compared with ${scalarWords(expected)}`,
  'equal-roles': ({ role, other }) =>
    other === undefined
      ? `role ${q(role)} adds nothing to what everyone has`
      : `role ${q(role)} grants exactly what ${q(other)} does`,
  'growing-glob': ({ glob, by, how, count }) =>
    `${named(by)} ${how} whatever ${q(glob)} covers: ${plural(count, 'scope')} today`,
  'extends-conditional-role': ({ role, other, when }) =>
    `role ${q(role)} copies ${q(other)}, but not its condition ${q(when)}`,
  'first-match-overlap': ({ route, other }) =>
    `a server that takes the first match guards ${q(route)} as ${q(other)}`,
  'unpinned-scope-claim': () => 'no `scope_claim` says which claim the server reads',
  'any-issuer-or-audience': ({ claim, by }) => `${q(by)} accepts tokens of any ${claim}`,
  'redundant-grant': ({ what, name, to, because }) =>
    because === to
      ? `${named(to)} lists ${q(name)} twice`
      : because === 'everyone'
        ? `${named(to)} lists ${what} ${q(name)}, which every user has`
        : `${named(to)} has ${q(name)} already, by ${named(because)}`,
  'ambiguous-overlap': ({ route, other, path }) =>
    `${q(path)} is a path of ${q(route)} and of ${q(other)}: neither is narrower`,
  'spelling-overlap': ({ route, other, path, more }) => {
    const others = more === 0 ? '' : ` and ${plural(more, 'more route', 'more routes')}`
    return `${q(route)} also matches spelling variants of ${q(other)}${others}, such as ${q(path)}, and accepts more callers`
  },
  'public-mutation': ({ route }) => `anybody may call ${q(route)}, which changes something`,
  'undecided-route': ({ route }) => `${q(route)} is undecided`,
  'unmatchable-route': ({ route, part, isMethod, instead }) =>
    `no request matches ${q(route)}: ${q(part)} is ${isMethod ? 'not a method' : 'plain text'}${instead === undefined ? '' : `; write ${q(instead)}`}`,
  'default-admin': ({ role, scope, implies, route }) =>
    `default role ${q(role)} gives everyone ${q(scope)}, which ${powers(implies, route)}`,
  'long-lifetime': ({ seconds, by }) => `tokens of ${q(by)} live ${duration(seconds)}`,
  'symmetric-production': ({ algorithm, issuer }) =>
    `whoever verifies with ${algorithm} can also sign as ${q(issuer)}`,
  'missing-audience': () => 'no `audience` says for whom tokens are',
  'missing-issuer': () => 'no `issuer` says who may make tokens',
  'confusable-name': ({ kind, name, like, characters }) =>
    like === undefined
      ? `the ${kind} ${q(name)} holds ${characters.join(' ')}, which may not look as it is`
      : `${kind} ${q(name)} can be taken for ${q(like)}`,
  'disabled-with-grants': ({ kind, name, count }) =>
    `${kind} ${q(name)} is disabled, but keeps ${plural(count, 'grant')}`,
  'tracked-development-key': ({ file }) => `git tracks the development key ${q(file)}`,
  'unused-ignore': ({ rule, name, unknown, near }) => {
    const says = unknown
      ? `there is no rule ${q(rule)} to ignore`
      : `no finding of ${q(rule)} is named ${q(name)}`
    return near === undefined ? says : `${says}; did you mean ${q(near)}?`
  },
}

/** `role admin`, its name quoted. */
function named(by: string): string {
  const space = by.indexOf(' ')
  return `${by.slice(0, space)} ${q(by.slice(space + 1))}`
}

function powers(implies: readonly string[], route: string | undefined): string {
  const does = [
    ...(implies.length === 0 ? [] : [`implies ${several(implies)}`]),
    ...(route === undefined ? [] : [`opens ${q(route)}`]),
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
  const isNamed = finding.rule === 'unused-ignore' || says.includes(q(finding.name))
  return { says: isNamed ? says : `${says} (named ${q(finding.name)})` }
}
