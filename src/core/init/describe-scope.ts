/** Verbs at the end of scope names, and how to phrase them. */
const VERBS: Readonly<Record<string, string>> = {
  read: 'View',
  view: 'View',
  list: 'List',
  write: 'Change',
  update: 'Change',
  edit: 'Change',
  create: 'Create',
  delete: 'Delete',
}

const KNOWN: Readonly<Record<string, string>> = {
  read: 'Read data',
  write: 'Write data',
  delete: 'Delete data',
  admin: 'Admin access',
  'users:read': 'View user information',
  'users:write': 'Change user information',
}

/** A first description of a scope, from its name. */
export function describeScope(name: string): string {
  if (Object.hasOwn(KNOWN, name)) return KNOWN[name] ?? ''
  const { resource, verb } = partsOf(name)
  if (resource === undefined) return 'Describe here what it allows'
  const said = Object.hasOwn(VERBS, verb) ? VERBS[verb] : capital(verb)
  return `${said} ${resource.replaceAll('/', ' ')}`
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** `orders:items:read` is about `orders/items`; undefined if the name does not consist of such words. */
export function partsOf(name: string): { resource: string | undefined; verb: string } {
  const parts = name.split(':')
  const verb = parts.pop() ?? ''
  const isWords =
    parts.length > 0 && [...parts, verb].every((part) => /^[A-Za-z0-9_-]+$/.test(part))
  return { resource: isWords ? parts.join('/') : undefined, verb }
}

/** The verbs that the parts of a scope's name suggest, as its description would begin: `View`, `Change`, … */
export const verbsOf = (name: string): string[] =>
  name
    .split(/[:./]/)
    .flatMap((part) => (Object.hasOwn(VERBS, part) ? [VERBS[part] ?? ''] : []))
    .map((verb) => (verb === 'List' ? 'View' : verb))

/** What a scope named `admin` implies: `delete` and every scope about users, if declared. */
export const usualImplied = (name: string, scopes: readonly string[]): readonly string[] =>
  name === 'admin'
    ? scopes.filter((scope) => scope === 'delete' || /^users:[^:]+$/.test(scope))
    : []
