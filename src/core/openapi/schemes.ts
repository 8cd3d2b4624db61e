import type { ForeignWay } from '../catalog/model.js'
import { fail } from '../errors.js'
import type { Authorizer } from '../lint/gateway-facts.js'
import { nearest } from '../nearest.js'
import type { Problem } from '../problem.js'
import { problem } from '../problem.js'
import { countMembers } from './cost.js'
import { isMembers, type OpenApiDocument, own } from './document.js'
import { authorizerOf } from './gateway-marks.js'
import type { Resolver } from './resolve.js'

/** A security scheme of the document. */
export interface Scheme {
  readonly name: string
  /**
   * `token`: OAuth2 or OpenID Connect, whose lists are scopes; `bearer`: HTTP bearer, whose lists are roles (OpenAPI
   * 3.1) or a mistake; `other`: keys, basic, certificates; `unresolved`: behind a `$ref` that was not followed.
   */
  readonly kind: 'token' | 'bearer' | 'other' | 'unresolved'
  /** Its type in the document: `oauth2`, `http bearer`, `apiKey`, … */
  readonly type: string
  /** Declared scopes with their descriptions. */
  readonly scopes: ReadonlyMap<string, string>
  /** The hosts of its addresses, which tell who issues its tokens. */
  readonly hosts: ReadonlySet<string>
  /** scopectl exported it: its lists are scopes that are all needed, however the rest is read. */
  readonly listsAll: boolean
  /** What the scheme represents, if scopectl exported it. */
  readonly means: ForeignWay | undefined
  /** What it becomes in API Gateway. */
  readonly authorizer: Authorizer
}

/** Where schemes are declared: `components.securitySchemes`, in Swagger 2.0 `securityDefinitions`. */
export function readSchemes(
  { source, root, version }: OpenApiDocument,
  resolver: Resolver,
  report: (found: Problem) => void,
): Map<string, Scheme> {
  const schemes = new Map<string, Scheme>()
  const holder = version === '2.0' ? root : own(root, 'components')
  const declared = own(holder, version === '2.0' ? 'securityDefinitions' : 'securitySchemes')
  const all = resolver.follow({ file: source.file, value: declared })
  if (!all.ok) report(problem('openapi-unresolved', { what: 'schemes', ...all }))
  if (!all.ok || !isMembers(all.place.value)) return schemes
  for (const [name, value] of Object.entries(all.place.value)) {
    const found = resolver.follow({ file: all.place.file, value })
    if (found.ok) {
      const { value: scheme } = found.place
      schemes.set(name, { ...readScheme(name, scheme, resolver), authorizer: authorizerOf(scheme) })
    }
    if (!found.ok) {
      report(problem('openapi-unresolved', { what: `scheme ${name}`, ...found }))
      schemes.set(name, { ...NOTHING, name, kind: 'unresolved', type: '$ref' })
    }
  }
  return schemes
}

const NOTHING = {
  scopes: new Map<string, string>(),
  hosts: new Set<string>(),
  listsAll: false,
  means: undefined,
  authorizer: 'none',
} as const

function readScheme(name: string, value: unknown, resolver: Resolver): Scheme {
  const type = text(own(value, 'type'))
  if (type === 'oauth2') {
    const hosts = hostsOf([value, ...flowsOf(value)])
    const scopes = declaredScopes(value, resolver)
    const listsAll = own(own(value, MEANS), 'lists') === 'all'
    return { ...NOTHING, name, kind: 'token', type, scopes, hosts, listsAll }
  }
  if (type === 'openIdConnect') {
    return { ...NOTHING, name, kind: 'token', type, hosts: hostsOf([value]) }
  }
  if (type === 'http') {
    const word = text(own(value, 'scheme'))
    const kind = word.toLowerCase() === 'bearer' ? 'bearer' : 'other'
    return { ...NOTHING, name, kind, type: `http ${word}`.trimEnd() }
  }
  const shown = type === '' ? 'of no type' : type
  return { ...NOTHING, name, kind: 'other', type: shown, means: meaning(value) }
}

/** The scopes of all flows; Swagger 2.0 has one flow, whose scopes are in the scheme itself. */
function declaredScopes(scheme: unknown, resolver: Resolver): Map<string, string> {
  const scopes = new Map<string, string>()
  const older = own(scheme, 'scopes')
  const maps = [older, ...flowsOf(scheme).map(ofFlow)]
  for (const map of maps) {
    const entries = Object.entries(isMembers(map) ? map : {})
    countMembers(entries.length, resolver)
    for (const [name, description] of entries) {
      // Extensions are only mixed with scopes in Swagger 2.0.
      if (map === older && name.startsWith('x-')) continue
      if (!scopes.has(name) || scopes.get(name) === '') scopes.set(name, text(description))
    }
  }
  return scopes
}

function flowsOf(scheme: unknown): unknown[] {
  const flows = own(scheme, 'flows')
  return isMembers(flows) ? Object.values(flows) : []
}

const ADDRESSES = ['tokenUrl', 'authorizationUrl', 'openIdConnectUrl'] as const

/** Relative addresses are those of the API itself, which says nothing about an issuer. */
const hostsOf = (holders: readonly unknown[]): Set<string> =>
  new Set(
    holders
      .flatMap((holder) => ADDRESSES.map((name) => text(own(holder, name))))
      .flatMap((address) => (URL.canParse(address) ? [new URL(address).host] : []))
      .filter((host) => host !== ''),
  )

const ofFlow = (flow: unknown): unknown => own(flow, 'scopes')

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The member in which an export keeps what OpenAPI cannot express. */
export const MEANS = 'x-scopectl'

function meaning(value: unknown): ForeignWay | undefined {
  const mark = own(value, MEANS)
  const [other, scheme] = [text(own(mark, 'other')), text(own(mark, 'scheme'))]
  if (other !== '') return { other }
  return scheme === '' ? undefined : { scheme, scopes: [] }
}

/**
 * The schemes whose tokens are this catalog's: the requested ones, or else the OAuth2 or OpenID Connect scheme that most
 * operations name (the first declared on a tie). HTTP bearer does not say where a token comes from, so it is only used
 * if requested.
 *
 * @throws ScopectlError `openapi-no-scheme`, `openapi-scheme-kind`
 */
export function chooseTokenSchemes(
  schemes: ReadonlyMap<string, Scheme>,
  uses: ReadonlyMap<string, number>,
  wanted: readonly string[],
): readonly Scheme[] {
  if (wanted.length > 0) return [...new Set(wanted)].map((name) => requested(name, schemes))
  const candidates = [...schemes.values()].filter(({ kind }) => kind === 'token')
  const count = ({ name }: Scheme): number => uses.get(name) ?? 0
  // The sort is stable: ties stay in declared order.
  return candidates.sort((a, b) => count(b) - count(a)).slice(0, 1)
}

function requested(wanted: string, schemes: ReadonlyMap<string, Scheme>): Scheme {
  const scheme = schemes.get(wanted)
  const suggestion = nearest(wanted, schemes.keys())
  if (!scheme) return fail('openapi-no-scheme', { scheme: wanted, suggestion })
  if (scheme.kind === 'token' || scheme.kind === 'bearer') return scheme
  return fail('openapi-scheme-kind', { scheme: wanted, type: scheme.type })
}
