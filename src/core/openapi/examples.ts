import { countMembers } from './cost.js'
import { isMembers, own, type Place } from './document.js'
import type { Resolver } from './resolve.js'

// Examples that a document states. Nothing is made up: a default or one of an enum is not an example.

/** How deep the schema of a body may be to be put together from the examples of its properties. */
const MOST_DEPTH = 8

/** A value that the document gives as an example; undefined: none. */
export interface Example {
  readonly value: unknown
}

/** The example of a parameter or media type: `example`, the first of `examples`, or that of its schema. */
export function exampleOf(place: Place, resolver: Resolver): Example | undefined {
  return (
    stated(place.value, 'example') ??
    stated(place.value, 'x-example') ??
    firstOf(place, resolver) ??
    ofSchema({ file: place.file, value: own(place.value, 'schema') }, resolver)
  )
}

/** The example of a schema: its own, or one that its required properties give together. */
function ofSchema(place: Place, resolver: Resolver, depth = 0): Example | undefined {
  const found = resolver.follow(place)
  if (!found.ok || !isMembers(found.place.value) || depth > MOST_DEPTH) return undefined
  const { file, value: schema } = found.place
  const examples = own(schema, 'examples')
  const direct =
    stated(schema, 'example') ??
    (Array.isArray(examples) && examples.length > 0 ? { value: examples[0] as unknown } : undefined)
  return direct ?? fromProperties(file, schema, resolver, depth)
}

function fromProperties(
  file: string,
  schema: unknown,
  resolver: Resolver,
  depth: number,
): Example | undefined {
  const properties = own(schema, 'properties')
  const required = own(schema, 'required')
  if (!isMembers(properties) || !Array.isArray(required)) return undefined
  countMembers(required.length, resolver)
  const entries: [string, unknown][] = []
  for (const name of required) {
    const found =
      typeof name === 'string'
        ? ofSchema({ file, value: own(properties, name) }, resolver, depth + 1)
        : undefined
    if (!found) return undefined
    entries.push([name, found.value])
  }
  return entries.length === 0 ? undefined : { value: Object.fromEntries(entries) }
}

const stated = (holder: unknown, name: string): Example | undefined => {
  const value = own(holder, name)
  return value === undefined ? undefined : { value }
}

/** `examples` of OpenAPI 3: a map of objects with a `value`, which may be behind references. */
function firstOf({ file, value }: Place, resolver: Resolver): Example | undefined {
  const examples = own(value, 'examples')
  if (!isMembers(examples)) return undefined
  for (const each of Object.values(examples)) {
    countMembers(1, resolver)
    const found = resolver.follow({ file, value: each })
    const example = found.ok ? stated(found.place.value, 'value') : undefined
    if (example) return example
  }
  return undefined
}
