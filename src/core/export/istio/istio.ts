import { type Problem, problem } from '../../problem.js'
import type { ExportConstruct } from '../../problems/export.js'
import { blockYaml } from '../block-yaml.js'
import type { Engine } from '../engine.js'
import { listItemsOf } from '../list-items.js'
import { isMixed, type Policy, type PolicyRoute, type PolicyTokens } from '../policy.js'
import { istioObjects } from './objects.js'
import { istioReadme, startIstio } from './readme.js'

const MARK = 'scopectl export istio'

/**
 * Istio: RequestAuthentication accepts tokens, AuthorizationPolicy compares scopes, route by route, and an EnvoyFilter has
 * the checks of paths and tokens that these lack. Not expressible: text next to a parameter, a role claim, names with `*`.
 */
export const istio: Engine = {
  name: 'istio',
  title: 'Istio',
  mark: MARK,
  cannot(policy) {
    const cannot = (construct: ExportConstruct, at: Problem['at']): Problem =>
      problem('export-cannot', { engine: istio.title, construct }, at)
    return [
      ...tokenConstructs(policy).map((each) => cannot(each, policy.tokens.at)),
      ...policy.routes.flatMap((route) =>
        routeConstructs(route).map((each) => cannot(each, route.at)),
      ),
    ]
  },
  files: (exporting) => [
    { name: 'README.md', text: istioReadme(exporting) },
    {
      name: 'istio.yaml',
      text: `# Written by ${MARK}: do not edit, export again.\n${istioObjects(exporting.policy).map(blockYaml).join('---\n')}`,
    },
  ],
  start: startIstio,
}

function tokenConstructs({ tokens, givenBy }: Policy): ExportConstruct[] {
  const { algorithms, roles, issuers } = tokens
  const unknown = algorithms.find((each) => !/^(?:RS|PS|ES)/.test(each))
  const names = [...(issuers === 'any' ? [] : issuers), ...[...givenBy.values()].flat()]
  const star = [...new Set(names)].filter((name) => name.includes('*'))
  return [
    ...(unknown === undefined ? [] : [{ is: 'algorithm', name: unknown } as const]),
    ...(issuers === 'any' || issuers.length === 0 ? [{ is: 'named-issuers' } as const] : []),
    ...scopeConstructs(tokens),
    ...listItemsOf(tokens),
    ...star.map((name) => ({ is: 'wildcard', name }) as const),
    ...(roles ? [{ is: 'role-claim', name: roles.claim.join('/') } as const] : []),
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
