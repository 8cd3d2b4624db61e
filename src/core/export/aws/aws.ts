import { problem } from '../../problem.js'
import type { ExportConstruct, ExportGap } from '../../problems/export.js'
import { blockYaml } from '../block-yaml.js'
import { algorithmOf, constructProblems, roleClaimOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import type { Policy, PolicyTokens } from '../policy.js'
import { awsReadme, START_AWS } from './readme.js'
import { gatewayRoutes, routeConstructs } from './routes.js'
import { gatewayTemplate } from './template.js'

/** A template has at most 500 resources, and six of them are not routes. */
const MOST_ROUTES = 490

/**
 * Amazon API Gateway: an HTTP API whose routes take any of some scopes of a JWT. Not expressible: a route that needs
 * several scopes at once, keys that the issuer does not publish, anything but RSA, and much about tokens; see `gaps`.
 */
export const aws: Engine = {
  name: 'aws',
  title: 'API Gateway',
  mark: 'scopectl export aws',
  cannot(policy) {
    const ofTokens = [...tokenConstructs(policy.tokens), ...referencesIn(policy)]
    const problems = constructProblems(aws.title, policy, ofTokens, (route) =>
      routeConstructs(route, policy),
    )
    if (problems.length > 0) return problems
    const count = gatewayRoutes(policy).length
    if (count <= MOST_ROUTES) return []
    const construct = { is: 'count', what: 'routes', count, most: MOST_ROUTES } as const
    return [problem('export-cannot', { engine: aws.title, construct }, undefined)]
  },
  gaps: gapsOf,
  files: (exporting) => [
    { name: 'README.md', text: awsReadme(exporting) },
    { name: 'template.yaml', text: blockYaml(gatewayTemplate(exporting.policy)) },
  ],
  start: START_AWS,
}

function tokenConstructs(tokens: PolicyTokens): ExportConstruct[] {
  const { scopeClaims, firstClaim, issuers, audiences } = tokens
  const [claim] = scopeClaims
  const isKnown = claim?.length === 1 && /^scope$|^scp$/.test(claim[0] ?? '')
  const isOne = issuers !== 'any' && issuers.length === 1 && issuers[0]?.startsWith('https://')
  return [
    ...algorithmOf(tokens, /^RS/),
    ...(tokens.keys.from === 'copy' ? [{ is: 'key-copy' } as const] : []),
    ...(isOne ? [] : [{ is: 'issuers' } as const]),
    ...(audiences === 'any' || audiences.length === 0 ? [{ is: 'audiences' } as const] : []),
    ...(firstClaim && scopeClaims.length === 1 && isKnown ? [] : [{ is: 'scope-claims' } as const]),
    ...(tokens.scopeFormat === 'string' ? [] : [{ is: 'scope-list' } as const]),
    ...roleClaimOf(tokens),
    ...(tokens.type === undefined ? [] : [{ is: 'token-type' } as const]),
    ...(tokens.leeway === 0 ? [] : [{ is: 'leeway' } as const]),
  ]
}

/** CloudFormation resolves dynamic references in every text of a template. */
function referencesIn({ tokens, givenBy }: Policy): ExportConstruct[] {
  const { issuers, audiences } = tokens
  const parties = [issuers, audiences].flatMap((names) => (names === 'any' ? [] : names))
  const names = new Set([...parties, ...[...givenBy.values()].flat()])
  return [...names]
    .filter((name) => name.includes('{{resolve:'))
    .map((name) => ({ is: 'reference', name }))
}

/** No setting of a JWT authorizer closes these; nor does an HTTP API refuse paths. */
function gapsOf({ routes, tokens }: Policy): ExportGap[] {
  if (routes.every(({ level }) => level === 'public')) return ['paths']
  return [
    ...(['issuer-keys', 'rsa', 'client-id', 'scp', 'typ', 'crit'] as const),
    ...(tokens.subject === 'required' ? (['subject'] as const) : []),
    'json',
    'paths',
  ]
}
