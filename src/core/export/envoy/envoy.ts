import { type Problem, problem } from '../../problem.js'
import type { ExportConstruct } from '../../problems/export.js'
import { blockYaml } from '../block-yaml.js'
import type { Engine } from '../engine.js'
import { listItemsOf } from '../list-items.js'
import type { Policy } from '../policy.js'
import { shellWord } from '../shell-word.js'
import { envoyConfig } from './config.js'
import { envoyReadme } from './readme.js'

/**
 * Envoy: jwt_authn and a Lua filter accept tokens, and RBAC compares their scopes, route by route. Not expressible: a scope
 * claim that may be a list, several scope claims, a role claim.
 */
export const envoy: Engine = {
  name: 'envoy',
  title: 'Envoy',
  mark: 'scopectl export envoy',
  cannot: ({ tokens, routes }) =>
    constructsOf({ tokens, routes }).map((construct) =>
      problem('export-cannot', { engine: 'Envoy', construct }, tokens.at),
    ) satisfies Problem[],
  files: (exporting) => [
    { name: 'README.md', text: envoyReadme(exporting) },
    {
      name: 'envoy.yaml',
      text: `# Written by scopectl export envoy: do not edit, export again.\n${blockYaml(envoyConfig(exporting.policy))}`,
    },
  ],
  start: (folder) => `envoy -c ${shellWord(`${folder}/envoy.yaml`)}`,
}

function constructsOf({ tokens }: Pick<Policy, 'tokens' | 'routes'>): ExportConstruct[] {
  const { algorithms, scopeClaims, firstClaim, scopeFormat, roles } = tokens
  const unknown = algorithms.find((each) => !/^(?:RS|PS|ES)/.test(each))
  return [
    ...(unknown === undefined ? [] : [{ is: 'algorithm', name: unknown } as const]),
    ...(firstClaim && scopeClaims.length === 1 ? [] : [{ is: 'scope-claims' } as const]),
    ...(scopeFormat === 'string' ? [] : [{ is: 'scope-list' } as const]),
    ...listItemsOf(tokens),
    ...(roles ? [{ is: 'role-claim', name: roles.claim.join('/') } as const] : []),
  ]
}
