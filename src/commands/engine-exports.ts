import type { Listed } from './command.js'

/** The exports to policy engines and gateways, in the order of help. */
export const engineExports = (group: string): readonly Listed[] => [
  {
    name: 'export opa',
    kind: 'export',
    group,
    summary: 'write the catalog for Open Policy Agent, with tests',
    load: () => import('./export-opa.js'),
  },
  {
    name: 'export envoy',
    kind: 'export',
    group,
    summary: 'write the catalog for Envoy, as JWT and RBAC filters',
    load: () => import('./export-envoy.js'),
  },
  {
    name: 'export cerbos',
    kind: 'export',
    group,
    summary: 'write the catalog for Cerbos, with tests',
    load: () => import('./export-cerbos.js'),
  },
  {
    name: 'export cedar',
    kind: 'export',
    group,
    summary: 'write the catalog for Cedar: schema, policies, tests',
    load: () => import('./export-cedar.js'),
  },
  {
    name: 'export istio',
    kind: 'export',
    group,
    summary: 'write the catalog for Istio, as policies and a filter',
    load: () => import('./export-istio.js'),
  },
  {
    name: 'export oathkeeper',
    kind: 'export',
    group,
    summary: 'write the catalog for Ory Oathkeeper, as access rules',
    load: () => import('./export-oathkeeper.js'),
  },
  {
    name: 'export aws',
    kind: 'export',
    group,
    summary: 'write the catalog for AWS API Gateway, as CloudFormation',
    load: () => import('./export-aws.js'),
  },
]
