import type { YamlValue } from '../block-yaml.js'
import { namedKeys } from '../envoy/config.js'
import type { Policy, PolicyTokens } from '../policy.js'
import { forSignatures } from '../public-members.js'
import { patches } from './filters.js'
import { istioRules } from './rules.js'

type Entry = { readonly [name: string]: YamlValue }

const LABELS = { app: 'api' }

/** The objects, for pods with the label `app: api`. The first one denies everything that no other allows. */
export const istioObjects = (policy: Policy): Entry[] => [
  authorization('scopectl', {}),
  {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: 'scopectl' },
    spec: { workloadSelector: { labels: LABELS }, configPatches: patches(policy.tokens) },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: { name: 'scopectl' },
    spec: { selector: { matchLabels: LABELS }, jwtRules: jwtRules(policy.tokens) },
  },
  ...policy.routes.flatMap((route, i) => {
    const rules = istioRules(route, policy)
    if (rules.length === 0) return []
    const name = `scopectl-${String(i + 1).padStart(4, '0')}`
    return [authorization(name, { rules }, { 'scopectl/route': route.name })]
  }),
]

const authorization = (name: string, rest: Entry, annotations?: Entry): Entry => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name, ...(annotations ? { annotations } : {}) },
  spec: { selector: { matchLabels: LABELS }, action: 'ALLOW', ...rest },
})

/** One for each issuer. The audience is compared by the Lua filter too: Envoy ignores its scheme and final slash. */
const jwtRules = ({ issuers, audiences, keys }: PolicyTokens): YamlValue =>
  (issuers === 'any' ? [] : issuers).map((issuer) => ({
    issuer,
    ...(audiences === 'any' ? {} : { audiences }),
    ...(keys.from === 'url'
      ? { jwksUri: keys.url }
      : { jwks: JSON.stringify({ keys: namedKeys(keys.keys).map(forSignatures) }) }),
    // Without this, Istio also takes a token from the query.
    fromHeaders: [{ name: 'Authorization', prefix: 'Bearer ' }],
    forwardOriginalToken: true,
  }))
