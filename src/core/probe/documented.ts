import type { Catalog, Route } from '../catalog/model.js'
import { isJson } from '../catalog/route-request.js'
import { MEDIA_TYPE } from './har.js'
import type { Body } from './model.js'
import { isJsonType } from './recorded.js'
import type { Sample } from './sample.js'

/** The examples of one operation of a document, as `core/openapi` reads them. */
export interface Documented {
  readonly method: string
  /** The shape of its path, and the names of its parameters in order. */
  readonly shape: string
  readonly params: readonly string[]
  readonly path: ReadonlyMap<string, { readonly value: unknown }>
  readonly query: ReadonlyMap<string, { readonly value: unknown }>
  readonly bodies: ReadonlyMap<string, { readonly value: unknown }>
}

/** The examples by route: an operation is the route with the same method and paths, whatever its parameters are called. */
export function documentedSamples(
  { routes }: Catalog,
  operations: Iterable<Documented>,
): Map<string, Sample> | { readonly badBody: string } {
  const byShape = new Map(
    routes.map((route) => [`${route.method} ${route.pattern.shape}`, route] as const),
  )
  const samples = new Map<string, Sample>()
  for (const operation of operations) {
    const route = byShape.get(`${operation.method} ${operation.shape}`)
    if (!route || samples.has(route.name)) continue
    const sample = sampleOf(route, operation)
    if ('badBody' in sample) return { badBody: route.name }
    if (sample.params.size > 0 || sample.query !== undefined || sample.body)
      samples.set(route.name, sample)
  }
  return samples
}

function sampleOf(route: Route, operation: Documented): Sample | { readonly badBody: true } {
  const params = new Map(
    operation.params.flatMap((name, i): [string, string][] => {
      const text = scalarText(operation.path.get(name)?.value)
      const own = route.pattern.params[i]
      return text === undefined || text === '' || own === undefined ? [] : [[own, text]]
    }),
  )
  const pairs = [...operation.query].flatMap(([name, { value }]) =>
    [value].flat().flatMap((each): [string, string][] => {
      const text = scalarText(each)
      return text === undefined ? [] : [[name, text]]
    }),
  )
  const query = pairs.length === 0 ? {} : { query: new URLSearchParams(pairs).toString() }
  const isRead = route.method === 'GET' || route.method === 'HEAD'
  const body = isRead ? undefined : bodyOf(operation.bodies)
  if (body === 'bad') return { badBody: true }
  return { params, ...query, ...(body ? { body } : {}) }
}

const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined

/** JSON if there is an example of it, else a form, else text. */
function bodyOf(bodies: Documented['bodies']): Body | 'bad' | undefined {
  const types = [...bodies.keys()].filter((type) => MEDIA_TYPE.test(type) && !type.includes('*'))
  const json = types.find(isJsonType)
  if (json !== undefined) {
    const { value } = bodies.get(json) ?? { value: undefined }
    // Documents often have an example as text that is JSON itself.
    if (typeof value !== 'string' || !/^\s*[[{]/.test(value))
      return { type: json, text: JSON.stringify(value) }
    return isJson(value) ? { type: json, text: value } : 'bad'
  }
  const form = types.find((type) => /^application\/x-www-form-urlencoded\b/i.test(type))
  const fields = form === undefined ? undefined : bodies.get(form)?.value
  if (form !== undefined && typeof fields === 'object' && fields !== null) {
    const pairs = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      const text = scalarText(value)
      return text === undefined ? [] : [[name, text]]
    })
    return { type: form, text: new URLSearchParams(pairs).toString() }
  }
  const text = types.find((type) => typeof bodies.get(type)?.value === 'string')
  return text === undefined ? undefined : { type: text, text: String(bodies.get(text)?.value) }
}
