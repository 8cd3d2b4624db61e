import type { Policy } from '../policy.js'
import { acceptedToken } from './accepted.js'
import { type Group, groupsOf } from './groups.js'
import { scopesCondition } from './scopes.js'
import { ACCEPT, entity, escaped, quoted, WRITTEN_BY } from './text.js'

/** A permit for each group of routes that require the same. What no policy permits is denied. */
export const cedarPolicies = (policy: Policy): string =>
  [
    `// Written by ${WRITTEN_BY}.\n`,
    ...groupsOf(policy).map((group) => permitOf(group, policy)),
    '// Whether a token is accepted, whatever its scopes: what it denies is 401, not 403.',
    permit(ACCEPT, `== ${entity('Action', ACCEPT)}`, [acceptedToken(policy.tokens)]),
  ].join('\n')

function permitOf({ name, first, routes }: Group, policy: Policy): string {
  const names = routes.map((route) => `//   ${escaped(route.name)}\n`).join('')
  const ways = first.otherWays
    .map((way) => `// Another way in, which no token satisfies: ${escaped(way)}.\n`)
    .join('')
  const group = `in ${entity('Action', name)}`
  const accepted = acceptedToken(policy.tokens)
  switch (first.level) {
    case 'public':
      return permit(name, group, [])
    case 'undecided':
      return `// Undecided, so nothing permits them:\n${names}`
    case 'authenticated':
      return `${ways}${permit(name, group, [accepted])}`
    case 'scopes':
      return first.anyOf.length === 0
        ? `${ways}// Nothing else permits these:\n${names}`
        : `${ways}${permit(name, group, [accepted, [scopesCondition(first, policy)]])}`
  }
}

function permit(id: string, action: string, conditions: readonly (readonly string[])[]): string {
  const when = conditions.map((all) => `\nwhen {\n  ${all.join(' &&\n  ')}\n}`).join('')
  return `@id(${quoted(id)})
permit (
  principal,
  action ${action},
  resource
)${when};
`
}
