import type { Thumbprints } from '../access/trust.js'
import type { Catalog } from '../catalog/model.js'
import type { Users } from '../users/model.js'

/** What the newer facts were made from: causes and their locations are looked up there. */
export interface Newer {
  readonly catalog: Catalog
  readonly users: Users
  readonly thumbprints?: Thumbprints | undefined
}
