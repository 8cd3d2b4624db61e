import type { Thumbprints } from '../access/trust.js'
import type { Catalog } from '../catalog/model.js'
import type { Users } from '../users/model.js'
import type { SeenKeys } from './seen-key.js'

/** What the newer facts were made from: causes and their locations are looked up there. */
export interface Newer {
  readonly catalog: Catalog
  readonly users: Users
  readonly thumbprints?: Thumbprints | undefined
}

/** One side of `diff --any-token`: a catalog, and the key files that it refers to. */
export interface Compared extends Pick<Newer, 'catalog' | 'thumbprints'> {
  readonly keys?: SeenKeys | undefined
}
