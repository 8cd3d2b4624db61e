import type { LeftOutKind } from './left-out.js'
import type { DocumentPathFault } from './route.js'

/** What a catalog can be imported from: the second word of the command. */
export type ImportSource = 'openapi' | 'permissions' | 'auth0' | 'keycloak' | 'entra'

/** Problems with documents of other tools, and what a reader of an imported catalog must know. */
export interface ImportProblems {
  /** `looks`: what the document seems to be instead. */
  'import-not-one': { file: string; expected: ImportSource; looks: ImportSource | undefined }
  'import-wrong-type': { key: string; expected: string; found: string }
  'import-duplicate': { what: 'API' | 'role' | 'app role' | 'scope'; name: string }
  /** A token is for one API, so a catalog has one: which one is not known. */
  'import-several-apis': { file: string; apis: readonly string[] }
  /** `apis`: those of the tenant, or the clients of the realm. */
  'import-no-api': {
    api: string
    what: 'auth0' | 'keycloak'
    apis: readonly string[]
    suggestion: string | undefined
  }
  /** `api` is undefined if none of the APIs declares scopes. */
  'import-no-scopes': { file: string; api: string | undefined }
  'import-several-realms': { file: string; realms: readonly string[] }
  'import-no-realm': { realm: string; realms: readonly string[]; suggestion: string | undefined }
  /** A client scope has the name of the scope that stands for a role. */
  'import-scope-is-role': { scope: string }
  'import-directory': { path: string; source: 'auth0' | 'keycloak' }
  /** The catalog is for other tokens than the document: the same name would mean something else there. */
  'import-other-token': { setting: string; has: string; states: string }
  /** The document has neither a scope nor a role. */
  'import-nothing': { file: string }
  'import-scheme-needed': { file: string; schemes: readonly string[] }
  'import-no-scheme': {
    scheme: string
    schemes: readonly string[]
    suggestion?: string | undefined
  }
  'import-bad-path': { path: string; why: DocumentPathFault }
  'import-bad-method': { method: string }
  /** An `alsoRequires` that cannot be read. */
  'import-bad-condition': { text: string }
  'import-no-routes': { file: string; scheme: string }
  /** They are in `alsoRequires`, but not permissions of the scheme. */
  'import-required-scopes': { scopes: readonly string[] }
  /** Each `alsoRequires` with a comma. */
  'import-also-lists': { lists: readonly string[]; anyOf: boolean }
  'import-path-case': { routes: readonly string[] }
  'import-summary': {
    format: string
    scopes: number
    roles: number
    routes: number
    undecided: number
  }
  'import-left-out': { what: LeftOutKind; names: readonly string[] }
  /** `by`: how somebody gets the scopes: every user, whoever has the role in a token, or whoever has the role. */
  'import-grants': { role: string; scopes: readonly string[]; by: 'default' | 'claim' | 'role' }
  'import-kept-grants': { roles: readonly string[] }
  'import-kept-default': { roles: readonly string[] }
  /** Token settings that the document states, and the catalog that it was merged into does not have. */
  'import-kept-token': { settings: readonly string[] }
}
