/** Our command for a word of another tool. */
export interface OtherWord {
  readonly command: string
  /** Flags that the word implies. */
  readonly always?: readonly string[]
  /** Arguments to show if the line has only the word. */
  readonly rest?: readonly string[]
}

const ROUTE = 'METHOD /path'
const TOKEN: OtherWord = { command: 'token', rest: ['--user', 'NAME'] }
const CHECK: OtherWord = { command: 'check', rest: ['--user', 'NAME', '--route', ROUTE] }
const EXPLAIN: OtherWord = { ...CHECK, always: ['--explain'] }
const WHO_CAN: OtherWord = { command: 'who-can', rest: [ROUTE] }
const DECODE: OtherWord = { command: 'decode', rest: ['env:TOKEN'] }
const VERIFY: OtherWord = { command: 'verify', rest: ['env:TOKEN'] }
const MATRIX: OtherWord = { command: 'matrix' }
const ROLES: OtherWord = { command: 'matrix', always: ['--by', 'role'] }
const SCOPES: OtherWord = { command: 'matrix', always: ['--by', 'scope'] }
const OPENAPI: OtherWord = { command: 'import openapi', rest: ['openapi.json'] }

/**
 * Words of other tools, and words that people try first. They are not aliases (each thing has one name): the answer is the
 * line to type.
 */
export const OTHER_WORDS: ReadonlyMap<string, OtherWord> = new Map(
  Object.entries({
    ...{ mint: TOKEN, issue: TOKEN, sign: TOKEN, login: TOKEN, create: TOKEN, generate: TOKEN },
    ...{ auth: TOKEN, 'get-token': TOKEN, encode: TOKEN, tokens: TOKEN },
    ...{ 'can-i': CHECK, allow: CHECK, allowed: CHECK, authorize: CHECK, assert: CHECK },
    ...{ eval: CHECK, query: CHECK, why: EXPLAIN, explain: EXPLAIN },
    ...{ who: WHO_CAN, whocan: WHO_CAN },
    ...{ whoami: DECODE, inspect: DECODE, introspect: DECODE, parse: DECODE, jwt: DECODE },
    validate: VERIFY,
    ...{ routes: MATRIX, endpoints: MATRIX, permissions: MATRIX, access: MATRIX },
    ...{ report: MATRIX, table: MATRIX, list: MATRIX, ls: MATRIX, show: MATRIX, audit: MATRIX },
    ...{ roles: ROLES, role: ROLES, scopes: SCOPES, scope: SCOPES },
    ...{ user: { command: 'users list' }, clients: { command: 'users list' } },
    passwd: { command: 'users passwd', rest: ['NAME'] },
    ...{ 'users ls': { command: 'users list' }, 'users show': { command: 'users list' } },
    ...{ jwks: { command: 'keys jwks' }, jwk: { command: 'keys jwks' } },
    ...{ keygen: { command: 'keys new' }, rotate: { command: 'keys rotate' } },
    ...{ 'keys add': { command: 'keys new' }, 'keys create': { command: 'keys new' } },
    ...{ 'keys generate': { command: 'keys new' }, 'keys ls': { command: 'keys list' } },
    ...{ 'keys show': { command: 'keys list' }, 'keys export': { command: 'keys jwks' } },
    ...{ 'keys rm': { command: 'keys remove', rest: ['KID'] } },
    ...{ 'keys delete': { command: 'keys remove', rest: ['KID'] } },
    ...{ config: { command: 'lint' }, doctor: { command: 'lint' } },
    ...{ server: { command: 'serve' }, start: { command: 'serve' }, run: { command: 'serve' } },
    ...{ issuer: { command: 'serve' }, dev: { command: 'serve' } },
    ...{ compare: { command: 'diff' }, snapshot: { command: 'lock' }, freeze: { command: 'lock' } },
    ...{ openapi: OPENAPI, swagger: OPENAPI },
    ...{ man: { command: 'help' }, usage: { command: 'help' }, version: { command: '--version' } },
  } satisfies Record<string, OtherWord>),
)
