import type { Catalog, Requirement } from '../../catalog/model.js'
import type { Client, User } from '../../users/model.js'
import type { Unchecked } from './carried.js'

/** The changed part of the loaded model: only this must be decided again. */
export type Change =
  | { readonly touches: 'route'; readonly route: number; readonly requirement: Requirement }
  | { readonly touches: 'grants'; readonly catalog: Catalog; readonly implications: boolean }
  | { readonly touches: 'holder'; readonly before: User | Client; readonly after: User | Client }
  | { readonly touches: 'trust'; readonly unchecked: Unchecked }
