import type { ExportConstruct } from '../../problems/export.js'
import { blockYaml } from '../block-yaml.js'
import { algorithmOf, constructProblems, listItemsOf, roleClaimOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import { isMixed, type Policy, type PolicyRoute, type PolicyTokens } from '../policy.js'
import { istioObjects } from './objects.js'
import { istioReadme, START_ISTIO } from './readme.js'

const MARK = 'scopectl export istio'

/**
 * Istio: RequestAuthentication accepts tokens, AuthorizationPolicy compares scopes, route by route, and an EnvoyFilter has
 * the checks of paths and tokens that these lack. Not expressible: text next to a parameter, a role claim, names with `*`.
 */
export const istio: Engine = {
  name: 'istio',
  title: 'Istio',
  mark: MARK,
  cannot: (policy) =>
    constructProblems(istio.title, policy, tokenConstructs(policy), routeConstructs),
  files: (exporting) => [
    { name: 'README.md', text: istioReadme(exporting) },
    {
      name: 'istio.yaml',
      text: `# Written by ${MARK}: do not edit, export again.\n${istioObjects(exporting.policy)
        .map((each) => blockYaml(each))
        .join('---\n')}`,
    },
  ],
  start: START_ISTIO,
}

function tokenConstructs({ tokens, givenBy }: Policy): ExportConstruct[] {
  const { issuers } = tokens
  const names = [...(issuers === 'any' ? [] : issuers), ...[...givenBy.values()].flat()]
  const star = [...new Set(names)].filter((name) => name.includes('*'))
  return [
    ...algorithmOf(tokens),
    ...(issuers === 'any' || issuers.length === 0 ? [{ is: 'named-issuers' } as const] : []),
    ...scopeConstructs(tokens),
    ...listItemsOf(tokens),
    ...star.map((name) => ({ is: 'wildcard', name }) as const),
    ...roleClaimOf(tokens),
    ...(tokens.leeway > 60 ? [{ is: 'leeway-60' } as const] : []),
  ]
}

/** Istio splits the text of `scope` only. */
function scopeConstructs({
  scopeClaims,
  firstClaim,
  scopeFormat,
}: PolicyTokens): ExportConstruct[] {
  const [claim = []] = scopeClaims
  if (!firstClaim || scopeClaims.length > 1 || claim.length > 1) return [{ is: 'scope-claims' }]
  if (/[[\]]/.test(claim[0] ?? '')) return [{ is: 'claim-name', name: claim[0] ?? '' }]
  return claim[0] === 'scope' || scopeFormat === 'array'
    ? []
    : [{ is: 'scope-text', name: claim[0] ?? '' }]
}

const routeConstructs = ({ parts, name }: PolicyRoute): ExportConstruct[] =>
  isMixed(parts) ? [{ is: 'template', route: name, why: 'mixed' }] : []
