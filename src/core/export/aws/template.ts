import type { YamlValue } from '../block-yaml.js'
import type { Policy } from '../policy.js'
import { type GatewayRoute, gatewayRoutes } from './routes.js'

type Entry = { readonly [name: string]: YamlValue }

const API: Entry = { Ref: 'Api' }

/** An HTTP API with a JWT authorizer in front of an API at a URL, as a CloudFormation template. */
export const gatewayTemplate = (policy: Policy): Entry => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Written by scopectl export aws: do not edit, export again.',
  Parameters: {
    Backend: {
      Type: 'String',
      Description: 'The URL of the API behind the gateway, without a slash at its end',
      AllowedPattern: '^https?://[^/?#]+(/[^?#]*[^/?#])?$',
    },
  },
  Resources: {
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'scopectl', ProtocolType: 'HTTP' },
    },
    Stage: resource('Stage', { StageName: '$default', AutoDeploy: true }),
    Tokens: resource('Authorizer', {
      Name: 'tokens',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: policy.tokens.issuers === 'any' ? '' : (policy.tokens.issuers[0] ?? ''),
        Audience: policy.tokens.audiences === 'any' ? [] : policy.tokens.audiences,
      },
    }),
    Proxy: resource('Integration', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: { Ref: 'Backend' },
      PayloadFormatVersion: '1.0',
      RequestParameters: { 'overwrite:path': '$request.path' },
    }),
    ...routeResources(gatewayRoutes(policy)),
  },
  Outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
})

const resource = (kind: string, properties: Entry): Entry => ({
  Type: `AWS::ApiGatewayV2::${kind}`,
  Properties: { ApiId: API, ...properties },
})

/** Named after their keys, with a number where two would have the same name. */
function routeResources(routes: readonly GatewayRoute[]): Entry {
  const named = new Map<string, Entry>()
  for (const route of routes) {
    const words = route.key.match(/[A-Za-z0-9]+/g) ?? []
    const name = `Route${words.map((word) => word[0]?.toUpperCase() + word.slice(1).toLowerCase()).join('')}`
    let free = name
    for (let i = 2; named.has(free); i++) free = `${name}N${i}`
    named.set(free, routeResource(route))
  }
  return Object.fromEntries(named)
}

const routeResource = ({ key, scopes }: GatewayRoute): Entry =>
  resource('Route', {
    RouteKey: key,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Proxy' }]] },
    ...(scopes === undefined
      ? { AuthorizationType: 'NONE' }
      : {
          AuthorizationType: 'JWT',
          AuthorizerId: { Ref: 'Tokens' },
          // Any of them is enough.
          ...(scopes.length > 0 ? { AuthorizationScopes: scopes } : {}),
        }),
  })
