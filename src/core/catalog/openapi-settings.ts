import type { Location } from '../problem.js'

/** `openapi:` as a catalog file has it. */
export interface OpenApiFile {
  readonly scheme?: string | readonly string[] | undefined
  readonly base_path?: string | undefined
  readonly optional?: 'public' | 'ignore' | undefined
  readonly unstated?: 'public' | 'authenticated' | 'undecided' | undefined
  readonly any_of?: boolean | undefined
  readonly root?: string | undefined
}

/**
 * How the API's OpenAPI document is read: what the flags of `import openapi` said, so that later runs read it in the same
 * way. Undefined: not written. It affects no decision.
 */
export interface OpenApiSettings {
  /** The security schemes of the catalog's tokens. */
  readonly schemes: readonly string[]
  /** Replaces the document's own path prefix; '' for none. */
  readonly prefix: string | undefined
  /** Whether `{}` next to other alternatives is left out. */
  readonly optional: OpenApiFile['optional']
  /** The level of operations without security in the document. */
  readonly unstated: OpenApiFile['unstated']
  /** Whether one of the scopes of a list is enough. */
  readonly anyOf: boolean
  /** The folder that references may not leave, seen from the catalog's. */
  readonly root: string | undefined
  /** As the file says it. */
  readonly written: OpenApiFile
  readonly at: { readonly [K in keyof OpenApiFile]?: Location | undefined }
}

export const OPENAPI_KEYS = [
  'scheme',
  'base_path',
  'optional',
  'unstated',
  'any_of',
  'root',
] as const satisfies readonly (keyof OpenApiFile)[]

export const NO_OPENAPI: OpenApiSettings = {
  schemes: [],
  prefix: undefined,
  optional: undefined,
  unstated: undefined,
  anyOf: false,
  root: undefined,
  written: {},
  at: {},
}
