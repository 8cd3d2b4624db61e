import { foreignPart } from '../../catalog/foreign-notation.js'
import { nearest } from '../../nearest.js'
import { defineRule } from '../rule.js'

/**
 * RFC 9110 §9.1 and RFC 5789. Others exist, and an API may have its own: only a name close to one of these is a typo.
 */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT']

export const unmatchableRoute = defineRule({
  code: 'unmatchable-route',
  severity: 'warning',
  why: [
    'No real request matches this route, so it guards nothing, whatever tests and the lock say.',
    'A segment such as `:id` is plain text in a catalog: write a parameter as `{id}`.',
    'No request has the method ANY or ALL: write one route for each method.',
  ],
  example: {
    bad: {
      catalog: `scopes: { users:delete: Delete users }
roles: { admin: { scopes: [users:delete] } }
routes:
  DELETE /users/:id: users:delete
`,
    },
    good: {
      catalog: `scopes: { users:delete: Delete users }
roles: { admin: { scopes: [users:delete] } }
routes:
  DELETE /users/{id}: users:delete
`,
    },
  },
  *check({ catalog }) {
    for (const { name, method, template, at } of catalog.routes) {
      const foreign = foreignPart(method, template)
      const meant = METHODS.includes(method) ? undefined : nearest(method, METHODS)
      const isMethod = foreign === undefined || foreign.what === 'method'
      if (!foreign && meant === undefined) continue
      const part = foreign?.part ?? method
      const instead = isMethod ? meant : foreign.path
      yield { at, name, args: { route: name, part, isMethod, instead } }
    }
  },
})
