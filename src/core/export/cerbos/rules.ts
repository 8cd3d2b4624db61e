import { byCodeUnit } from '../../word.js'
import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { celText } from './held.js'

/**
 * The actions of a request. Without `access`, the first that is denied, in this order, determines the status. No condition
 * negates another: an error in CEL counts as false.
 */
const ACTIONS = ['path', 'route', 'decide', 'authenticate', 'claims', 'access'] as const

/** The resource policy: a rule for each action, and for `access` one for each requirement. */
export const requestPolicy = (policy: Policy): YamlValue => ({
  apiVersion: 'api.cerbos.dev/v1',
  resourcePolicy: {
    resource: 'request',
    version: 'default',
    variables: { import: ['request', 'token', 'held'] },
    constants: { import: ['catalog'] },
    rules: [
      rule('path', expr("V.path != ''")),
      rule('route', expr('V.candidates.size() > 0')),
      rule('decide', DECIDED),
      rule('authenticate', expr('V.accepted')),
      rule('claims', expr('!V.claims_differ')),
      rule('access', all(DECIDED, level('public'))),
      rule('access', all(DECIDED, level('authenticated'), ...HOLDER)),
      ...scopeRules(policy),
    ],
  },
})

type Condition = { readonly [name: string]: YamlValue }

const rule = (action: (typeof ACTIONS)[number], match: Condition): YamlValue => ({
  actions: [action],
  effect: 'EFFECT_ALLOW',
  roles: ['*'],
  condition: { match },
})

const expr = (text: string): Condition => ({ expr: text })
const all = (...of: readonly Condition[]): Condition => ({ all: { of } })

const level = (name: PolicyRoute['level']): Condition => expr(`V.level == [${celText(name)}]`)

const DECIDED = expr("V.requires.size() == 1 && V.level != ['undecided']")
const HOLDER = [expr('V.accepted'), expr('!V.claims_differ')]

function scopeRules({ routes, givenBy }: Policy): YamlValue[] {
  const byRequirement = new Map(
    routes
      .filter((route) => route.level === 'scopes')
      .map(({ requires, anyOf }) => [requires, anyOf.filter((scopes) => scopes.length > 0)]),
  )
  const holds = (name: string): string =>
    `hasIntersection(V.held, [${(givenBy.get(name) ?? [name]).map(celText).join(', ')}])`
  return [...byRequirement]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .filter(([, anyOf]) => anyOf.length > 0)
    .map(([requires, anyOf]) => {
      const sets = anyOf.map((scopes) => expr(scopes.map(holds).join(' && ')))
      const required = expr(`V.requires == [${celText(requires)}]`)
      return rule('access', all(level('scopes'), required, ...HOLDER, { any: { of: sets } }))
    })
}
