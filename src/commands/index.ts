import type { Listed } from './command.js'

const START = 'Start'
const TOKENS = 'Tokens'
const ACCESS = 'Who may do what'
const MATRIX = 'The permission matrix, kept'
const SERVERS = 'Servers'
const KEYS = 'Keys'

/** Every command, in the order in which help lists them. Only the one that is asked for is loaded. */
export const COMMANDS: readonly Listed[] = [
  {
    name: 'init',
    group: START,
    summary: 'write a catalog, users, a suite and a lock to start from',
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
    summary: 'show what a token says, unverified',
    load: () => import('./decode.js'),
  },
  {
    name: 'verify',
    group: TOKENS,
    summary: 'check signature, times, issuer and audience of a token',
    load: () => import('./verify.js'),
  },
  {
    name: 'check',
    group: ACCESS,
    summary: 'may this subject call this route, and why',
    load: () => import('./check.js'),
  },
  {
    name: 'can',
    group: ACCESS,
    summary: 'every route, marked for one subject',
    load: () => import('./can.js'),
  },
  {
    name: 'who-can',
    group: ACCESS,
    summary: 'everyone who may call a route, and by which grant',
    load: () => import('./who-can.js'),
  },
  {
    name: 'users list',
    group: ACCESS,
    summary: 'users and clients, with the roles that they have',
    load: () => import('./users-list.js'),
  },
  {
    name: 'users convert',
    group: ACCESS,
    summary: 'the users file as NDJSON, CSV, YAML or JSON',
    load: () => import('./users-convert.js'),
  },
  {
    name: 'matrix',
    group: MATRIX,
    summary: 'everybody against every route, as a table or a file',
    load: () => import('./matrix.js'),
  },
  {
    name: 'test',
    group: MATRIX,
    summary: 'ask the suites: does the catalog say what it should',
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
    summary: 'who gains or loses what between two revisions or files',
    load: () => import('./diff.js'),
  },
  {
    name: 'lint',
    group: MATRIX,
    summary: 'what the catalog allows, but seldom means',
    load: () => import('./lint.js'),
  },
  {
    name: 'import openapi',
    group: SERVERS,
    summary: 'a catalog from an OpenAPI document',
    load: () => import('./import-openapi.js'),
  },
  {
    name: 'export openapi',
    group: SERVERS,
    summary: 'an OpenAPI document from the catalog, or into one',
    load: () => import('./export-openapi.js'),
  },
  {
    name: 'drift',
    group: SERVERS,
    summary: 'where the catalog, a document and tokens differ',
    load: () => import('./drift.js'),
  },
  {
    name: 'serve',
    group: SERVERS,
    summary: 'a development issuer and a guarded API, from the catalog',
    load: () => import('./serve.js'),
  },
  {
    name: 'users passwd',
    kind: 'users',
    group: SERVERS,
    summary: "set a user's password, or a client's secret, for serve",
    load: () => import('./users-passwd.js'),
  },
  {
    name: 'keys new',
    kind: 'keys',
    group: KEYS,
    summary: 'make a signing key',
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
    summary: 'sign with a new key, still trust the old ones',
    load: () => import('./keys-rotate.js'),
  },
  {
    name: 'keys remove',
    kind: 'keys',
    group: KEYS,
    summary: 'trust a key no longer',
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
