import type { Case } from '../row.js'
import { TOKEN } from '../world.js'

/** A catalog with these scopes, roles and routes, in flow style, next to the trust of world.ts. */
export const catalog = (
  routes: string,
  { scopes = '{ read: R, write: W, admin: A }', roles = '{ viewer: { scopes: [read] } }' } = {},
): Record<string, string> => ({
  'scopes.yaml': `${TOKEN}\nscopes: ${scopes}\nroles: ${roles}\nroutes: ${routes}\n`,
  'users.yaml': 'users: {}\n',
})

/** The route, asked for alice, who may read, or for another subject. */
export const route = (name: string, subject: readonly string[] = ['--user', 'alice']): string[] => [
  'check',
  '--route',
  name,
  ...subject,
]

export const asked = (what: string, args: readonly string[], more: Partial<Case> = {}): Case => ({
  what,
  args,
  exit: 0,
  stdout: /^allow/,
  ...more,
})
/** Exit 2 with this code, and no verdict in any stream. */
export const notAsked = (
  what: string,
  args: readonly string[],
  code: string,
  more: Partial<Case> = {},
): Case => ({
  what,
  args,
  exit: 2,
  stdout: /^$/,
  stderr: new RegExp(`error\\[(?:${code})\\]`),
  never: /^(?:allow|deny)/m,
  ...more,
})
/** A catalog that must not load. */
export const notLoaded = (what: string, files: Case['files'], code = '[a-z-]+'): Case =>
  notAsked(what, ['check', '--need', 'read', '--role', 'viewer'], code, files ? { files } : {})
