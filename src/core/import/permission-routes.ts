import type { Alternative, Requirement } from '../catalog/model.js'
import { anyOf } from '../catalog/requirement.js'
import type { MergedRoute } from '../openapi/merge.js'
import { sayable } from '../openapi/sayable.js'
import type { PathTemplate } from './path-template.js'

interface Known extends PathTemplate {
  readonly method: string
  /** By their text; those with the least privileges first. Undefined for a route that is undecided. */
  readonly ways: Map<string, { readonly way: Alternative; readonly isLeast: boolean }> | undefined
}

/** The routes of a permissions document: each permission adds a way in. */
export class PermissionRoutes {
  readonly #routes = new Map<string, Known>()
  readonly #undecided = new Map<string, Known>()

  add(method: string, path: PathTemplate, way: Alternative, isLeast: boolean): void {
    const key = keyOf(method, path)
    const known = this.#routes.get(key) ?? { ...path, method, ways: new Map() }
    this.#routes.set(key, known)
    const text = JSON.stringify([[...way.scopes].sort(), way.others])
    if (isLeast || !known.ways?.has(text)) known.ways?.set(text, { way, isLeast })
  }

  /** A route that nothing else decides. */
  undecided(method: string, path: PathTemplate): void {
    this.#undecided.set(keyOf(method, path), { ...path, method, ways: undefined })
  }

  /** One of each group of templates that match the same paths but for their case. */
  differOnlyInCase(): string[] {
    const groups = new Map<string, string[]>()
    for (const [key, { method, template }] of this.#routes) {
      const folded = key.toLowerCase()
      const group = groups.get(folded) ?? []
      group.push(`${method} ${template}`)
      groups.set(folded, group)
    }
    return [...groups.values()].flatMap(([first, second]) => (second && first ? first : []))
  }

  get size(): number {
    return this.#routes.size
  }

  /** @param scopes the names that the catalog declares */
  all(scopes: ReadonlySet<string> | ReadonlyMap<string, unknown>): MergedRoute[] {
    const undecided = [...this.#undecided].filter(([key]) => !this.#routes.has(key))
    return [...this.#routes, ...undecided].map(([, { method, template, pattern, ways }]) => {
      const requirement = requirementOf(ways)
      return {
        name: `${method} ${template}`,
        method,
        template,
        pattern,
        requirement: sayable(requirement, scopes) ?? requirement,
        why: undefined,
      }
    })
  }
}

function requirementOf(ways: Known['ways']): Requirement {
  if (!ways) return { level: 'undecided' }
  const all = [...ways.values()]
  const sorted = [...all.filter(({ isLeast }) => isLeast), ...all.filter(({ isLeast }) => !isLeast)]
  return anyOf(sorted.map(({ way }) => way))
}

const keyOf = (method: string, { pattern }: PathTemplate): string => `${method} ${pattern.shape}`
