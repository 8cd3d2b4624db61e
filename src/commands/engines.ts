import type { Listed } from './command.js'

/** The commands that write the catalog for an engine, which then decides like `check`. */
export const ENGINES: readonly Omit<Listed, 'kind' | 'group'>[] = [
  {
    name: 'export opa',
    summary: 'write the catalog for Open Policy Agent, with tests',
    load: () => import('./export-opa.js'),
  },
  {
    name: 'export envoy',
    summary: 'write the catalog for Envoy, as JWT and RBAC filters',
    load: () => import('./export-envoy.js'),
  },
  {
    name: 'export cerbos',
    summary: 'write the catalog for Cerbos, with tests',
    load: () => import('./export-cerbos.js'),
  },
  {
    name: 'export cedar',
    summary: 'write the catalog for Cedar: schema, policies, tests',
    load: () => import('./export-cedar.js'),
  },
  {
    name: 'export istio',
    summary: 'write the catalog for Istio, as policies and a filter',
    load: () => import('./export-istio.js'),
  },
  {
    name: 'export oathkeeper',
    summary: 'write the catalog for Ory Oathkeeper, as access rules',
    load: () => import('./export-oathkeeper.js'),
  },
  {
    name: 'export aws',
    summary: 'write the catalog for AWS API Gateway, as CloudFormation',
    load: () => import('./export-aws.js'),
  },
]
