import type { Outline } from '../token/json-later.js'

const later = (...names: string[]): [string, 'later'][] => names.map((name) => [name, 'later'])

/**
 * What an import does not read in a document unless a reference leads there: most of a large one. Everything else is made at
 * once.
 */
export const OPENAPI_OUTLINE: Outline = new Map<string, Outline | 'later'>([
  ...later('definitions', 'responses', 'webhooks'),
  [
    'components',
    new Map(
      later('schemas', 'responses', 'examples', 'requestBodies', 'headers', 'links', 'callbacks'),
    ),
  ],
  [
    'paths',
    new Map([['*', new Map([['*', new Map(later('requestBody', 'responses', 'callbacks'))]])]]),
  ],
])
