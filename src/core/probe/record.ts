import { norm } from '../catalog/requirement.js'
import { mapFromJson } from '../plain-map.js'
import type { RecordFault } from '../problems/probe.js'
import type { Exchange, Planned, RoutePlan } from './model.js'
import { isAnswered } from './seen.js'

/** What a server answered to the requests of a route: no tokens, no bodies, no times. */
export interface RecordedRoute {
  readonly route: string
  /** The requirement, in its normal form. */
  readonly needs: string
  /** By request: what was expected, and the status; null without an answer. */
  readonly answers: ReadonlyMap<
    string,
    { readonly allowed: boolean; readonly status: number | null }
  >
}

export interface ProbeRecord {
  readonly url: string
  readonly routes: ReadonlyMap<string, RecordedRoute>
}

export const RECORD_VERSION = 1
const KIND = 'scopectl-probe-record'

/** What a request is, whatever its token was: two runs with the same plan have the same ones. */
const requestKey = ({ check, variant, method, path, credential }: Planned): string =>
  JSON.stringify([check.is, variant ?? '', method, path, credential])

/** Of two answers to one request, the later counts: a cache that is warm repeats one. */
export function recordedRoute({ route }: RoutePlan, exchanges: readonly Exchange[]): RecordedRoute {
  const answers = exchanges.map(({ planned, reply }) => {
    const status = isAnswered(reply) ? reply.status : null
    return [requestKey(planned), { allowed: planned.expected === 'allowed', status }] as const
  })
  return { route: route.name, needs: norm(route.requirement), answers: new Map(answers) }
}

/** A line for each route, sorted by name, between a header and a count that shows whether the file is whole. */
export function* recordLines({ url, routes }: ProbeRecord): Generator<string> {
  yield line({ kind: KIND, version: RECORD_VERSION, url })
  for (const name of [...routes.keys()].sort()) {
    const { route, needs, answers } = routes.get(name) as RecordedRoute
    const list = [...answers].map(([key, { allowed, status }]) => [key, allowed, status])
    yield line({ route, needs, answers: list })
  }
  yield line({ end: routes.size })
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

export function readRecord(text: string): ProbeRecord | RecordFault {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const values = lines.map(mapFromJson)
  const bad = values.indexOf(undefined)
  if (bad >= 0) return { line: bad + 1, why: bad === 0 ? 'kind' : 'json' }
  const [head, ...rest] = values
  if (!head || head['kind'] !== KIND) return { line: 1, why: 'kind' }
  if (head['version'] !== RECORD_VERSION) return { line: 1, why: 'version' }
  const { url } = head
  if (typeof url !== 'string' || !hasOnly(head, ['kind', 'version', 'url']))
    return { line: 1, why: 'keys' }
  const routes = new Map<string, RecordedRoute>()
  const end = rest.pop()
  for (const [i, value] of rest.entries()) {
    const route = routeOf(value)
    if (!route) return { line: i + 2, why: 'keys' }
    if (routes.has(route.route)) return { line: i + 2, why: 'twice' }
    routes.set(route.route, route)
  }
  const isEnd = end !== undefined && hasOnly(end, ['end']) && end['end'] === routes.size
  return isEnd ? { url, routes } : { line: lines.length, why: 'end' }
}

const hasOnly = (value: object, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key))

function routeOf(value: Record<string, unknown> | undefined): RecordedRoute | undefined {
  if (!value || !hasOnly(value, ['route', 'needs', 'answers'])) return undefined
  const { route, needs, answers } = value
  if (typeof route !== 'string' || typeof needs !== 'string' || !Array.isArray(answers))
    return undefined
  const read = new Map<string, { allowed: boolean; status: number | null }>()
  for (const each of answers) {
    if (!Array.isArray(each) || each.length !== 3) return undefined
    const [key, allowed, status] = each as unknown[]
    const isStatus = status === null || (Number.isInteger(status) && Number(status) < 1000)
    if (typeof key !== 'string' || typeof allowed !== 'boolean' || !isStatus || read.has(key))
      return undefined
    read.set(key, { allowed, status: status as number | null })
  }
  return { route, needs, answers: read }
}
