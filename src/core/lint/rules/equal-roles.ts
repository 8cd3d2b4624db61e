import { grantsOf } from '../../subject/grants.js'
import { defineRule } from '../rule.js'

export const equalRoles = defineRule({
  code: 'equal-roles',
  severity: 'warning',
  why: [
    'Two roles that grant exactly the same, or a role that adds nothing to what everyone has.',
    'They will drift apart unnoticed, or one of them was never finished.',
    'Keep one; or say what the second one is for. Roles that follow from attributes (`when`)',
    'are compared with what everyone has, and not with each other: two conditions may mean an or.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
  author: { scopes: [write, read] }
routes: { GET /items: read, POST /items: write }
`,
    },
    good: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  editor: { scopes: [read, write] }
  author: { scopes: [write] }
routes: { GET /items: read, POST /items: write }
`,
    },
  },
  *check({ catalog, everyone }) {
    const spell = (scopes: Iterable<string>): string => [...scopes].sort().join(' ')
    const first = new Map<string, string | undefined>([[spell(everyone), undefined]])
    for (const { name, at, isDefault, when } of catalog.roles.values()) {
      if (isDefault) continue
      const grants = spell(grantsOf(catalog, { kind: 'role', roles: [name] }) ?? [])
      const other = first.get(grants)
      if (first.has(grants) && (when === undefined || other === undefined)) {
        yield { at, name, args: { role: name, other } }
      } else if (when === undefined) first.set(grants, name)
    }
  },
})
