import type { Policy, PolicyRoute } from '../policy.js'
import { acceptedToken } from './accepted.js'
import { ACCEPT, entity, escaped, hasOne, quoted, WRITTEN_BY } from './text.js'

/** A permit for each requirement, with the routes that have it. What no policy permits is denied. */
export function cedarPolicies(policy: Policy): string {
  const same = new Map<string, PolicyRoute[]>()
  for (const route of policy.routes)
    same.set(route.requires, [...(same.get(route.requires) ?? []), route])
  return [
    `// Written by ${WRITTEN_BY}.\n`,
    ...[...same.values()].map((routes) => permitOf(routes, policy)),
    '// Whether a token is accepted, whatever its scopes: what it denies is 401, not 403.',
    permit(ACCEPT, [ACCEPT], [acceptedToken(policy.tokens)]),
  ].join('\n')
}

/** Routes with the same requirement. */
function permitOf(routes: readonly PolicyRoute[], policy: Policy): string {
  const [first] = routes
  if (!first) throw new Error('a requirement without a route')
  const names = routes.map(({ name }) => name)
  const ways = first.otherWays.map(
    (way) => `// Another way in, which no token satisfies: ${escaped(way)}.\n`,
  )
  const id = `needs ${first.requires}`
  const accepted = acceptedToken(policy.tokens)
  switch (first.level) {
    case 'public':
      return permit(id, names, [])
    case 'undecided':
      return `// Undecided, so nothing permits them:\n${commented(names)}`
    case 'authenticated':
      return `${ways.join('')}${permit(id, names, [accepted])}`
    case 'scopes':
      return first.anyOf.length === 0
        ? `${ways.join('')}// Nothing else permits these:\n${commented(names)}`
        : `${ways.join('')}${permit(id, names, [accepted, [scopesOf(first, policy)]])}`
  }
}

const commented = (names: readonly string[]): string =>
  names.map((name) => `//   ${escaped(name)}\n`).join('')

function permit(
  id: string,
  names: readonly string[],
  conditions: readonly (readonly string[])[],
): string {
  const actions = names.map((name) => `    ${entity('Action', name)}`).join(',\n')
  const when = conditions.map((all) => `\nwhen {\n  ${all.join(' &&\n  ')}\n}`).join('')
  return `@id(${quoted(id)})
permit (
  principal,
  action in [
${actions}
  ],
  resource
)${when};
`
}

/** An OR of the sets of scopes that are enough. */
const scopesOf = ({ anyOf }: PolicyRoute, policy: Policy): string =>
  anyOf
    .map((scopes) => scopes.map((name) => holds(name, policy)))
    .map((all) => (all.length > 1 && anyOf.length > 1 ? `(${all.join(' && ')})` : all.join(' && ')))
    .join(' ||\n  ')

/** The scope itself, one that implies it, or a role that grants one of these. */
function holds(name: string, { givenBy, tokens }: Policy): string {
  const givers = givenBy.get(name) ?? [name]
  const roles = [...(tokens.roles?.scopes ?? [])].flatMap(([role, scopes]) =>
    scopes.some((scope) => givers.includes(scope)) ? [role] : [],
  )
  const byScope = hasOne('context.token.scope', givers)
  return roles.length === 0 ? byScope : `(${byScope} || ${hasOne('context.token.roles', roles)})`
}
