import type { CatalogForm } from './generators.js'
import type { RequirementForm } from './requirement-generators.js'

// The definitions of docs/reference/decision.md again, as slow and simple as possible, directly on the parsed file:
// nothing here uses the code under test.

export function naiveGlob(glob: string, name: string): boolean {
  const parts = glob.split('*').map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^:]+')}$`).test(name)
}

function expand(written: readonly string[], names: readonly string[], itself?: string): string[] {
  return written.flatMap((each) =>
    each.includes('*') && !names.includes(each)
      ? names.filter((name) => name !== itself && naiveGlob(each, name))
      : [each],
  )
}

/** close(S): add what is implied until nothing is added. */
export function fixedPoint(form: CatalogForm, names: Iterable<string>): Set<string> {
  const declared = Object.keys(form.scopes)
  const closed = new Set(names)
  for (let size = -1; size !== closed.size; ) {
    size = closed.size
    for (const name of [...closed]) {
      const scope = Object.hasOwn(form.scopes, name) ? form.scopes[name] : undefined
      const implies = typeof scope === 'object' ? scope.implies : []
      for (const other of expand(implies, declared, name)) closed.add(other)
    }
  }
  return closed
}

/** own(r) */
export function naiveOwn(form: CatalogForm, role: string): Set<string> {
  const reached = new Set([role])
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    for (const name of [...reached]) {
      for (const other of form.roles[name]?.extends ?? []) reached.add(other)
    }
  }
  const names = Object.keys(form.scopes)
  return new Set([...reached].flatMap((name) => expand(form.roles[name]?.scopes ?? [], names)))
}

/** grants(role set), defaults included. */
export function naiveRoleGrants(form: CatalogForm, roles: readonly string[]): Set<string> {
  const defaults = Object.keys(form.roles).filter((name) => form.roles[name]?.default)
  const own = [...roles, ...defaults].flatMap((name) => [...naiveOwn(form, name)])
  return fixedPoint(form, own)
}

export function naiveUserGrants(form: CatalogForm, user: Record<string, unknown>): Set<string> {
  const roles = Object.keys(form.roles).filter((name) => {
    const rules = Object.entries(form.roles[name]?.when ?? {})
    const isMet = rules.every(([key, value]) => Object.hasOwn(user, key) && user[key] === value)
    return (user['roles'] as string[]).includes(name) || (rules.length > 0 && isMet)
  })
  const more = user['scopes'] as string[]
  return fixedPoint(form, [...naiveRoleGrants(form, roles), ...more])
}

/**
 * Every alternative of a written requirement as [its scopes, whether it includes another way]; undefined for a level.
 */
function alternativesIn(form: RequirementForm): [string[], boolean][] | undefined {
  if (typeof form === 'string') {
    if (['public', 'authenticated', 'undecided'].includes(form)) return undefined
    return [[form.split(' '), false]]
  }
  if ('all' in form) return [allOf(form.all)]
  return form.any.map((item): [string[], boolean] => {
    if (item === 'authenticated') return [[], false]
    if (typeof item === 'string') return [item.split(' '), false]
    return 'all' in item ? allOf(item.all) : [[], true]
  })
}

function allOf(ways: readonly unknown[]): [string[], boolean] {
  const scopes = ways.filter((way): way is string => typeof way === 'string')
  return [scopes, scopes.length < ways.length]
}

/** satisfies(R, H), and 200 for `public`, given an accepted token. */
export function naiveAllows(
  form: RequirementForm | { needs: RequirementForm },
  held: ReadonlySet<string>,
): boolean {
  if (typeof form === 'object' && 'needs' in form) return naiveAllows(form.needs, held)
  const alternatives = alternativesIn(form)
  if (!alternatives) return form === 'public' || form === 'authenticated'
  return alternatives.some(([scopes, other]) => !other && scopes.every((name) => held.has(name)))
}

/** A template as a regular expression over a path without escapes. */
function templateRegExp(template: string): RegExp {
  const source = template
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (!part.startsWith('{')) {
        return decodeURIComponent(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      }
      return part.endsWith('*}') ? '.*' : '[^/]+'
    })
    .join('')
  return new RegExp(`^${source}$`, 'su')
}
export const naiveContains = (template: string, path: string): boolean =>
  templateRegExp(template).test(decodeURIComponent(path))
