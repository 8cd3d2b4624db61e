import { TOKEN_TYPES } from '../../token/model.js'
import { ODD_SEGMENT, SPELLING, UNRESERVED } from '../path-rules.js'
import type { Policy, PolicyTokens } from '../policy.js'
import { methodsOf, type Precedence, precedenceOf } from '../precedence.js'
import { publicMembers } from '../public-members.js'
import { groupName } from './groups.js'
import { WRITTEN_BY } from './text.js'

/**
 * What Cedar cannot do, as data for the program that asks it: which tokens to verify and how, where their scopes are, and
 * which action a request is. All expressions match a whole text.
 */
export function gatewayJson(policy: Policy): string {
  const head = {
    written_by: WRITTEN_BY,
    tokens: tokensData(policy.tokens),
    paths: {
      spelling: SPELLING.slice(1, -1),
      unescape: UNRESERVED,
      refused: `.*(?:${ODD_SEGMENT}).*`,
      query: '[!"$-~]*',
    },
  }
  const routes = precedenceOf(policy).map((line) => `    ${JSON.stringify(lineOf(line))}`)
  // A line for each route: their order counts.
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "routes": [\n${routes.join(',\n')}\n  ]\n}\n`
}

function tokensData({ algorithms, keys, type, ...tokens }: PolicyTokens): object {
  return {
    algorithms,
    keys: keys.from === 'url' ? { url: keys.url } : { copy: keys.keys.map(publicMembers) },
    types: (type ? [type] : TOKEN_TYPES).map((each) => each.toLowerCase()),
    type_required: type !== undefined,
    scope_claims: tokens.scopeClaims,
    first_scope_claim: tokens.firstClaim,
    scope_format: tokens.scopeFormat ?? 'any',
    ...(tokens.roles ? { role_claim: tokens.roles.claim } : {}),
  }
}

/** A route that is undecided, or contradicts another one, gets no action. */
function lineOf({ route, clash, except }: Precedence): object {
  const names = clash ? [route.name, clash.name] : [route.name]
  const isDecided = clash === undefined && route.level !== 'undecided'
  return {
    ...(isDecided
      ? { action: route.name, group: groupName(route.requires) }
      : { undecided: names }),
    methods: methodsOf(route),
    path: route.path,
    ...(clash ? { and: clash.path } : {}),
    ...(except.length > 0 ? { but_not: except.map(({ path }) => path) } : {}),
  }
}
