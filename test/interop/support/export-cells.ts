import { oddTokens } from '../../../src/core/as-server/odd-tokens.js'
import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { tokenAlternatives } from '../../../src/core/catalog/requirement.js'
import { type Decision, decide } from '../../../src/core/decision/decide.js'
import { NO_TOKEN, type Presented } from '../../../src/core/decision/presented.js'
import { askRequest } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { samplePath } from '../../../src/core/export/samples.js'
import { FLAW_NAMES } from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { readTarget } from '../../../src/core/serve/target.js'
import type { JsonObject, Key, Trust } from '../../../src/core/token/model.js'
import { withClaim } from '../../../src/core/token/pointer.js'
import { sign } from '../../../src/core/token/sign.js'
import { verify } from '../../../src/core/token/verify.js'
import { makeKey } from '../../../src/io/make-key.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { TARGETS } from './export-targets.js'
import { oddJson } from './odd-json.js'

/** One question for `decide` and for an engine. */
export interface ExportCell {
  readonly who: string
  readonly token: string | undefined
  readonly method: string
  readonly target: string
}

/** The status that `scopectl serve` answers for the same catalog: `guard` without its HTTP. */
export async function expectedStatus(
  catalog: Catalog,
  trust: Trust,
  cell: ExportCell,
  now: number,
): Promise<number> {
  const decided = await decisionFor(catalog, trust, cell, now)
  return typeof decided === 'number' ? decided : decided.status
}

/** What `check` decides; or the status that `serve` answers where `check` has no decision. */
export async function decisionFor(
  catalog: Catalog,
  trust: Trust,
  { token, method, target }: ExportCell,
  now: number,
): Promise<Decision | 400 | 404 | 501> {
  const read = readTarget(target)
  if ('why' in read) return 400
  try {
    const question = askRequest(catalog, method, read.raw)
    const presented: Presented =
      token === undefined ? NO_TOKEN : await verifiedOnce(token, trust, now)
    return decide(catalog, question, presented)
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [problem] = error.problems
    if (problem?.code === 'bad-path') return 400
    return problem?.code === 'no-route' ? 404 : 501
  }
}

const verified = new WeakMap<Trust, Map<string, ReturnType<typeof verify>>>()

/** A token is asked about at many routes, always at the same time. */
export function verifiedOnce(token: string, trust: Trust, now: number): ReturnType<typeof verify> {
  const known = verified.get(trust) ?? new Map<string, ReturnType<typeof verify>>()
  verified.set(trust, known)
  const key = `${now} ${token}`
  const found = known.get(key) ?? verify(token, trust, { now, leeway: 0 })
  known.set(key, found)
  return found
}

export interface ExportWorld {
  readonly catalog: Catalog
  readonly key: Key
  readonly trust: Trust
  /** Seconds since 1970. */
  readonly now: number
}

export function exportWorld(catalog: Catalog, key: Key, now: number): ExportWorld {
  const { issuers, audiences, subject, type } = catalog.token
  const trust = { algorithm: key.algorithm, keys: [key], issuers, audiences, subject, type }
  return { catalog, key, trust, now }
}

/** Every set of scopes at every request; every odd and flawed token at one request for each route. */
export async function cellsOf(world: ExportWorld): Promise<ExportCell[]> {
  const own = ownRequests(world.catalog)
  const all = [...own, ...oddRequests(world.catalog)]
  const held = await heldTokens(world)
  const odd = await wrongTokens(world)
  const [first] = held
  return [
    ...all.flatMap((request) => held.slice(0, 3).map((each) => ({ ...each, ...request }))),
    ...own.flatMap((request) =>
      [...held.slice(3), ...odd].map((each) => ({ ...each, ...request })),
    ),
    ...(first ? [{ ...first, method: 'get', target: '/' }] : []),
  ]
}

type Request = Pick<ExportCell, 'method' | 'target'>

/** One to each route that has a path of its own. */
export const ownRequests = (catalog: Catalog): Request[] =>
  catalog.routes.flatMap((route) => {
    const target = samplePath(catalog, route)
    return target === undefined ? [] : [{ method: route.method, target }]
  })

/** Every odd path, by every method of the catalog. */
export function oddRequests({ routes }: Catalog): Request[] {
  const methods = [...new Set([...routes.map(({ method }) => method), 'HEAD'])]
  return methods.flatMap((method) => TARGETS.map((target) => ({ method, target })))
}

export interface Token {
  readonly who: string
  readonly token: string | undefined
}

/** No token, then those of the held sets, then roles. */
async function heldTokens(world: ExportWorld): Promise<Token[]> {
  const { scopes, routes } = world.catalog
  const each = [...scopes.keys()].map((name) => [name])
  const sets = heldSets(world.catalog, routes, each)
  const tokens = await Promise.all(sets.map((set) => heldToken(world, set)))
  return [{ who: 'no token', token: undefined }, ...tokens, ...(await roleTokens(world))]
}

type Names = readonly string[]

/** None of the scopes, all of them, then the sets at which the answer of one of these routes changes, and others. */
export function heldSets(
  { scopes }: Catalog,
  routes: readonly Route[],
  others: readonly Names[] = [],
): Names[] {
  const names = [...scopes.keys()]
  const minimal = routes.flatMap(({ requirement }) => tokenAlternatives(requirement))
  const sets = [
    ...minimal,
    ...minimal.flatMap((set) => set.map((left) => set.filter((name) => name !== left))),
    ...minimal.flatMap((set) => set.map((left) => names.filter((name) => name !== left))),
    ...others,
  ]
  const distinct = new Map(sets.map((set) => [[...new Set(set)].sort().join(' '), set]))
  return [[], names, ...distinct.values()]
}

/** A valid token with these scopes. */
export const heldToken = async (world: ExportWorld, set: readonly string[]): Promise<Token> => ({
  who: `[${set.join(' ')}]`,
  token: await signed(world, set),
})

/** The claims of a valid token with these scopes. */
export function claimsOf({ catalog, now }: ExportWorld, scopes: readonly string[]): JsonObject {
  const { issuers, audiences, scopeClaims, scopeFormat } = catalog.token
  const value = scopeFormat === 'array' ? scopes : scopes.join(' ')
  const first = (each: readonly string[] | 'any') => (each === 'any' ? 'anything' : each[0])
  const parties = { iss: first(issuers), aud: first(audiences) }
  const known = Object.fromEntries(
    Object.entries(parties).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  )
  const claims: JsonObject = { ...known, sub: 'alice', iat: now, exp: now + 3600 }
  return withClaim(claims, scopeClaims?.[0] ?? 'scope', value)
}

const signed = (world: ExportWorld, scopes: readonly string[]) =>
  sign(headerOf(world), claimsOf(world, scopes), world.key)

const headerOf = ({ catalog }: ExportWorld): JsonObject => ({ typ: catalog.token.type ?? 'JWT' })

async function roleTokens(world: ExportWorld): Promise<Token[]> {
  const { roleClaim } = world.catalog.token
  if (roleClaim === undefined) return []
  const values = [...[...world.catalog.roles.keys()].flatMap((name) => [name, [name]]), 7, ['x', 7]]
  return Promise.all(
    values.map(async (value) => ({
      who: `roles ${JSON.stringify(value)}`,
      token: await sign(
        headerOf(world),
        withClaim(claimsOf(world, []), roleClaim, value),
        world.key,
      ),
    })),
  )
}

/** The flaw kit of `token --flaw`, and the tokens that servers judge differently. */
export async function wrongTokens(world: ExportWorld): Promise<Token[]> {
  const { catalog, key, trust, now } = world
  const scopes = [...catalog.scopes.keys()]
  const stamp = { now, jti: 'x', lifetime: 3600 }
  const kit = {
    ...{ catalog, subject: { kind: 'scopes', scopes } as const, scopes, stamp, trust },
    ...{ rightKey: key, otherKey: await makeKey(key.algorithm) },
  }
  const flawed = await Promise.all(
    FLAW_NAMES.map(async (flaw): Promise<Token[]> => {
      try {
        return [{ who: flaw, token: await makeFlawed(flaw, kit) }]
      } catch (error) {
        // The catalog cannot express it.
        if (error instanceof ScopectlError) return []
        throw error
      }
    }),
  )
  const scopeClaim = catalog.token.scopeClaims?.[0] ?? 'scope'
  const good = { now, claims: claimsOf(world, scopes), scopeClaim, scopes }
  const signer = rawSigner(key, catalog.token.type)
  const odd = oddTokens(signer, good).map(({ what, token }) => ({ who: what, token }))
  return [...flawed.flat(), ...odd, ...oddJson(signer, good.claims)]
}
