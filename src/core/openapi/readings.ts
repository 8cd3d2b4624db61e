import { type Problem, problem } from '../problem.js'
import { listingOf } from './any-of.js'
import { mayRequireAll } from './fastapi.js'
import type { Operation } from './operations.js'
import type { Read } from './read.js'
import { sameIssuer } from './same-issuer.js'
import type { Scheme } from './schemes.js'
import type { SecurityReader, SecurityReading, Unstated, Why } from './security.js'
import { shownPath } from './shown-path.js'

/** One finding per observation, with all the routes that it is about. */
export function reportReadings(
  read: readonly Read[],
  { schemes, tokens, anyOf }: SecurityReader,
  about: { readonly unstated: Unstated; readonly chosen: boolean; readonly forGateway: boolean },
  report: (found: Problem) => void,
): void {
  const { unstated, chosen, forGateway } = about
  const routesWhere = (test: (reading: SecurityReading) => boolean): string[] =>
    read.filter(({ reading }) => test(reading)).map(({ operation }) => nameOf(operation))
  const silent = routesWhere(({ why }) => why === 'states-none')
  if (silent.length > 0) report(problem('openapi-states-none', { routes: silent, as: unstated }))
  for (const why of REPORTED) {
    const routes = routesWhere((reading) => reading.why === why)
    if (routes.length > 0) report(problem(`openapi-${why}`, { routes }))
  }
  const either = read.filter(({ operation }) => mayRequireAll(operation, operation.security?.value))
  if (either.length > 0) {
    const routes = either.map(({ operation }) => nameOf(operation))
    report(problem('openapi-either-or-all', { routes }))
  }
  const ignored = routesWhere((reading) => reading.ignored)
  if (ignored.length > 0) report(problem('openapi-optional-ignored', { routes: ignored }))
  reportListed(read, tokens, { anyOf: anyOf ?? false, forGateway }, report)
  for (const [scheme, routes] of grouped(read, 'undeclared')) {
    report(problem('openapi-undeclared-scheme', { scheme, routes }))
  }
  const kept = grouped(read, 'kept')
  // Whoever has chosen a scheme is not asked to choose another: from there the hint would lead back.
  const related = chosen ? [] : sameIssuer(read, { schemes, tokens })
  if (related.length > 0) {
    const routes = related.flatMap((scheme) => kept.get(scheme) ?? [])
    const names = [...tokens.map(({ name }) => name), ...related]
    report(problem('openapi-same-issuer', { schemes: names, routes: [...new Set(routes)] }))
  }
  const names = tokens.map(({ name }) => name)
  for (const [scheme, routes] of kept) {
    const known = schemes.get(scheme)
    if (!known || known.means || related.includes(scheme)) continue
    const mayLead = !chosen && (known.kind === 'token' || known.kind === 'bearer')
    report(
      problem('openapi-scheme-kept', { scheme, type: known.type, mayLead, tokens: names, routes }),
    )
  }
  for (const [scheme, routes] of grouped(read, 'lists')) {
    const known = schemes.get(scheme)
    if (!known || known.means) continue
    const bearer = !chosen && known.kind === 'bearer'
    const facts = { scheme, type: known.type, bearer, tokens: names, routes }
    report(problem('openapi-roles-list', facts))
  }
}

/** Operations that list several scopes: which of them `anyOf` concerns, or should probably concern. */
function reportListed(
  read: readonly Read[],
  tokens: readonly Scheme[],
  { anyOf, forGateway }: { readonly anyOf: boolean; readonly forGateway: boolean },
  report: (found: Problem) => void,
): void {
  const listing = listingOf(tokens)
  const listed = read.flatMap(({ operation }) => {
    const { several, pair } = listing(operation)
    return several ? [{ route: nameOf(operation), pair }] : []
  })
  const routes = listed.map(({ route }) => route)
  if (anyOf) {
    if (routes.length > 0) report(problem('openapi-any-of-used', { routes }))
    return
  }
  if (forGateway) {
    if (routes.length > 0) report(problem('openapi-gateway-any-of', { routes }))
    return
  }
  const likely = listed.filter(({ pair }) => pair !== undefined)
  const [first] = likely
  if (!first?.pair) return
  const facts = { routes: likely.map(({ route }) => route), pair: first.pair }
  report(problem('openapi-any-of', { ...facts, concerns: routes.length }))
}

/** For each scheme that readings name in `member`, the routes of those readings. */
function grouped(
  read: readonly Read[],
  member: 'undeclared' | 'kept' | 'lists',
): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { operation, reading } of read) {
    for (const scheme of reading[member]) {
      const routes = groups.get(scheme) ?? []
      routes.push(nameOf(operation))
      groups.set(scheme, routes)
    }
  }
  return groups
}

const nameOf = ({ method, prefix, path }: Operation): string =>
  `${method} ${prefix}${shownPath(path)}`

/** `unresolved` already has a finding for each reference. */
const REPORTED = ['empty', 'optional', 'malformed', 'contradicts'] as const satisfies readonly Why[]
