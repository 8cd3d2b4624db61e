import type { Thumbprints } from '../access/trust.js'
import type { Catalog } from '../catalog/model.js'
import type { Users } from '../users/model.js'

/** What the newer facts were made from: causes are looked up there, with their places. */
export interface Newer {
  readonly catalog: Catalog
  readonly users: Users
  readonly thumbprints?: Thumbprints | undefined
}
