import { readAs } from '../yaml-scalar.js'

/**
 * How YAML's core schema (YAML 1.2.2 §10.3.2) reads unquoted text; the loader refuses null and NaN. The caller must
 * check whether all parsers agree on a number (isAmbiguousNumber).
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
