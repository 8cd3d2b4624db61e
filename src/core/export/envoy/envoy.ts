import type { ExportConstruct } from '../../problems/export.js'
import { blockYaml } from '../block-yaml.js'
import { algorithmOf, constructProblems, listItemsOf, roleClaimOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import type { PolicyTokens } from '../policy.js'
import { envoyConfig } from './config.js'
import { envoyReadme, START_ENVOY } from './readme.js'

/**
 * Envoy: jwt_authn and a Lua filter accept tokens, and RBAC compares their scopes, route by route. Not expressible: a scope
 * claim that may be a list, several scope claims, a role claim.
 */
export const envoy: Engine = {
  name: 'envoy',
  title: 'Envoy',
  mark: 'scopectl export envoy',
  cannot: (policy) => constructProblems(envoy.title, policy, tokenConstructs(policy.tokens)),
  files: (exporting) => [
    { name: 'README.md', text: envoyReadme(exporting) },
    {
      name: 'envoy.yaml',
      text: `# Written by scopectl export envoy: do not edit, export again.\n${blockYaml(envoyConfig(exporting.policy), { inline: 160 })}`,
    },
  ],
  start: START_ENVOY,
}

function tokenConstructs(tokens: PolicyTokens): ExportConstruct[] {
  const { scopeClaims, firstClaim, scopeFormat } = tokens
  return [
    ...algorithmOf(tokens),
    ...(firstClaim && scopeClaims.length === 1 ? [] : [{ is: 'scope-claims' } as const]),
    ...(scopeFormat === 'string' ? [] : [{ is: 'scope-list' } as const]),
    ...listItemsOf(tokens),
    ...roleClaimOf(tokens),
  ]
}
