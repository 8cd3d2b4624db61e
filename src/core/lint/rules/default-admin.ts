import type { Catalog, Route } from '../../catalog/model.js'
import { satisfies, tokenAlternatives } from '../../catalog/requirement.js'
import { defineRule } from '../rule.js'

export const defaultAdmin = defineRule({
  code: 'default-admin',
  severity: 'warning',
  why: [
    'A default role gives every user, including those who register tomorrow, a scope that implies',
    'others, or that lets them call a DELETE route.',
    'Move it to a role that is assigned explicitly or by an attribute (`when`).',
  ],
  example: {
    bad: {
      catalog: `scopes:
  read: Read data
  admin: { description: Everything, implies: [read] }
roles:
  member: { default: true, scopes: [admin] }
routes:
  GET /items: read
  DELETE /items/{id}: admin
`,
    },
    good: {
      catalog: `scopes:
  read: Read data
  admin: { description: Everything, implies: [read] }
roles:
  member: { default: true, scopes: [read] }
  admin: { scopes: [admin], when: { is_admin: true } }
routes:
  GET /items: read
  DELETE /items/{id}: admin
`,
    },
  },
  *check({ catalog, everyone }) {
    const opened = catalog.routes.filter(
      ({ method, requirement }) =>
        method === 'DELETE' && requirement.level === 'scopes' && satisfies(requirement, everyone),
    )
    for (const { name: role, isDefault, at } of catalog.roles.values()) {
      for (const scope of isDefault ? (catalog.own.get(role) ?? []) : []) {
        const implies = [...(catalog.implied.get(scope) ?? [])].filter((each) => each !== scope)
        const route = opened.find((each) => usedBy(catalog, each, scope, everyone))?.name
        if (implies.length === 0 && route === undefined) continue
        yield { at, name: scope, args: { role, scope, implies, route } }
      }
    }
  },
})

/** Whether everyone is allowed through an alternative that needs the scope, or one that it implies. */
function usedBy(
  catalog: Catalog,
  { requirement }: Route,
  scope: string,
  everyone: ReadonlySet<string>,
): boolean {
  const reach = catalog.implied.get(scope) ?? new Set([scope])
  return tokenAlternatives(requirement).some(
    (scopes) =>
      scopes.every((name) => everyone.has(name)) && scopes.some((name) => reach.has(name)),
  )
}
