import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import type { Check, Credential, Expected, Planned, Variant } from './model.js'
import { otherSpellings } from './paths.js'

/** The credentials for a variant: refused and allowed ones, as far as there are any that may be sent. */
export interface VariantCredentials {
  readonly refused: Credential | undefined
  /** What the refused one lacks. */
  readonly lacks: readonly string[]
  readonly allowed: Credential | undefined
  readonly scopes: readonly string[]
}

/** Servers read one of these, depending on the library. */
const overriding = (method: string): Planned['headers'] => ({
  'x-http-method-override': method,
  'x-http-method': method,
  'x-method-override': method,
})

/** Other forms of a request that a server may serve without the guard. */
export function variantsOf(
  catalog: Catalog,
  { method, pattern }: Route,
  path: string,
  credentials: VariantCredentials,
  methods: ReadonlySet<string>,
): Planned[] {
  if (method !== 'GET')
    return method === 'HEAD' ? [] : overrides(catalog, method, path, credentials, methods)
  const isHeadCovered = matchRoute(catalog, 'HEAD', path)
  const hasOwnHead = isHeadCovered.kind === 'route' && isHeadCovered.route.method === 'HEAD'
  const forms: Form[] = [
    ...(hasOwnHead ? [] : [{ variant: 'head' as const, method: 'HEAD', path, headers: {} }]),
    ...otherSpellings(catalog, method, path, pattern).map((each) => ({
      ...each,
      method,
      headers: {},
    })),
    // A guard that skips preflight requests, and a router that ignores the header.
    { variant: 'override', method, path, headers: overriding('OPTIONS') },
  ]
  return forms.flatMap((form) => sent(form, credentials))
}

type Form = Pick<Planned, 'method' | 'path' | 'headers'> & { readonly variant: Variant }

function sent(form: Form, { refused, lacks, allowed, scopes }: VariantCredentials): Planned[] {
  const planned = (check: Check, credential: Credential, expected: Expected): Planned => ({
    ...form,
    ...{ check, credential, expected },
  })
  return [
    planned({ is: 'no-token' }, { kind: 'none' }, 'refused'),
    ...(refused ? [planned({ is: 'refused', lacks }, refused, 'refused')] : []),
    ...(allowed ? [planned({ is: 'allowed', scopes }, allowed, 'allowed')] : []),
  ]
}

/**
 * A write in disguise: another method with a header that names the real one. POST carries it only if it may be sent,
 * and where the catalog has no POST route, which a refused credential might be allowed to call.
 */
function overrides(
  catalog: Catalog,
  method: string,
  path: string,
  { refused, lacks }: VariantCredentials,
  methods: ReadonlySet<string>,
): Planned[] {
  const carriers = ['GET', 'POST'].filter(
    (carrier) =>
      carrier !== method &&
      (carrier === 'GET' ||
        (methods.has(carrier) && matchRoute(catalog, carrier, path).kind === 'none')),
  )
  const nobody = { refused: undefined, lacks: [], allowed: undefined, scopes: [] }
  // Without a token first: a token that the carrier's own route accepts would warm a cache.
  return carriers.flatMap((carrier) => {
    const plain: Form = { variant: 'carrier', method: carrier, path, headers: {} }
    const disguised: Form = { ...plain, variant: 'override', headers: overriding(method) }
    const both = (credentials: VariantCredentials) => [
      ...sent(plain, credentials),
      ...sent(disguised, credentials),
    ]
    const withToken = both({ ...nobody, refused, lacks }).filter(
      ({ check }) => check.is === 'refused',
    )
    return [...both(nobody), ...withToken]
  })
}
