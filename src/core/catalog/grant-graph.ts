import { directImplications } from './implications.js'
import type { Catalog } from './model.js'

/** Roles and scopes as numbers, with what each brings directly: a role its parents and scopes, a scope what it implies. */
export interface GrantGraph {
  readonly roles: ReadonlyMap<string, number>
  readonly scopes: ReadonlyMap<string, number>
  /** By number. */
  readonly brings: readonly (readonly number[])[]
  /** All numbers, each after what it brings. */
  readonly order: readonly number[]
}

/** The graph of a catalog without cycles, as every catalog that was read. */
export function grantGraph(catalog: Catalog): GrantGraph {
  const roles = new Map([...catalog.roles.keys()].map((name, i) => [name, i]))
  const scopes = new Map([...catalog.scopes.keys()].map((name, i) => [name, roles.size + i]))
  const numbers = (of: ReadonlyMap<string, number>, names: readonly string[]): number[] =>
    names.flatMap((name) => of.get(name) ?? [])
  const implied = directImplications(catalog.scopes)
  const brings = [
    ...[...catalog.roles.values()].map((role) => [
      ...numbers(roles, role.extends),
      ...numbers(scopes, role.scopes),
    ]),
    ...[...scopes.keys()].map((name) => numbers(scopes, implied.get(name) ?? [])),
  ]
  return { roles, scopes, brings, order: childrenFirst(brings) }
}

/** Depth first, without recursion, so that a chain may have any length. */
function childrenFirst(brings: readonly (readonly number[])[]): number[] {
  const order: number[] = []
  const next = new Int32Array(brings.length).fill(-1)
  const stack: number[] = []
  for (let root = 0; root < brings.length; root++) {
    if (next[root] === -1) stack.push(root)
    while (stack.length > 0) {
      const node = stack.at(-1) ?? root
      const i = (next[node] ?? 0) + 1
      next[node] = i
      const child = brings[node]?.[i]
      if (child !== undefined) {
        if (next[child] === -1) stack.push(child)
      } else {
        stack.pop()
        order.push(node)
      }
    }
  }
  return order
}
