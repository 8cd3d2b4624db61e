import type { Catalog, Route } from '../../../../src/core/catalog/model.js'
import { alternativeText, anyOf } from '../../../../src/core/catalog/requirement.js'
import { compile } from '../../../../src/core/matrix/compile.js'
import type { Bearing } from '../../../../src/core/suite/evidence/carried.js'
import type { Mutation } from '../../../../src/core/suite/mutation/model.js'
import type { Users } from '../../../../src/core/users/model.js'
import { type CatalogForm, load, type World } from '../../../support/generators.js'
import { naiveGlob } from '../../../support/oracles.js'

export const bearingOf = (catalog: Catalog): Bearing => ({
  catalog,
  compiled: compile(catalog),
  unchecked: undefined,
  given: new Map(),
})

/** The model after a mutation, loaded again from the file with one change; undefined if it does not load. */
export interface Mutated {
  readonly catalog: Catalog
  readonly users: Users
  readonly skipped: 'audience' | 'issuer' | 'type' | 'expiry' | undefined
}

export function mutated(w: World, mutation: Mutation): Mutated | undefined {
  const form = written(w.form)
  const whole = { users: w.users, skipped: undefined }
  const reload = (): Mutated | undefined => {
    try {
      return { catalog: load(form).catalog, ...whole }
    } catch {
      return undefined
    }
  }
  switch (mutation.operator) {
    case 'drop-role-scope':
    case 'add-role-scope': {
      const role = form.roles[mutation.role]!
      const { scope } = mutation
      role.scopes =
        mutation.operator === 'add-role-scope'
          ? [...role.scopes!, scope]
          : role.scopes!.filter((each) => each !== scope)
      return reload()
    }
    case 'drop-implication':
    case 'add-implication': {
      const { scope, implied } = mutation
      const old = form.scopes[scope] as { implies: string[] }
      const implies =
        mutation.operator === 'add-implication'
          ? [...old.implies, implied]
          : old.implies.filter((each) => each !== implied)
      form.scopes[scope] = { ...old, implies }
      return reload()
    }
    case 'drop-when':
      delete form.roles[mutation.role]!.when
      return reload()
    case 'set-default':
      form.roles[mutation.role]!.default = true
      return reload()
    case 'drop-disabled': {
      const kind = mutation.holder === 'user' ? 'users' : 'clients'
      const before = w.users[kind].get(mutation.name)!
      const after = new Map(w.users[kind] as ReadonlyMap<string, never>)
      after.set(mutation.name, { ...before, disabled: false } as never)
      return { catalog: w.catalog, users: { ...w.users, [kind]: after }, skipped: undefined }
    }
    case 'skip-check':
      return { catalog: w.catalog, users: w.users, skipped: mutation.check }
    default: {
      const routes = w.catalog.routes.map((route) =>
        route.name === mutation.route ? { ...route, requirement: changed(route, mutation) } : route,
      )
      return { catalog: { ...w.catalog, routes }, ...whole }
    }
  }
}

/** The file with every glob expanded, and every list present. */
function written(form: CatalogForm): CatalogForm {
  const names = Object.keys(form.scopes)
  const expand = (list: readonly string[], itself?: string): string[] => [
    ...new Set(
      list.flatMap((each) =>
        each.includes('*') && !names.includes(each)
          ? names.filter((n) => n !== itself && naiveGlob(each, n))
          : [each],
      ),
    ),
  ]
  return {
    ...form,
    scopes: Object.fromEntries(
      Object.entries(form.scopes).map(([name, scope]) => [
        name,
        typeof scope === 'string'
          ? { implies: [] }
          : { ...scope, implies: expand(scope.implies, name) },
      ]),
    ),
    roles: Object.fromEntries(
      Object.entries(form.roles).map(([name, role]) => [
        name,
        { ...role, scopes: expand(role.scopes ?? []) },
      ]),
    ),
  }
}

type RouteMutation = Extract<Mutation, { readonly route: string }>

function changed({ requirement }: Route, mutation: RouteMutation): Route['requirement'] {
  if (mutation.operator === 'make-public') return { level: 'public' }
  if (mutation.operator === 'make-authenticated') return { level: 'authenticated' }
  if (!('alternative' in mutation)) throw new Error('no way')
  if (requirement.level === 'authenticated' && mutation.operator === 'drop-alternative') {
    return { level: 'scopes', alternatives: requirement.beside! }
  }
  if (requirement.level !== 'scopes') throw new Error('no way')
  const at = requirement.alternatives.findIndex(
    (each) => alternativeText(each) === mutation.alternative,
  )
  const { scopes, others } = requirement.alternatives[at]!
  const by =
    mutation.operator === 'drop-alternative'
      ? []
      : mutation.operator === 'all-to-any'
        ? [
            ...scopes.map((scope) => ({ scopes: [scope], others: [] })),
            ...others.map((other) => ({
              scopes: [],
              others: 'authenticated' in other ? [] : [other],
            })),
          ]
        : [{ others, scopes: scopes.filter((each) => each !== mutation.scope) }]
  return anyOf(requirement.alternatives.toSpliced(at, 1, ...by))
}
