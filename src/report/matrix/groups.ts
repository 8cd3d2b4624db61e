import type { Route } from '../../core/catalog/model.js'

/** Routes with the same prefix, by number, in catalog order. */
export interface Group {
  /** Static segments at the start of all its paths. */
  readonly prefix: string
  readonly numbers: readonly number[]
}

/** Groups routes by the first segment where the paths of the catalog differ: `/users`, or `/api/v1/users`. */
export function groupsOf(routes: readonly Route[], numbers: Iterable<number>): Group[] {
  const shown = [...numbers]
  const paths = shown.map((number) => staticSegments(routes[number]?.template ?? ''))
  const shared = sharedLength(paths)
  const groups = new Map<string, number[]>()
  for (const [i, number] of shown.entries()) {
    const prefix = (paths[i] ?? []).slice(0, shared + 1).join('')
    const group = groups.get(prefix) ?? []
    groups.set(prefix, group)
    group.push(number)
  }
  return [...groups].map(([prefix, members]) => ({ prefix, numbers: members }))
}

/** `/a` and `/b` for `/a/b/{c}/d`. */
function staticSegments(template: string): string[] {
  const segments = template.split('/').slice(1)
  const first = segments.findIndex((segment) => segment.includes('{'))
  return (first === -1 ? segments : segments.slice(0, first)).map((segment) => `/${segment}`)
}

/** How many leading segments all paths share; never a whole path, so that each still has a name. */
function sharedLength(paths: readonly (readonly string[])[]): number {
  const [first = [], ...others] = paths
  let length = 0
  while (
    length < first.length - 1 &&
    others.every((path) => length < path.length - 1 && path[length] === first[length])
  ) {
    length++
  }
  return length
}
