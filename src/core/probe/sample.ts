import type { Route } from '../catalog/model.js'
import type { Payload, Planned, RoutePlan } from './model.js'

/** What somebody says a request to a route looks like: a catalog, a document's examples, or a recording. */
export interface Sample extends Payload {
  readonly params: ReadonlyMap<string, string>
}

const JSON_TYPE = 'application/json'

interface Given {
  /** From --param, for all routes. */
  readonly params: ReadonlyMap<string, string>
  readonly samples?: readonly ReadonlyMap<string, Sample>[]
}

/**
 * Each path parameter, the query and the body from the first that has it: --param, the catalog, then the samples. A query
 * is taken as a whole.
 */
export function sampleFor(route: Route, { params, samples = [] }: Given): Sample {
  const all = [inCatalog(route), ...samples.flatMap((each) => each.get(route.name) ?? [])]
  const query = all.find((each) => each.query !== undefined)?.query
  const body = all.find((each) => each.body !== undefined)?.body
  return {
    params: new Map([...all.toReversed().flatMap((each) => [...each.params]), ...params]),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
  }
}

function inCatalog({ params, query, body }: Route): Sample {
  return {
    params,
    ...(query === undefined ? {} : { query: new URLSearchParams([...query]).toString() }),
    ...(body === undefined ? {} : { body: { type: JSON_TYPE, text: body } }),
  }
}

/** The plan with query and body. GET and HEAD are sent without a body, also where a header names another method. */
export function withPayload(plan: RoutePlan, { query, body }: Payload): RoutePlan {
  if (query === undefined && body === undefined) return plan
  const shared = query === undefined || query === '' ? {} : { query }
  const requests = plan.requests.map((planned): Planned => {
    const isRead = planned.method === 'GET' || planned.method === 'HEAD'
    return { ...planned, ...shared, ...(body === undefined || isRead ? {} : { body }) }
  })
  return { ...plan, requests }
}
