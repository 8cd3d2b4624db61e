import type { DocumentPathFault } from './route.js'

type Near = { readonly suggestion?: string | undefined }
type Routes = { readonly routes: readonly string[] }

/** Why a `$ref` cannot be resolved. */
export type RefFault =
  | 'remote'
  | 'no-folder'
  | 'outside'
  | 'missing'
  | 'unreadable'
  | 'no-pointer'
  | 'circular'
  | 'too-long'
  | 'too-big'

/** The token schemes that were chosen for the document: one more must not replace them. */
interface Tokens {
  tokens: readonly string[]
}

/** Problems with OpenAPI documents, and what a reader of an imported catalog must know. */
export interface OpenApiProblems {
  /** `both`: it claims to be both Swagger and OpenAPI. */
  'openapi-not-one': { file: string; both: boolean }
  'openapi-version': { file: string; version: string }
  'openapi-no-operation': { file: string }
  /** The document is not inside the folder of `--root`. */
  'openapi-outside-root': { file: string; root: string }
  /** Parts that the document uses many times would take too long to read. */
  'openapi-too-much-work': { file: string }
  'openapi-no-scheme': { scheme: string } & Near
  'openapi-scheme-kind': { scheme: string; type: string }
  /** `by`: the flag, or the key of the catalog. */
  'openapi-bad-prefix': {
    prefix: string
    why: DocumentPathFault
    by: '--base-path' | 'base_path'
  }
  /** The flag applies to this run; the catalog remembers something else. */
  'openapi-flag-differs': {
    flag: string
    key: string
    value: readonly string[]
    remembered: readonly string[]
  }
  'openapi-yaml-cycle': { name: string }

  'openapi-summary': {
    operations: number
    scoped: number
    authenticated: number
    public: number
    undecided: number
    other: number
    left_out: number
  }
  /**
   * The security schemes of the catalog's tokens, and their types; none: there is no such scheme. `others`: OAuth2 too, and
   * not requested.
   */
  'openapi-primary': {
    schemes: readonly { name: string; type: string }[]
    bearers: readonly string[]
    others: readonly string[]
  }
  /** `schemes`: those of the catalog's tokens, and others that seem to have the same issuer. */
  'openapi-same-issuer': { schemes: readonly string[] } & Routes
  /** `as`: what they were taken for. */
  'openapi-states-none': Routes & { as: 'public' | 'authenticated' | 'undecided' }
  'openapi-empty': Routes
  'openapi-optional': Routes
  'openapi-optional-ignored': Routes
  /** `pair`: two scopes of the first one; `concerns`: how many operations the flag would change. */
  'openapi-any-of': Routes & { pair: readonly [string, string]; concerns: number }
  /** The document is for API Gateway, which takes any of them. */
  'openapi-gateway-any-of': Routes
  'openapi-any-of-used': Routes
  'openapi-malformed': Routes
  'openapi-contradicts': Routes
  /** A scope is called `public` or the like, and these routes really are. */
  'openapi-level-is-scope': Routes
  /** `what`: a route, a path, a scheme, or all of them. */
  /** FastAPI writes schemes that are all required as alternatives. */
  'openapi-either-or-all': Routes
  'openapi-unresolved': { what: string; ref: string; fault: RefFault }
  'openapi-undeclared-scheme': { scheme: string } & Routes
  /** `mayLead`: it could be the catalog's own scheme, if requested. */
  'openapi-scheme-kept': { scheme: string; type: string; mayLead: boolean } & Tokens & Routes
  'openapi-roles-list': { scheme: string; type: string; bearer: boolean } & Tokens & Routes
  'openapi-undeclared-scopes': { scopes: readonly string[] }
  'openapi-unused-scopes': { scopes: readonly string[] }
  'openapi-bad-scopes': { scopes: readonly string[] }
  'openapi-refused-path': { path: string; why: DocumentPathFault; methods: readonly string[] }
  /** `{name+}` does not match an empty rest, a catalog's `{name*}` does. */
  'openapi-one-or-more': Routes
  /** `/users/:id`: this is plain text in OpenAPI too. */
  'openapi-foreign-path': Routes
  'openapi-same-template': { route: string; first: string; differ: boolean }
  'openapi-servers-differ': { by: string; used: string; paths: readonly string[] }
  'openapi-prefix-ignored': { by: string; prefix: string }
  'openapi-bad-item': { path: string }
  'openapi-unknown-method': { path: string; name: string }

  /** `shadowed`: for a new route, the one that has governed its paths so far. */
  'import-loosens': { route: string; from: string; to: string; shadowed?: string | undefined }
  /** A new scope has the name of a glob, which would be only that scope from now on. `by`: who lists it. */
  'import-names-glob': { scope: string; by: readonly string[] }
  'import-kept-routes': Routes
  'import-kept-decided': Routes

  'drift-nothing': Record<never, never>
  'drift-no-token': { file: string }
  'drift-not-a-token': { file: string; line: number }
  /** The document has it, the catalog does not. */
  'drift-undeclared-route': { route: string; needs: string }
  'drift-gone-route': { route: string; needs: string }
  'drift-weaker': { route: string; catalog: string; document: string }
  'drift-stronger': { route: string; catalog: string; document: string }
  'drift-unstated': { route: string; catalog: string }
  'drift-undecided': { route: string; document: string }
  'drift-undeclared-scope': { scope: string; by: string }
  'drift-dead-scope': { scope: string }
  'drift-unscoped-token': { line: number; claims: readonly string[] }
  'drift-claims-differ': { line: number; claims: readonly string[] }
}
