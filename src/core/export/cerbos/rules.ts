import type { YamlValue } from '../block-yaml.js'
import type { PolicyRoute } from '../policy.js'
import { celText } from './held.js'

/**
 * The actions of a request. Without `access`, the first that is denied, in this order, determines the status. No condition
 * negates another: an error in CEL counts as false.
 */
const ACTIONS = ['path', 'route', 'decide', 'authenticate', 'claims', 'access'] as const

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
/** Every scope of some set. An empty set is not enough. */
const ENOUGH = expr(`C.any_of[V.requires[0]].exists(scopes, scopes.size() > 0
&& scopes.all(scope, hasIntersection(V.held, C.given_by[scope])))`)

/**
 * The resource policy: a rule for each action, and for `access` one for each level. Which scopes routes need is in the
 * constants: Cerbos compiles each rule with all variables, and takes 17 ms of CPU time for it.
 */
export const REQUEST_POLICY: YamlValue = {
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
      rule('access', all(DECIDED, level('scopes'), ...HOLDER, ENOUGH)),
    ],
  },
}
