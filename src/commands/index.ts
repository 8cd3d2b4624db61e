import type { Listed } from './command.js'
import { ENGINES } from './engines.js'

const START = 'Start'
const TOKENS = 'Tokens'
const ACCESS = 'Who may do what'
const MATRIX = 'Permission matrix'
const SERVERS = 'Servers'
const KEYS = 'Keys'

/** All commands, in the order of help. Only the requested one is loaded. */
export const COMMANDS: readonly Listed[] = [
  {
    name: 'init',
    group: START,
    summary: 'create a starter catalog, users, suite and lock',
    load: () => import('./init.js'),
  },
  {
    name: 'token',
    group: TOKENS,
    summary: 'issue a token for a user, client or role',
    load: () => import('./token.js'),
  },
  {
    name: 'decode',
    group: TOKENS,
    summary: 'show the contents of a token, without verifying it',
    load: () => import('./decode.js'),
  },
  {
    name: 'verify',
    group: TOKENS,
    summary: "check a token's signature, times, issuer and audience",
    load: () => import('./verify.js'),
  },
  {
    name: 'check',
    group: ACCESS,
    summary: 'check whether a subject may call a route, and why',
    load: () => import('./check.js'),
  },
  {
    name: 'can',
    group: ACCESS,
    summary: 'list all routes and which of them a subject may call',
    load: () => import('./can.js'),
  },
  {
    name: 'who-can',
    group: ACCESS,
    summary: 'list everyone who may call a route, and why',
    load: () => import('./who-can.js'),
  },
  {
    name: 'users list',
    group: ACCESS,
    summary: 'list users and clients with their roles',
    load: () => import('./users-list.js'),
  },
  {
    name: 'users convert',
    group: ACCESS,
    summary: 'convert the users file to NDJSON, CSV, YAML or JSON',
    load: () => import('./users-convert.js'),
  },
  {
    name: 'matrix',
    group: MATRIX,
    summary: 'show who may call what, as a table or a file',
    load: () => import('./matrix.js'),
  },
  {
    name: 'graph',
    group: MATRIX,
    summary: 'draw roles, scopes and routes: Mermaid, DOT or SVG',
    load: () => import('./graph.js'),
  },
  {
    name: 'prove',
    group: MATRIX,
    summary: 'prove a statement about every token or role, or refute it',
    load: () => import('./prove.js'),
  },
  {
    name: 'test',
    group: MATRIX,
    summary: 'run permission tests',
    load: () => import('./test.js'),
  },
  {
    name: 'lock',
    group: MATRIX,
    summary: 'write who may call what to access.lock, or check it',
    load: () => import('./lock.js'),
  },
  {
    name: 'diff',
    group: MATRIX,
    summary: 'show who gains or loses access between two revisions',
    load: () => import('./diff.js'),
  },
  {
    name: 'lint',
    group: MATRIX,
    summary: 'report risky or redundant entries',
    load: () => import('./lint.js'),
  },
  {
    name: 'import openapi',
    group: SERVERS,
    summary: 'create or update a catalog from an OpenAPI document',
    load: () => import('./import-openapi.js'),
  },
  {
    name: 'import permissions',
    kind: 'import',
    group: SERVERS,
    summary: 'create or update a catalog from a permissions document',
    load: () => import('./import-permissions.js'),
  },
  {
    name: 'import entra',
    kind: 'import',
    group: SERVERS,
    summary: 'create or update a catalog from an Entra app manifest',
    load: () => import('./import-entra.js'),
  },
  {
    name: 'import auth0',
    kind: 'import',
    group: SERVERS,
    summary: 'create or update a catalog from an Auth0 tenant file',
    load: () => import('./import-auth0.js'),
  },
  {
    name: 'import keycloak',
    kind: 'import',
    group: SERVERS,
    summary: 'create or update a catalog from a Keycloak realm export',
    load: () => import('./import-keycloak.js'),
  },
  {
    name: 'export openapi',
    group: SERVERS,
    summary: 'write the catalog as OpenAPI, or into a document',
    load: () => import('./export-openapi.js'),
  },
  ...ENGINES.map((each): Listed => ({ ...each, kind: 'export', group: SERVERS })),
  {
    name: 'drift',
    group: SERVERS,
    summary: 'compare the catalog with a document or sample tokens',
    load: () => import('./drift.js'),
  },
  {
    name: 'serve',
    group: SERVERS,
    summary: 'run a development issuer and mock API',
    load: () => import('./serve.js'),
  },
  {
    name: 'server learn',
    group: SERVERS,
    summary: 'learn which tokens a running server accepts',
    load: () => import('./server-learn.js'),
  },
  {
    name: 'probe',
    group: SERVERS,
    summary: 'call a running API and compare its answers to the catalog',
    load: () => import('./probe.js'),
  },
  {
    name: 'replay',
    group: SERVERS,
    summary: 'check the calls in access logs against the catalog',
    load: () => import('./replay.js'),
  },
  {
    name: 'users passwd',
    kind: 'users',
    group: SERVERS,
    summary: "set a user's password or client's secret for serve",
    load: () => import('./users-passwd.js'),
  },
  {
    name: 'keys new',
    kind: 'keys',
    group: KEYS,
    summary: 'create a signing key',
    load: () => import('./keys-new.js'),
  },
  {
    name: 'keys list',
    kind: 'keys',
    group: KEYS,
    summary: 'list the development keys',
    load: () => import('./keys-list.js'),
  },
  {
    name: 'keys rotate',
    kind: 'keys',
    group: KEYS,
    summary: 'sign with a new key, and keep trusting old ones',
    load: () => import('./keys-rotate.js'),
  },
  {
    name: 'keys remove',
    kind: 'keys',
    group: KEYS,
    summary: 'stop trusting a key',
    load: () => import('./keys-remove.js'),
  },
  {
    name: 'keys jwks',
    kind: 'jwks',
    group: KEYS,
    summary: 'print the public keys as a JWKS',
    load: () => import('./keys-jwks.js'),
  },
]
