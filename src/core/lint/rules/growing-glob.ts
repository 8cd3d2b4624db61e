import { coveredBy, isGlob } from '../../catalog/scope-glob.js'
import { defineRule } from '../rule.js'

export const growingGlob = defineRule({
  code: 'growing-glob',
  severity: 'warning',
  why: [
    'A glob in `implies` or in the scopes of a role grows by itself: declaring a scope that it covers',
    'also grants it, without a change in the line that grants.',
    'Write the names out, or ignore this finding with the reason why every future scope',
    'belongs there too. `lock` shows each addition as a changed line.',
  ],
  example: {
    bad: {
      catalog: `scopes:
  users:read: View users
  users:delete: Delete users
roles:
  support: { scopes: ["users:*"] }
routes:
  GET /users: users:read
  DELETE /users/{id}: users:delete
`,
    },
    good: {
      catalog: `scopes:
  users:read: View users
  users:delete: Delete users
roles:
  support: { scopes: [users:read, users:delete] }
routes:
  GET /users: users:read
  DELETE /users/{id}: users:delete
`,
    },
  },
  *check({ catalog, form, source }) {
    const { scopes } = catalog
    const lists = [
      ...[...scopes.values()].map(({ name, implies }) => ({
        ...{ by: `scope ${name}`, written: implies, how: 'implies' as const, itself: name },
        path: ['scopes', name, 'implies'],
      })),
      ...Object.entries(form.roles ?? {}).map(([name, role]) => ({
        ...{
          by: `role ${name}`,
          written: role.scopes ?? [],
          how: 'grants' as const,
          itself: undefined,
        },
        path: ['roles', name, 'scopes'],
      })),
    ]
    for (const { by, written, how, itself, path } of lists) {
      for (const [i, glob] of written.entries()) {
        if (!isGlob(glob, scopes)) continue
        const count = coveredBy(glob, scopes, itself).length
        const at = source.locate([...path, i])
        yield { at, name: `${by} ${glob}`, args: { glob, by, how, count } }
      }
    }
  },
})
