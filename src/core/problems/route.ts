import type { Fault, NoFacts } from './fault.js'

/** Why a request path has no canonical form. */
export interface PathFaults {
  'no-slash': NoFacts
  'dot-segment': NoFacts
  'empty-segment': NoFacts
  'bad-escape': NoFacts
  semicolon: NoFacts
  backslash: NoFacts
  control: NoFacts
  /** It must be percent-encoded. */
  unencoded: { char: string }
  'not-utf8': NoFacts
  'encoded-slash': NoFacts
  'encoded-control': NoFacts
  'encoded-percent': NoFacts
  /** It may be unescaped, so it could be written in two ways. */
  'needless-escape': { char: string }
  'lower-case-escape': NoFacts
  /** For a request target: what follows the path. */
  'query-unencoded': NoFacts
}
export type PathFault = Fault<PathFaults>

/** Why a text is not a path template. */
export interface TemplateFaults {
  'no-slash': NoFacts
  'tail-not-last': NoFacts
  'tail-beside-text': NoFacts
  'empty-template-segment': NoFacts
  'same-parameter': { name: string }
  /** Neither a parameter nor text. */
  'bad-segment': { text: string }
}
export type TemplateFault = Fault<TemplateFaults>

/** Why a text is not the name of a route, `METHOD /template`. */
export interface RouteFaults extends PathFaults, TemplateFaults {
  form: NoFacts
  'no-method': NoFacts
  'lower-case-method': NoFacts
  /** If a URL is given in place of a path. */
  'bad-origin': NoFacts
  /** In a template, a character that must not be escaped. */
  'escape-in-template': NoFacts
}
export type RouteFault = Fault<RouteFaults>

/** Why a path of an OpenAPI document is not valid in a catalog. */
export interface DocumentPathFaults extends RouteFaults {
  query: NoFacts
  fragment: NoFacts
  'too-long': { limit: number }
  /** A parameter with a pattern of its own. */
  'own-pattern': { parameter: string }
}
export type DocumentPathFault = Fault<DocumentPathFaults>
