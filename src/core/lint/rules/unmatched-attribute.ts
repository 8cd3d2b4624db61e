import type { Scalar } from '../../catalog/model.js'
import { defineRule } from '../rule.js'

export const unmatchedAttribute = defineRule({
  code: 'unmatched-attribute',
  severity: 'warning',
  why: [
    'A user has a value that no `when` can equal: of another type, or text in different case.',
    'Values are compared exactly, and in YAML 1.2 `yes`, `on` and "true" in quotes are text.',
    'The user silently lacks the role: write the value as the `when` does.',
  ],
  example: {
    bad: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  reader: { default: true, scopes: [read] }
  admin: { scopes: [write], when: { is_admin: true } }
routes: { GET /items: read, POST /items: write }
`,
      users: `users:
  ada: { is_admin: yes }
  eve: { is_admin: true }
`,
    },
    good: {
      catalog: `scopes: { read: Read data, write: Write data }
roles:
  reader: { default: true, scopes: [read] }
  admin: { scopes: [write], when: { is_admin: true } }
routes: { GET /items: read, POST /items: write }
`,
      users: `users:
  ada: { is_admin: false }
  eve: { is_admin: true }
`,
    },
  },
  *check({ catalog, users, usersSource }) {
    const compared = new Map<string, Scalar[]>()
    for (const { when } of catalog.roles.values()) {
      for (const [name, value] of when ?? [])
        compared.set(name, [...(compared.get(name) ?? []), value])
    }
    for (const user of users.users.values()) {
      for (const [attribute, value] of user.attributes) {
        const values = compared.get(attribute) ?? []
        const expected = values.find((each) => seemsMeant(value, each))
        const isOfType = values.some((each) => typeof each === typeof value)
        if (values.length === 0 || values.includes(value)) continue
        if (isOfType && expected === undefined) continue
        yield {
          at: usersSource.locate(['users', user.name, attribute]) ?? user.at,
          name: `${user.name}.${attribute}`,
          args: { user: user.name, attribute, value, expected: expected ?? (values[0] as Scalar) },
        }
      }
    }
  },
})

const even = (text: string): string => text.trim().toLowerCase()

/** Whether two texts differ only in ways that a reader overlooks. */
const seemsMeant = (value: Scalar, other: Scalar): boolean =>
  typeof value === 'string' && typeof other === 'string' && even(value) === even(other)
