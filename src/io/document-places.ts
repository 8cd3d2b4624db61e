import { OPENAPI_OUTLINE } from '../core/openapi/outline.js'
import type { Source } from '../core/source.js'
import { parseJson } from '../core/token/strict-json.js'
import { foreignPlaces } from './foreign-source.js'
import { FOREIGN_DEPTH } from './foreign-yaml.js'
import { jsonPlaces } from './json-source.js'
import type { OpenApiText } from './openapi-source.js'
import { TextLines } from './text-lines.js'

/**
 * Where the parts of an OpenAPI document are in its text. It is parsed again on the first question: most documents are never
 * asked, and positions take more memory than the values.
 */
export function documentPlaces({ name, text, form }: OpenApiText): Source['locate'] {
  let locate: Source['locate'] | undefined
  return (path, part) => {
    locate ??= form === 'yaml' ? foreignPlaces(name, text) : placesInJson(name, text)
    return locate(path, part)
  }
}

function placesInJson(name: string, text: string): Source['locate'] {
  const options = { positions: true, maxDepth: FOREIGN_DEPTH, outline: OPENAPI_OUTLINE } as const
  const parsed = parseJson(text, options)
  if (!parsed.ok) throw new Error(`${name} was read as JSON before`)
  return jsonPlaces(new TextLines(name, text), parsed.positions)
}
