import type { Policy, PolicyTokens } from '../policy.js'
import type { Sample } from '../samples.js'
import { groupName } from './groups.js'
import { ACCEPT, entity, WRITTEN_BY } from './text.js'

type Claims = Readonly<Record<string, string | number | readonly string[]>>

/** Any time will do: it is part of each request. */
const NOW = 1_000_000

/** Requests with the decisions that they must get, as `cedar run-tests` reads them. */
export function cedarTests(samples: readonly Sample[], { tokens, routes }: Policy): object[] {
  const groups = new Map(routes.map(({ name, requires }) => [name, groupName(requires)]))
  const matrix = samples.flatMap(({ who, scopes, answers }) => {
    const claims = scopes && { ...acceptedClaims(tokens), scope: scopes }
    return answers.map(({ route, statuses }) => {
      const action = { id: route, group: groups.get(route) }
      return testOf(`${who}: ${route}`, action, claims, statuses.includes(200))
    })
  })
  return [...tokenTests(tokens), ...matrix]
}

interface Action {
  readonly id: string
  readonly group?: string | undefined
}

/** With the group of the action, which Cedar otherwise takes from the schema. */
function testOf(
  name: string,
  { id, group }: Action,
  token: Claims | undefined,
  allow: boolean,
): object {
  return {
    name,
    request: {
      principal: entity('Caller', 'test'),
      action: entity('Action', id),
      resource: entity('Application', 'api'),
      context: { now: NOW, ...(token ? { token } : {}) },
    },
    entities: group === undefined ? [] : [{ uid: uid(id), attrs: {}, parents: [uid(group)] }],
    decision: allow ? 'allow' : 'deny',
    reason: [],
    num_errors: 0,
  }
}

const uid = (id: string) => ({ type: 'Action', id })

function acceptedClaims({ issuers, audiences, roles }: PolicyTokens): Claims {
  const iss = issuers === 'any' ? undefined : issuers[0]
  const aud = audiences === 'any' ? undefined : audiences[0]
  return {
    ...(iss === undefined ? {} : { iss }),
    ...(aud === undefined ? {} : { aud: [aud] }),
    sub: 'test',
    exp: NOW + 60,
    scope: [],
    ...(roles ? { roles: [] } : {}),
  }
}

/** Each check of a claim, at its edge. */
function tokenTests(tokens: PolicyTokens): object[] {
  const { leeway, issuers, audiences, subject } = tokens
  const good = acceptedClaims(tokens)
  const without = (name: string): Claims => {
    const { [name]: _, ...others } = good
    return others
  }
  const told = (name: string, claims: Claims | undefined, allow = false) =>
    testOf(name, { id: ACCEPT }, claims, allow)
  return [
    { written_by: WRITTEN_BY, ...told('an accepted token', good, true) },
    told('no token', undefined),
    told('in its last second', { ...good, exp: NOW - leeway + 1 }, true),
    told('expired', { ...good, exp: NOW - leeway }),
    told('without exp', without('exp')),
    told('valid from now', { ...good, nbf: NOW + leeway, iat: NOW + leeway }, true),
    told('not yet valid', { ...good, nbf: NOW + leeway + 1 }),
    told('issued in the future', { ...good, iat: NOW + leeway + 1 }),
    told('an empty sub', { ...good, sub: '' }),
    told('without sub', without('sub'), subject === 'optional'),
    told('another issuer', { ...good, iss: 'https://issuer.invalid' }, issuers === 'any'),
    told('without iss', without('iss'), issuers === 'any' || issuers.length === 0),
    told('another audience', { ...good, aud: ['audience.invalid'] }, audiences === 'any'),
    told('no audience in aud', { ...good, aud: [] }, audiences === 'any'),
    told('without aud', without('aud'), audiences === 'any' || audiences.length === 0),
  ]
}
