import type { Policy, PolicyRoute } from '../policy.js'
import { hasOne, quoted } from './text.js'

/** The condition for a token with one of the sets of scopes that are enough. The sets of one scope are one comparison. */
export function scopesCondition({ anyOf }: PolicyRoute, policy: Policy): string {
  const single = anyOf.filter(({ length }) => length === 1).flat()
  const several = anyOf.filter(({ length }) => length > 1)
  const ways = [
    ...(single.length > 0 ? [holdsOne(single, policy)] : []),
    ...several.map((scopes) => {
      const all = allOf(scopes, policy)
      return all.length > 1 ? `(${chain(AND, all)})` : all.join('')
    }),
  ]
  return chain(OR, ways)
}

/** Conditions that are true together for a token with all of these. */
function allOf(scopes: readonly string[], policy: Policy): string[] {
  const plain = scopes.filter((name) => isPlain(name, policy))
  const others = scopes.filter((name) => !plain.includes(name))
  const [first, ...more] = plain
  const itself =
    first === undefined || more.length === 0
      ? plain.map((name) => holdsOne([name], policy))
      : [`context.token.scope.containsAll([${plain.map(quoted).join(', ')}])`]
  return [...itself, ...others.map((name) => holdsOne([name], policy))]
}

/** Whether only the scope itself gives it. */
const isPlain = (name: string, policy: Policy): boolean =>
  giversOf([name], policy).length === 1 && rolesWith([name], policy).length === 0

/** The token has one of these scopes, one that implies it, or a role that grants one of them all. */
function holdsOne(names: readonly string[], policy: Policy): string {
  const givers = giversOf(names, policy)
  const roles = rolesWith(givers, policy)
  const byScope = hasOne('context.token.scope', givers)
  return roles.length === 0 ? byScope : `(${byScope} || ${hasOne('context.token.roles', roles)})`
}

const giversOf = (names: readonly string[], { givenBy }: Policy): string[] => [
  ...new Set(names.flatMap((name) => givenBy.get(name) ?? [name])),
]

function rolesWith(scopes: readonly string[], { tokens }: Policy): string[] {
  const wanted = new Set(scopes)
  return [...(tokens.roles?.scopes ?? [])].flatMap(([role, granted]) =>
    granted.some((scope) => wanted.has(scope)) ? [role] : [],
  )
}

const AND = ' && '
const OR = ' ||\n  '

/** Cedar's recursion ends at a few hundred conditions in a row: it refuses such a policy, and in WebAssembly it crashes. */
const MOST = 16

function chain(operator: typeof AND | typeof OR, parts: readonly string[]): string {
  if (parts.length <= MOST) return parts.join(operator)
  const groups = Array.from({ length: Math.ceil(parts.length / MOST) }, (_, i) =>
    parts.slice(i * MOST, (i + 1) * MOST),
  )
  return chain(
    operator,
    groups.map((group) => `(${chain(operator, group)})`),
  )
}
