import { countMembers } from './cost.js'
import { isMembers, type OpenApiSource, own, type Place, readDocument } from './document.js'
import { type Example, exampleOf } from './examples.js'
import { type Operation, operationsOf } from './operations.js'
import { type Resolver, resolverFor } from './resolve.js'

/** What a document gives as examples for the requests of one operation. */
export interface RequestExamples {
  readonly operation: Operation
  /** By the parameter's name in the document. */
  readonly path: ReadonlyMap<string, Example>
  /** Of required query parameters. */
  readonly query: ReadonlyMap<string, Example>
  /** By content type. */
  readonly bodies: ReadonlyMap<string, Example>
}

/**
 * The examples of every operation. What cannot be resolved has none.
 * @param prefix replaces that of the document
 * @throws ScopectlError `openapi-not-one`, `openapi-version`, `openapi-too-much-work`
 */
export function requestExamples(
  source: OpenApiSource,
  prefix: string | undefined,
): RequestExamples[] {
  const document = readDocument(source)
  const resolver = resolverFor(source)
  const found: RequestExamples[] = []
  operationsOf(
    document,
    resolver,
    () => {},
    prefix,
    (operation, item, members) => {
      const path = new Map<string, Example>()
      const query = new Map<string, Example>()
      const bodies = new Map<string, Example>()
      for (const place of [...parametersOf(item, resolver), ...parametersOf(members, resolver)]) {
        const [name, where] = [own(place.value, 'name'), own(place.value, 'in')]
        const example = exampleOf(place, resolver)
        if (typeof name !== 'string' || !example) continue
        if (where === 'path') path.set(name, example)
        if (where === 'query' && own(place.value, 'required') === true) query.set(name, example)
        // Swagger 2.0.
        if (where === 'body') bodies.set('application/json', example)
      }
      for (const [type, example] of contentOf(members, resolver)) bodies.set(type, example)
      found.push({ operation, path, query, bodies })
    },
  )
  return found
}

function parametersOf({ file, value }: Place, resolver: Resolver): Place[] {
  const list = own(value, 'parameters')
  if (!Array.isArray(list)) return []
  countMembers(list.length, resolver)
  return list.flatMap((each) => {
    const found = resolver.follow({ file, value: each })
    return found.ok ? [found.place] : []
  })
}

function contentOf({ file, value }: Place, resolver: Resolver): [string, Example][] {
  const found = resolver.follow({ file, value: own(value, 'requestBody') })
  const content = found.ok ? own(found.place.value, 'content') : undefined
  if (!found.ok || !isMembers(content)) return []
  countMembers(Object.keys(content).length, resolver)
  return Object.entries(content).flatMap(([type, media]): [string, Example][] => {
    const place = resolver.follow({ file: found.place.file, value: media })
    const example = place.ok ? exampleOf(place.place, resolver) : undefined
    return example ? [[type, example]] : []
  })
}
