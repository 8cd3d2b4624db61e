import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import type { Source } from '../source.js'
import type { Role, Scope } from './model.js'
import { lazySets, reachOf, type Sets } from './reach.js'
import { expandScopes, type Report } from './read-scopes.js'
import type { CatalogFile } from './schema.js'

/** The keys of a user entry that are not attributes; a `when` cannot read them. */
export const USER_SETTINGS = ['roles', 'scopes', 'claims', 'disabled', 'password'] as const

/** Rows of every matrix and lock: a role with such a name would be indistinguishable from them. */
const ROW_NAMES: ReadonlySet<string> = new Set(['everyone', 'anonymous'])

export function readRoles(
  file: CatalogFile,
  scopes: ReadonlyMap<string, Scope>,
  source: Source,
  report: Report,
): Map<string, Role> {
  const forms = file.roles ?? {}
  const roles = new Map<string, Role>()
  for (const [name, form] of Object.entries(forms)) {
    const path = ['roles', name]
    if (ROW_NAMES.has(name)) report(problem('row-name', { role: name }, source.locate(path, 'key')))
    const list = { by: `role ${name}`, path: [...path, 'scopes'], source }
    const when = form.when && new Map(Object.entries(form.when))
    if (when?.size === 0)
      report(problem('when-empty', { role: name }, source.locate([...path, 'when'])))
    if (when && form.default) {
      report(problem('when-and-default', { role: name }, source.locate([...path, 'when'], 'key')))
    }
    for (const attribute of when?.keys() ?? []) {
      // A user's `x-` keys are ignored, as everywhere: a rule that reads one could never match.
      if ((USER_SETTINGS as readonly string[]).includes(attribute) || attribute.startsWith('x-')) {
        const at = source.locate([...path, 'when', attribute], 'key')
        report(problem('when-reads-setting', { attribute }, at))
      }
    }
    for (const [i, other] of (form.extends ?? []).entries()) {
      if (Object.hasOwn(forms, other)) continue
      const suggestion = nearest(other, Object.keys(forms))
      const at = source.locate([...path, 'extends', i])
      report(problem('unknown-role', { role: other, by: `role ${name}`, suggestion }, at))
    }
    roles.set(name, {
      name,
      description: form.description ?? '',
      scopes: expandScopes(form.scopes ?? [], scopes, list, report),
      extends: form.extends ?? [],
      isDefault: form.default ?? false,
      when,
      at: source.locate(path, 'key'),
    })
  }
  return roles
}

/** Each role with its own scopes and those of every role that it extends, directly or indirectly. */
export function readOwn(roles: ReadonlyMap<string, Role>, source: Source, report: Report): Sets {
  const reached = reachOf(new Map([...roles].map(([name, role]) => [name, role.extends])))
  if (!reached.ok) {
    const at = source.locate(['roles', reached.cycle[0] ?? '', 'extends'])
    report(problem('extends-cycle', { cycle: reached.cycle }, at))
    return new Map()
  }
  const scopesOf = (name: string): readonly string[] => roles.get(name)?.scopes ?? []
  return lazySets((name) => {
    const copied = reached.reach.get(name)
    return copied && new Set([...copied].flatMap(scopesOf))
  })
}
