import type { TokenFile } from '../catalog/schema.js'
import type { MergedRoute } from '../openapi/merge.js'
import type { ImportedRoles } from '../openapi/merge-roles.js'
import type { Location, Problem } from '../problem.js'
import type { LeftOutKind } from '../problems/left-out.js'

/** Something of a document that the catalog does not have. */
export interface LeftOut {
  /** What it is, and thereby why it was left out. */
  readonly what: LeftOutKind
  readonly name: string
  readonly at: Location | undefined
}

/** A document of another tool as scopes, roles and routes. Nothing in it is a guess: what is not stated is left out. */
export interface Carried {
  /** What kind of document it is, such as `Microsoft Entra app manifest`. */
  readonly format: string
  /** Each with its description. */
  readonly scopes: ReadonlyMap<string, string>
  readonly roles: ImportedRoles
  readonly routes: readonly MergedRoute[]
  /** The token settings that the document states. */
  readonly token: TokenFile
  /** By name, in the order of the document. */
  readonly leftOut: readonly LeftOut[]
  /** What else a reader of the catalog should know. */
  readonly notes: readonly Problem[]
}
