import type { Catalog } from '../catalog/model.js'
import {
  otherWays,
  otherWayText,
  requirementText,
  tokenAlternatives,
} from '../catalog/requirement.js'
import { missingFor } from '../decision/missing.js'
import { type Problem, problem } from '../problem.js'
import { explainGrants } from '../subject/grants.js'
import type { Grant } from '../subject/model.js'
import { placeOfGrant } from '../subject/place-of-grant.js'
import { expectedReason, type Got, type Judge, type Judgement } from './judge.js'
import type { Assertion, SuiteSubject } from './model.js'

/** Why an assertion failed, as far as the catalog shows: the grant, or what is missing, with its location. */
export function whyFailed(
  catalog: Catalog,
  assertion: Assertion,
  got: Got,
  { held, refusal }: Judge,
  how: Judgement,
): Problem {
  const { route, subject } = assertion
  const { requirement, name } = route
  if (got === 'undecided') return problem('why-undecided', { route: name }, route.at)
  if (assertion.expected === 'undecided') {
    return problem('why-decided', { route: name, needs: requirementText(requirement) }, route.at)
  }
  if (how === 'views') {
    return problem('views-differ', {
      view: catalog.token.enforce,
      written: false,
      profile: catalog.token.profile,
    })
  }
  const expected = expectedReason(subject)
  if (how === 'other-reason' && expected) {
    return problem('why-other-reason', { expected, reason: got.reason })
  }
  if (got.status === 200) return whyAllowed(catalog, assertion, held)
  if (got.status === 401) return refusal ?? problem('no-token', {})
  const missing = missingFor(catalog, requirement, held)
  if (missing) return problem('missing-scopes', { missing: missing.scopes })
  const ways = otherWays(requirement).map(({ scopes, others }) =>
    [...scopes, ...others.map(otherWayText)].join(' + '),
  )
  return problem('only-other-ways', { ways })
}

function whyAllowed(
  catalog: Catalog,
  { route, subject, subjectName }: Assertion,
  held: ReadonlySet<string>,
): Problem {
  const { level } = route.requirement
  if (level === 'public' || level === 'authenticated') {
    return problem('why-level', { route: route.name, level }, route.at)
  }
  const scopes =
    tokenAlternatives(route.requirement).find((all) => all.every((name) => held.has(name))) ?? []
  const grant = firstGrant(catalog, subject, scopes)
  const by = grant?.via === 'role' ? `role ${grant.from ?? grant.role}` : undefined
  return problem(
    'why-holds',
    { subject: subjectName, scopes, by },
    grant && subject.kind !== 'token' ? placeOfGrant(catalog, grant, subject.subject) : undefined,
  )
}

function firstGrant(
  catalog: Catalog,
  subject: SuiteSubject,
  scopes: readonly string[],
): Grant | undefined {
  if (subject.kind === 'token') return undefined
  const grants = explainGrants(catalog, subject.subject)
  return scopes.flatMap((name) => grants.get(name) ?? [])[0]
}
