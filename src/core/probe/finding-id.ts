import type { Route } from '../catalog/model.js'
import type { FindingKind } from './kinds.js'

/** Stable: the kind and the route. Waivers name it. */
export const findingId = (kind: FindingKind, { name }: Pick<Route, 'name'>): string =>
  `${kind} ${name}`
