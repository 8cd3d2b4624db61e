import { type Problem, problem } from '../problem.js'
import type { ExportConstruct } from '../problems/export.js'
import type { Policy, PolicyRoute, PolicyTokens } from './policy.js'

/** What an engine cannot express of the tokens and of each route, with the place of each in the catalog. */
export function constructProblems(
  engine: string,
  { tokens, routes }: Policy,
  ofTokens: readonly ExportConstruct[],
  ofRoute: (route: PolicyRoute) => readonly ExportConstruct[] = () => [],
): Problem[] {
  const cannot = (construct: ExportConstruct, at: Problem['at']): Problem =>
    problem('export-cannot', { engine, construct }, at)
  return [
    ...ofTokens.map((each) => cannot(each, tokens.at)),
    ...routes.flatMap((route) => ofRoute(route).map((each) => cannot(each, route.at))),
  ]
}

/** An algorithm that is not of these kinds: older versions of engines do not verify EdDSA. */
export function algorithmOf(
  { algorithms }: PolicyTokens,
  known = /^(?:RS|PS|ES)/,
): ExportConstruct[] {
  const other = algorithms.find((each) => !known.test(each))
  return other === undefined ? [] : [{ is: 'algorithm', name: other }]
}

/** For engines that compare scopes only. */
export const roleClaimOf = ({ roles }: PolicyTokens): ExportConstruct[] =>
  roles ? [{ is: 'role-claim', name: roles.claim.join('/') }] : []

/** Each claim that is read from an item of a list, such as `/roles/0`: engines find members of objects alone. */
export const listItemsOf = ({ scopeClaims, roles }: PolicyTokens): ExportConstruct[] =>
  [...scopeClaims, ...(roles ? [roles.claim] : [])]
    .filter(([, ...inner]) => inner.some((step) => /^(?:\d+|length)$/.test(step)))
    .map((path) => ({ is: 'list-item', name: `/${path.join('/')}` }))
