import { grantsOf } from '../../subject/grants.js'
import { defineRule } from '../rule.js'

export const equalRoles = defineRule({
  code: 'equal-roles',
  severity: 'warning',
  why: [
    'Two roles that grant exactly the same, or a role that adds nothing to what everyone has.',
    'They may drift apart unnoticed, or one of them was never finished.',
    'Keep one, or give the second one its purpose. Roles that follow from attributes (`when`)',
    'are only compared with what everyone has, not with each other: two conditions may mean "or".',
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
    const grantsBy = (role: string) =>
      grantsOf(catalog, { kind: 'role', roles: [role] }) ?? new Set<string>()
    const digest = digester(catalog.scopes.keys())
    const first = new Map<string, string[]>()
    for (const { name, at, isDefault, when } of catalog.roles.values()) {
      if (isDefault) continue
      const grants = grantsBy(name)
      if (same(grants, everyone)) {
        yield { at, name, args: { role: name, other: undefined } }
        continue
      }
      if (when !== undefined) continue
      const key = digest(grants)
      const alike = first.get(key) ?? []
      const other = alike.find((each) => same(grantsBy(each), grants))
      if (other !== undefined) yield { at, name, args: { role: name, other } }
      else first.set(key, [...alike, name])
    }
  },
})

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name))

/** A short key that equal sets share (and others might), so that the sets of many roles need not be kept in memory. */
function digester(scopes: Iterable<string>): (set: ReadonlySet<string>) => string {
  const numbers = new Map([...scopes].map((name, i) => [name, Math.imul(i + 1, 0x9e3779b1) >>> 0]))
  return (set) => {
    let sum = 0
    for (const name of set) sum = (sum + (numbers.get(name) ?? 0)) % 0x1fffffffffff
    return `${set.size} ${sum}`
  }
}
