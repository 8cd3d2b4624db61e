/** What an engine cannot express. */
export type ExportConstruct =
  | { readonly is: 'algorithm'; readonly name: string }
  /** A claim that is an item of a list, as a pointer. */
  | { readonly is: 'list-item'; readonly name: string }
  /** Several scope claims, or any of the known ones. */
  | { readonly is: 'scope-claims' }
  /** A scope claim that may be a list. */
  | { readonly is: 'scope-list' }
  | { readonly is: 'role-claim'; readonly name: string }
  | { readonly is: ExportSetting }
  /** A route that needs several scopes at once. */
  | { readonly is: 'all-of'; readonly route: string; readonly scopes: readonly string[] }
  /** A route for which one of several sets of scopes is enough. */
  | { readonly is: 'any-of'; readonly route: string; readonly sets: readonly string[] }
  /** The template is outside what the engine can route. */
  | { readonly is: 'template'; readonly route: string; readonly why: TemplateFault }
  /** Both have some of the same paths, and require different things. */
  | { readonly is: 'clash'; readonly route: string; readonly other: string }
  /** The engine denies by not having the route, and the wider one would then have its paths. */
  | { readonly is: 'denied'; readonly route: string; readonly wider: string }
  /** The engine would not split the text of this claim. */
  | { readonly is: 'scope-text'; readonly name: string }
  /** To the engine, a `*` in a name matches every text. */
  | { readonly is: 'wildcard'; readonly name: string }
  /** The engine reads brackets in the name of a claim as names of nested claims. */
  | { readonly is: 'claim-name'; readonly name: string }
  /** The engine puts another text in the place of a part of the name. */
  | { readonly is: 'reference'; readonly name: string }
  /** The engine does not match an empty rest, and the wider route would then have the path. */
  | { readonly is: 'rest'; readonly route: string; readonly wider: string }
  | { readonly is: 'count'; readonly what: 'routes'; readonly count: number; readonly most: number }

/** Settings of tokens, or the lack of one. */
type ExportSetting =
  | 'named-issuers'
  | 'leeway-60'
  | 'any-claims'
  | 'unnamed-key'
  | 'issuers'
  | 'audiences'
  | 'key-copy'
  | 'leeway'
  | 'token-type'

export type TemplateFault = 'mixed' | 'slash' | 'text'

/** A kind of request that an engine accepts and `check` refuses, and that no configuration closes. */
export type ExportGap =
  | 'typ'
  | 'crit'
  | 'subject'
  | 'client-id'
  | 'scp'
  | 'rsa'
  | 'json'
  | 'paths'
  | 'issuer-keys'
  | 'exp'
  | 'scope-claims'
  | 'odd-paths'
  | 'method-case'

/** Problems with the export of a catalog to an engine. */
export interface ExportProblems {
  'export-cannot': { engine: string; construct: ExportConstruct }
  /** Nothing was written. */
  'export-wider': { engine: string; gaps: readonly ExportGap[] }
  /** A warning: the user accepts them. */
  'export-wider-accepted': { engine: string; gaps: readonly ExportGap[] }
  /** The engine would need the secret in its folder. */
  'export-secret': { engine: string; algorithm: string }
  'export-no-algorithm': { source: string }
  /** The URL of the keys has a password or a query, which may be a secret. */
  'export-secret-url': { url: string }
  'export-no-routes': { file: string }
  /** A file that another program or person wrote. */
  'export-foreign': { file: string }
  /** A suite with a catalog of its own is about another policy. */
  'export-suite-catalog': { file: string; catalog: string }
  /** A note: tests that a set of scopes does not describe. */
  'export-suite-left': { file: string; count: number }
  /** A note: the engine denies them. */
  'export-undecided': { routes: readonly string[] }
}
