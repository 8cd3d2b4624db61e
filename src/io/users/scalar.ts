import { readAs } from '../yaml-scalar.js'

/**
 * What YAML's core schema (YAML 1.2.2 §10.3.2) reads an unquoted text as; whoever loads it refuses null and NaN. Of a
 * number, whether all parsers agree on it (isAmbiguousNumber) is for the caller to see.
 */
export function scalarOf(text: string): string | number | boolean | null {
  switch (readAs(text)) {
    case 'null':
      return null
    case 'true or false':
      return text.toLowerCase() === 'true'
    case 'a number':
      return Number(text)
    default:
      return text
  }
}
