import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { norm, requirementText } from '../catalog/requirement.js'
import { unneededScopes } from '../catalog/unneeded-scopes.js'
import type { DriftRule } from '../lint/drift-rules.js'
import { type Problem, problem } from '../problem.js'
import type { DecodedToken } from '../token/model.js'
import { readTokenScopes } from '../token-scopes/read.js'
import type { DriftFinding } from './answer.js'
import type { Imported, ImportedRoute } from './import.js'
import { isLooser } from './merge.js'

/**
 * The differences between a catalog and a document. A document that states no security agrees with `undecided` and,
 * unless the catalog says that silence means `authenticated`, with `public`: many generators cannot express these in any
 * other way.
 */
export function driftFromDocument(catalog: Catalog, imported: Imported): DriftFinding[] {
  const findings: DriftFinding[] = []
  const known = new Map(catalog.routes.map((route) => [keyOf(route), route]))
  for (const operation of imported.routes) {
    const route = known.get(keyOf(operation))
    known.delete(keyOf(operation))
    const found = route ? driftOfRoute(route, operation) : undeclared(operation)
    if (found) findings.push(onRoute(route?.name ?? operation.name, found))
  }
  for (const route of known.values()) {
    const needs = requirementText(route.requirement)
    findings.push(
      onRoute(route.name, problem('drift-gone-route', { route: route.name, needs }, route.at)),
    )
  }
  for (const scope of imported.scopes.keys()) {
    if (catalog.scopes.has(scope)) continue
    const by = imported.used.has(scope) ? 'the document needs' : 'the document declares'
    findings.push(onScope(scope, problem('drift-undeclared-scope', { scope, by })))
  }
  return findings
}

const keyOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string =>
  `${method} ${pattern.shape}`

function undeclared({ name, requirement }: ImportedRoute): Found {
  return problem('drift-undeclared-route', { route: name, needs: requirementText(requirement) })
}

function driftOfRoute(
  { name: route, requirement, at }: Route,
  operation: ImportedRoute,
): Found | undefined {
  if (norm(requirement) === norm(operation.requirement)) return undefined
  const [catalog, document] = [requirementText(requirement), requirementText(operation.requirement)]
  if (operation.requirement.level === 'undecided' || operation.why === 'states-none') {
    return agreesWithSilence(requirement, operation)
      ? undefined
      : problem('drift-unstated', { route, catalog }, at)
  }
  if (requirement.level === 'undecided') return problem('drift-undecided', { route, document }, at)
  const code = isLooser(requirement, operation.requirement) ? 'drift-weaker' : 'drift-stronger'
  return problem(code, { route, catalog, document }, at)
}

const agreesWithSilence = ({ level }: Requirement, { why, requirement }: ImportedRoute): boolean =>
  why === 'states-none' &&
  (level === 'undecided' || (level === 'public' && requirement.level !== 'authenticated'))

/**
 * Scopes that only the catalog declares and that nothing needs, directly or through what they imply: no route of the
 * catalog, no operation, no token. A scope that the document declares too is not a difference, even if no operation
 * needs it: `openid` and `email` guard no route, and a vendor's documents often share one list of scopes.
 */
export function deadScopes(
  catalog: Catalog,
  imported: Imported | undefined,
  carried: ReadonlySet<string>,
): DriftFinding[] {
  const needed = [...(imported?.scopes.keys() ?? []), ...carried]
  return unneededScopes(catalog, needed).map(({ name, at }) =>
    onScope(name, problem('drift-dead-scope', { scope: name }, at)),
  )
}

export interface SampleToken {
  readonly line: number
  readonly token: DecodedToken
}

/**
 * The differences between the catalog and real tokens: scopes that it does not declare, and tokens without any. The
 * tokens are only decoded: whether they would be accepted is for `verify` to say.
 */
export function driftFromTokens(
  catalog: Catalog,
  samples: readonly SampleToken[],
): { findings: DriftFinding[]; carried: ReadonlySet<string> } {
  const findings: DriftFinding[] = []
  const carried = new Set<string>()
  const undeclaredAt = new Map<string, number[]>()
  for (const { line, token } of samples) {
    const read = readTokenScopes(token, catalog.token)
    if (read.ambiguous) {
      findings.push(onLine(line, problem('drift-claims-differ', { line, claims: read.ambiguous })))
      continue
    }
    if (read.names.length === 0) {
      const claims = read.claim === undefined ? [] : [read.claim]
      findings.push(onLine(line, problem('drift-unscoped-token', { line, claims })))
    }
    for (const name of read.names) {
      carried.add(name)
      if (catalog.scopes.has(name)) continue
      undeclaredAt.set(name, [...(undeclaredAt.get(name) ?? []), line])
    }
  }
  for (const [scope, lines] of undeclaredAt) {
    const others = lines.length > 1 ? ` and ${lines.length - 1} more` : ''
    const by = `the token on line ${lines[0]}${others} carries`
    findings.push(onScope(scope, problem('drift-undeclared-scope', { scope, by }), lines[0]))
  }
  return { findings, carried }
}

type Found = Problem<DriftRule>

const onRoute = (route: string, found: Found): DriftFinding => ({
  problem: found,
  rule: found.code,
  name: route,
  route,
  scope: undefined,
  line: undefined,
})

const onScope = (scope: string, found: Found, line?: number): DriftFinding => ({
  problem: found,
  rule: found.code,
  name: scope,
  route: undefined,
  scope,
  line,
})

const onLine = (line: number, found: Found): DriftFinding => ({
  problem: found,
  rule: found.code,
  name: `line ${line}`,
  route: undefined,
  scope: undefined,
  line,
})
