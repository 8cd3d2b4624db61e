import { parseAllDocuments } from 'yaml'

// What istiod makes of the objects, as its source does it (August 2026: pilot/pkg/security/authn/policy_applier.go,
// pilot/pkg/security/authz). Written for the constructs of an export only; anything else is an error.

type Members = { readonly [name: string]: unknown }
type Rule = {
  readonly to: readonly {
    readonly operation: { readonly [name: string]: readonly string[] }
  }[]
  readonly when: readonly { readonly key: string; readonly values: readonly string[] }[]
}
export interface IstioObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: Members
}

const TYPES = 'type.googleapis.com/envoy.extensions.filters'
const JWT = 'envoy.filters.http.jwt_authn'

export const readObjects = (text: string): IstioObject[] =>
  parseAllDocuments(text).map((each) => each.toJS() as IstioObject)

/** The filters of the inbound listener before the router, and the settings of its connection manager. */
export function inboundOf(objects: readonly IstioObject[]): {
  filters: Members[]
  settings: Members
} {
  const of = (kind: string) => objects.filter((each) => each.kind === kind)
  const rules = of('RequestAuthentication').flatMap(({ spec }) => spec['jwtRules'] as Members[])
  const authorization = rbacFilter(of('AuthorizationPolicy'))
  let filters: Members[] = [jwtFilter(rules), authorization]
  let settings: Members = {}
  for (const patch of of('EnvoyFilter').flatMap(({ spec }) => spec['configPatches'] as Members[])) {
    const { operation, value } = patch['patch'] as { operation: string; value: Members }
    if (operation === 'INSERT_FIRST') filters = [value, ...filters]
    else if (operation === 'INSERT_AFTER')
      filters = filters.flatMap((each) => (each['name'] === JWT ? [each, value] : [each]))
    else if (operation === 'MERGE') {
      const { '@type': _, ...merged } = value['typed_config'] as Members
      settings = { ...settings, ...merged }
    } else throw new Error(operation)
  }
  return { filters, settings }
}

function jwtFilter(jwtRules: readonly Members[]): Members {
  const rules = [...jwtRules].sort((a, b) => (`${a['issuer']}` < `${b['issuer']}` ? -1 : 1))
  const names = rules.map((_, i) => `origins-${i}`)
  const providers = rules.map(
    ({ issuer, audiences, jwks, fromHeaders, forwardOriginalToken }, i) => [
      names[i],
      {
        issuer,
        ...(audiences ? { audiences } : {}),
        forward: forwardOriginalToken,
        from_headers: (fromHeaders as { name: string; prefix: string }[]).map((each) => ({
          name: each.name,
          value_prefix: each.prefix,
        })),
        payload_in_metadata: 'payload',
        normalize_payload_in_metadata: { space_delimited_claims: ['scope', 'permission'] },
        local_jwks: { inline_string: jwks },
      },
    ],
  )
  const each = names.map((provider_name) => ({
    requires_any: { requirements: [{ provider_name }, { allow_missing: {} }] },
  }))
  const requires =
    names.length === 1
      ? each[0]
      : {
          requires_any: {
            requirements: [
              ...names.map((provider_name) => ({ provider_name })),
              { requires_all: { requirements: each } },
            ],
          },
        }
  return {
    name: JWT,
    typed_config: {
      '@type': `${TYPES}.http.jwt_authn.v3.JwtAuthentication`,
      providers: Object.fromEntries(providers),
      rules: [{ match: { prefix: '/' }, requires }],
      bypass_cors_preflight: true,
    },
  }
}

function rbacFilter(policies: readonly IstioObject[]): Members {
  const entries = policies.flatMap(({ metadata, spec }) =>
    ((spec['rules'] ?? []) as Rule[]).map((rule, i) => [
      `ns[default]-policy[${metadata.name}]-rule[${i}]`,
      policyOf(rule),
    ]),
  )
  // An ALLOW policy without rules matches nothing, and makes all others necessary.
  return {
    name: 'envoy.filters.http.rbac',
    typed_config: {
      '@type': `${TYPES}.http.rbac.v3.RBAC`,
      rules: { action: 'ALLOW', policies: Object.fromEntries(entries) },
    },
  }
}

function policyOf({ to, when }: Rule): Members {
  const noted = when.filter(({ key }) => key.startsWith('experimental.'))
  const claims = when.filter(({ key }) => key.startsWith('request.auth.claims['))
  if (noted.length + claims.length < when.length) throw new Error(JSON.stringify(when))
  return {
    permissions: to.map(({ operation: { methods = [], paths = [], notPaths } }) => ({
      and_rules: {
        rules: [
          anyOf(methods.map((exact) => ({ header: { name: ':method', string_match: { exact } } }))),
          anyOf(paths.map(pathRule)),
          ...(notPaths ? [{ not_rule: anyOf(notPaths.map(pathRule)) }] : []),
          ...noted.map(({ key, values }) => {
            const [, filter, name] = /^experimental\.(.*)\[(.*)\]$/.exec(key) ?? []
            return { metadata: { filter, path: [{ key: name }], value: texts(values) } }
          }),
        ],
      },
    })),
    principals: [
      {
        and_ids: {
          ids: [{ any: true }, ...claims.map(({ key, values }) => claimId(key, values))],
        },
      },
    ],
  }
}

const anyOf = (rules: readonly Members[]): Members => ({ or_rules: { rules } })

function pathRule(path: string): Members {
  if (/\{\*\*?\}/.test(path))
    return {
      uri_template: {
        name: 'uri-template',
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig',
          path_template: path.replaceAll('{*}', '*').replaceAll('{**}', '**'),
        },
      },
    }
  return { url_path: { path: text(path) } }
}

const text = (value: string): Members => {
  if (value.startsWith('*')) throw new Error(value)
  return value.endsWith('*') ? { prefix: value.slice(0, -1) } : { exact: value }
}

const texts = (values: readonly string[]): Members => {
  const matchers = values.map((value) => ({ string_match: text(value) }))
  const [only] = matchers
  return matchers.length === 1 && only ? only : { or_match: { value_matchers: matchers } }
}

function claimId(key: string, values: readonly string[]): Members {
  const name = /\[(.*)\]$/.exec(key)?.[1]
  const one_of = texts(values)
  const value = { or_match: { value_matchers: [{ list_match: { one_of } }, one_of] } }
  return { metadata: { filter: JWT, path: [{ key: 'payload' }, { key: name }], value } }
}
