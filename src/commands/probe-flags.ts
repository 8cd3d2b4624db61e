import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { knownSubjects } from '../core/probe/subject-for.js'
import type { Subject } from '../core/subject/model.js'
import { rolesOf } from '../core/users/held-roles.js'
import type { User, Users } from '../core/users/model.js'

/** Parser for a flag with a whole number. */
export const whole =
  (flag: string, least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return number >= least && number <= most
      ? number
      : fail('probe-bad-number', { flag, text, least, most })
  }

function pair(flag: string, text: string, form: string): [string, string] {
  const at = text.indexOf('=')
  return at > 0 && at < text.length - 1
    ? [text.slice(0, at), text.slice(at + 1)]
    : fail('probe-bad-pair', { flag, text, form })
}

/** Reads `--param id=1`. */
export function readParams(
  flags: readonly string[] = [],
  { routes }: Catalog,
): Map<string, string> {
  const names = new Set(routes.flatMap(({ pattern }) => pattern.params))
  return new Map(
    flags.map((flag) => {
      const [name, value] = pair('--param', flag, 'NAME=VALUE')
      return names.has(name)
        ? [name, value]
        : fail('probe-no-such-param', { name, suggestion: nearest(name, names) })
    }),
  )
}

/** Reads `--subject role=user`; then everyone in the users file. */
export function readSubjects(
  flags: readonly string[] = [],
  catalog: Catalog,
  users: Users,
): Subject[] {
  const named = flags.map((flag): Subject => {
    const [role, name] = pair('--subject', flag, 'ROLE=USER')
    if (!catalog.roles.has(role))
      fail('no-such-role', { role, suggestion: nearest(role, catalog.roles.keys()) })
    const user = users.users.get(name) ?? unlisted(name, role)
    if (user.disabled) fail('probe-subject', { name, role, why: 'disabled' })
    if (!rolesOf(catalog, user).some((held) => held.role.name === role))
      fail('probe-subject', { name, role, why: 'role' })
    return { kind: 'user', user }
  })
  return [...named, ...knownSubjects(users)]
}

/** A user that only the server knows. */
const unlisted = (name: string, role: string): User => ({
  name,
  roles: [role],
  scopes: [],
  claims: new Map(),
  disabled: false,
  attributes: new Map(),
  at: undefined,
})

/** Reads `--methods GET,DELETE`: GET and HEAD are always sent. */
export function readMethods(text: string | undefined, { routes }: Catalog): Set<string> {
  const known = new Set(routes.map(({ method }) => method))
  const asked = (text ?? '').split(/[ ,]+/).filter((word) => word !== '')
  for (const word of asked) {
    const method = word.toUpperCase()
    if (known.has(method) || method === 'GET' || method === 'HEAD') continue
    fail('probe-method', { method: word, suggestion: nearest(method, known) })
  }
  return new Set(['GET', 'HEAD', ...asked.map((word) => word.toUpperCase())])
}
