import { type Filters, passes, passesScope } from '../catalog/filter.js'
import type { Catalog } from '../catalog/model.js'
import type { CatalogRuleCode, LintArgs, NameKind } from './args.js'
import type { RuleFinding } from './finding.js'

/** Which names of the catalog a finding is about: what --role, --scope, --path and --method compare. */
export interface About {
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
  /** Their names, `METHOD /template`. */
  readonly routes?: readonly string[]
}

/** A rule without an entry does not compile: every filter would hide its findings. */
type AboutTable = { readonly [C in CatalogRuleCode]: (args: LintArgs[C]) => About }

const nothing = (): About => ({})
const routes = ({ route, other }: { route: string; other?: string }): About => ({
  routes: other === undefined ? [route] : [route, other],
})

const ABOUT: AboutTable = {
  'unused-scope': ({ scope }) => ({ scopes: [scope] }),
  'ungranted-scope': ({ scope }) => ({ scopes: [scope] }),
  'unreachable-role': ({ role }) => ({ roles: [role] }),
  'unmatched-attribute': nothing,
  'equal-roles': ({ role, other }) => ({ roles: other === undefined ? [role] : [role, other] }),
  'growing-glob': ({ by, glob }) => both(kindAndName(by), { scopes: [glob] }),
  'extends-conditional-role': ({ role, other }) => ({ roles: [role, other] }),
  'first-match-overlap': routes,
  'unpinned-scope-claim': nothing,
  'any-issuer-or-audience': nothing,
  'redundant-grant': ({ what, name, to, because }) =>
    both(kindAndName(to), kindAndName(because), kindAndName(`${what} ${name}`)),
  'spelling-overlap': routes,
  'ambiguous-overlap': routes,
  'public-mutation': routes,
  'dead-alternative': ({ route, scopes }) => ({ routes: [route], scopes }),
  'undecided-route': routes,
  'unmatchable-route': routes,
  'default-admin': ({ role, scope, route }) => ({
    roles: [role],
    scopes: [scope],
    routes: route === undefined ? [] : [route],
  }),
  'long-lifetime': nothing,
  'symmetric-production': nothing,
  'missing-audience': nothing,
  'missing-issuer': nothing,
  'confusable-name': ({ kind, name, like }) =>
    confusable(kind, like === undefined ? [name] : [name, like]),
  'without-grants': nothing,
  'disabled-with-grants': nothing,
  'tracked-development-key': nothing,
  'unused-ignore': nothing,
}

/** Parses `role editor` or `scope read`; filters do not know any other subjects. */
function kindAndName(text: string): About {
  const space = text.indexOf(' ')
  const [kind, name] = [text.slice(0, space), text.slice(space + 1)]
  if (kind === 'role') return { roles: [name] }
  return kind === 'scope' ? { scopes: [name] } : {}
}

/** A description may be that of a scope, a role or a route: the finding is about everything with that name. */
function confusable(kind: NameKind, names: readonly string[]): About {
  if (kind === 'scope') return { scopes: names }
  if (kind === 'role') return { roles: names }
  return kind === 'description of' ? { scopes: names, roles: names, routes: names } : {}
}

const both = (...all: readonly About[]): About => ({
  roles: all.flatMap(({ roles = [] }) => roles),
  scopes: all.flatMap(({ scopes = [] }) => scopes),
  routes: all.flatMap(({ routes = [] }) => routes),
})

/** Whether every given filter matches a name that the finding is about. Findings about settings or people pass no filter. */
export function isSelected(
  { routes: known, scopes: declared }: Pick<Catalog, 'routes' | 'scopes'>,
  filters: Filters,
): (finding: RuleFinding) => boolean {
  const byName = new Map(known.map((route) => [route.name, route]))
  const { role, scope, path, method } = filters
  return ({ rule, args }) => {
    // The table pairs each code with its own facts; a union of codes loses the pairing. Findings in a document are never filtered.
    const about = ABOUT[rule as CatalogRuleCode] as (args: RuleFinding['args']) => About
    const { roles = [], scopes = [], routes: names = [] } = about(args)
    const hasRoute =
      (path === undefined && method === undefined) ||
      names.some((name) => {
        const route = byName.get(name)
        return route && passes(path, route.template) && passes(method, route.method)
      })
    return (
      (role === undefined || roles.some((name) => passes(role, name))) &&
      (scope === undefined || scopes.some((name) => passesScope(scope, name, declared))) &&
      hasRoute
    )
  }
}
