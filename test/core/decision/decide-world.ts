import { decide } from '../../../src/core/decision/decide.js'
import type { Presented } from '../../../src/core/decision/presented.js'
import { askRoute } from '../../../src/core/decision/question.js'
import { problem } from '../../../src/core/problem.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/claims-generators.js'
import { catalogOf } from '../catalog/support.js'

export const FILE = {
  scopes: {
    read: '',
    write: '',
    'users:read': '',
    'users:delete': '',
    admin: { implies: ['users:*'] },
    root: { implies: ['admin'] },
  },
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    deleter: { scopes: ['users:delete'] },
    viewer: { scopes: ['users:read'] },
    admin: { scopes: ['admin'], when: { is_admin: true } },
  },
  routes: {
    'GET /health': 'public',
    'GET /me': 'authenticated',
    'GET /items/': 'read',
    'POST /items/': 'write',
    'DELETE /users/{id}': { any: ['users:delete users:read', 'root'] },
    'GET /files': { any: [{ all: ['read', { scheme: 'ApiKey' }] }, { other: 'the owner' }] },
    'GET /both': { any: ['write', { scheme: 'ApiKey', scopes: ['x'] }] },
    'PUT /tie': { any: ['users:read', 'users:delete'] },
  },
}
export const catalogWith = (token: Record<string, unknown> = {}) => catalogOf({ ...FILE, token })
export const CATALOG = catalogWith()

export const rejected: Presented = {
  kind: 'rejected',
  refusals: [
    { reason: 'expired', detail: problem('token-empty', {}) },
    { reason: 'wrong-audience', detail: problem('token-empty', {}) },
  ],
  token: undefined,
  notes: [],
}
export const answer = (route: string, presented: Presented, catalog = CATALOG) =>
  decide(catalog, askRoute(catalog, route), presented)
export const withScopes = (route: string, scope: string, catalog = CATALOG) =>
  answer(route, accepted({ scope }), catalog)
export const answerOf = (
  claims: JsonObject,
  token: Record<string, unknown> = {},
  route = 'GET /items/',
) => {
  const catalog = catalogWith(token)
  return decide(catalog, askRoute(catalog, route), accepted(claims))
}
