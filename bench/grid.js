import { stringify } from 'yaml'

const METHODS = { list: 'GET', read: 'HEAD', create: 'POST', update: 'PUT', delete: 'DELETE' }
const listOf = (count, name) => Array.from({ length: count }, (_, i) => `${name}${i}`)
const mapOf = (items, entry) => Object.fromEntries(items.map(entry))

/**
 * Roles against five actions on resources, a third of them allowed. Each tool gets it in its own form, so none has an
 * advantage.
 */
export function gridOf(roleCount, resourceCount) {
  const [roles, resources] = [listOf(roleCount, 'role'), listOf(resourceCount, 'thing')]
  const targets = resources.flatMap((resource, r) =>
    Object.entries(METHODS).map(([action, method], a) => ({
      resource,
      action,
      route: `${method} /${resource}s/`,
      scope: `${resource}:${action}`,
      allows: (role) => (roles.indexOf(role) * 7 + r * 3 + a * 5) % 3 === 0,
    })),
  )
  return { roles, resources, targets, size: roles.length * targets.length }
}

export function scopectlCatalog({ roles, targets }) {
  const scopes = mapOf(targets, ({ scope, route }) => [scope, `To ${route}`])
  const held = (role) => targets.flatMap((of) => (of.allows(role) ? of.scope : []))
  const granted = mapOf(roles, (role) => [role, { scopes: held(role) }])
  const routes = mapOf(targets, ({ route, scope }) => [route, scope])
  return stringify({ scopes, roles: granted, routes })
}

export function scopectlTests({ roles, targets }) {
  const cells = (role, is) => targets.flatMap((of) => (of.allows(role) === is ? of.route : []))
  const test = (role) => ({ as: { role }, allow: cells(role, true), forbidden: cells(role, false) })
  return stringify({ tests: roles.map(test) })
}

/** In the form of `matrix --format csv`. */
export function scopectlTable({ roles, targets }) {
  const row = ({ route, allows }) => [route, ...roles.map((role) => (allows(role) ? 200 : 403))]
  return [['route', ...roles], ...targets.map(row)].map((cells) => `${cells.join(',')}\n`).join('')
}

/** A policy for each resource, and a test for each cell. */
export function cerbosFiles({ roles, resources, targets }) {
  const policies = mapOf(resources, (resource) => {
    const own = targets.filter((target) => target.resource === resource)
    const rules = own.map(({ action, allows }) => {
      return { actions: [action], effect: 'EFFECT_ALLOW', roles: roles.filter(allows) }
    })
    const resourcePolicy = { version: 'default', resource, rules }
    const file = stringify({ apiVersion: 'api.cerbos.dev/v1', resourcePolicy })
    return [`policies/${resource}.yaml`, file]
  })
  const test = (role, { resource, action, allows }) => {
    const actions = { [action]: allows(role) ? 'EFFECT_ALLOW' : 'EFFECT_DENY' }
    const input = { principals: [role], resources: [resource], actions: [action] }
    const expected = [{ principal: role, resource, actions }]
    return { name: `${role} ${resource} ${action}`, input, expected }
  }
  const suite = {
    name: 'grid',
    principals: mapOf(roles, (role) => [role, { id: role, roles: [role] }]),
    resources: mapOf(resources, (kind) => [kind, { kind, id: kind }]),
    tests: roles.flatMap((role) => targets.map((target) => test(role, target))),
  }
  return { ...policies, 'policies/grid_test.yaml': stringify(suite) }
}
