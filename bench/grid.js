/**
 * A matrix of roles against routes, each a scope of its own, of which a role holds about a third; written for each of
 * the tools, and what each cell has to be. The same one for all: no tool gets an easier question.
 */
export const ACTIONS = {
  list: 'GET',
  read: 'HEAD',
  create: 'POST',
  update: 'PUT',
  delete: 'DELETE',
}
const ACTION_NAMES = Object.keys(ACTIONS)

/** @typedef {{ roles: string[], resources: string[], holds: (role: number, resource: number, action: number) => boolean }} Grid */

/** @returns {Grid} with `roles` x `resources` x 5 cells */
export const gridOf = (roles, resources) => ({
  roles: Array.from({ length: roles }, (_, i) => `role${i}`),
  resources: Array.from({ length: resources }, (_, i) => `thing${i}`),
  holds: (role, resource, action) => (role * 7 + resource * 3 + action * 5) % 3 === 0,
})

const routeOf = (resource, action) => `${ACTIONS[action]} /${resource}s/`

/** All cells of a role: [resource, action, whether it is allowed]. */
function cellsOf({ resources, holds }, role) {
  return resources.flatMap((resource, r) =>
    ACTION_NAMES.map((action, a) => [resource, action, holds(role, r, a)]),
  )
}

/** @param {Grid} grid */
export function scopectlCatalog(grid) {
  const scopes = grid.resources.flatMap((resource) =>
    ACTION_NAMES.map((action) => `  ${resource}:${action}: To ${action} ${resource}s`),
  )
  const roles = grid.roles.map((name, i) => {
    const held = cellsOf(grid, i).flatMap(([of, action, may]) => (may ? `"${of}:${action}"` : []))
    return `  ${name}: { scopes: [${held.join(', ')}] }`
  })
  const routes = grid.resources.flatMap((resource) =>
    ACTION_NAMES.map((action) => `  ${routeOf(resource, action)}: ${resource}:${action}`),
  )
  return `scopes:\n${scopes.join('\n')}\nroles:\n${roles.join('\n')}\nroutes:\n${routes.join('\n')}\n`
}

/** Test by test, each route a line: one assertion each. */
export function scopectlTests(grid) {
  const list = (cells, may) =>
    cells.flatMap(([of, action, is]) => (is === may ? `      - ${routeOf(of, action)}` : []))
  const tests = grid.roles.map((name, i) => {
    const cells = cellsOf(grid, i)
    const [allow, forbidden] = [list(cells, true), list(cells, false)]
    return [`  - as: { role: ${name} }`, '    allow:', ...allow, '    forbidden:', ...forbidden]
  })
  return `tests:\n${tests.flat().join('\n')}\n`
}

/** The same as the table that `matrix --format csv` writes. */
export function scopectlTable(grid) {
  const rows = grid.resources.flatMap((resource, r) =>
    ACTION_NAMES.map((action, a) => {
      const cells = grid.roles.map((_, i) => (grid.holds(i, r, a) ? 200 : 403))
      return [routeOf(resource, action), ...cells].join(',')
    }),
  )
  return `${[['route', ...grid.roles].join(','), ...rows].join('\n')}\n`
}

/**
 * Policies and a suite for `cerbos compile`: a policy for each resource, and the expectations either as one test, its
 * fastest form, or, as people write them when they count, as a test each.
 */
export function cerbosFiles(grid, { each }) {
  const policies = grid.resources.map((resource, r) => {
    const rules = ACTION_NAMES.flatMap((action, a) => {
      const roles = grid.roles.filter((_, i) => grid.holds(i, r, a))
      if (roles.length === 0) return []
      return `    - { actions: [${action}], effect: EFFECT_ALLOW, roles: [${roles.join(', ')}] }`
    })
    const head = `apiVersion: api.cerbos.dev/v1\nresourcePolicy:\n  version: default\n  resource: ${resource}\n`
    return [`policies/${resource}.yaml`, `${head}  rules:\n${rules.join('\n')}\n`]
  })
  const principals = grid.roles.map((name) => `  ${name}: { id: ${name}, roles: [${name}] }`)
  const resources = grid.resources.map((name) => `  ${name}: { kind: ${name}, id: ${name} }`)
  const tests = each ? cerbosTests(grid) : [cerbosTest(grid)]
  const suite = `name: grid\nprincipals:\n${principals.join('\n')}\nresources:\n${resources.join('\n')}\ntests:\n${tests.join('')}`
  return { ...Object.fromEntries(policies), 'policies/grid_test.yaml': suite }
}

const effect = (may) => `EFFECT_${may ? 'ALLOW' : 'DENY'}`

function cerbosTest(grid) {
  const expected = grid.roles.flatMap((name, i) =>
    grid.resources.map((resource, r) => {
      const effects = ACTION_NAMES.map((action, a) => `${action}: ${effect(grid.holds(i, r, a))}`)
      return `      - { principal: ${name}, resource: ${resource}, actions: { ${effects.join(', ')} } }\n`
    }),
  )
  return `  - name: grid
    input:
      principals: [${grid.roles.join(', ')}]
      resources: [${grid.resources.join(', ')}]
      actions: [${ACTION_NAMES.join(', ')}]
    expected:
${expected.join('')}`
}

const cerbosTests = (grid) =>
  grid.roles.flatMap((name, i) =>
    cellsOf(grid, i).map(
      ([resource, action, may]) => `  - name: ${name} ${resource} ${action}
    input: { principals: [${name}], resources: [${resource}], actions: [${action}] }
    expected:
      - { principal: ${name}, resource: ${resource}, actions: { ${action}: ${effect(may)} } }
`,
    ),
  )

/** Rules and tests for `opa test`: a test for each assertion. */
export function opaFiles(grid) {
  const grants = Object.fromEntries(
    grid.roles.map((name, i) => [
      name,
      cellsOf(grid, i).flatMap(([of, action, may]) => (may ? `${of}:${action}` : [])),
    ]),
  )
  const rego = `package grid\n\ndefault allow := false\n
allow if sprintf("%s:%s", [input.resource, input.action]) in data.grants[input.role]\n`
  const tests = grid.roles.flatMap((name, i) =>
    cellsOf(grid, i).map(([resource, action, may]) => {
      const input = JSON.stringify({ role: name, resource, action })
      const says = `${may ? '' : 'not '}data.grid.allow with input as ${input}`
      return `test_${name}_${resource}_${action} if ${says}`
    }),
  )
  return {
    'opa/grid.rego': rego,
    'opa/grid_test.rego': `package grid_test\n\n${tests.join('\n')}\n`,
    'opa/data.json': JSON.stringify({ grants }),
  }
}
