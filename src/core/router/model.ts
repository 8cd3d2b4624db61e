import type { Route } from '../catalog/model.js'
import type { Template } from '../catalog/route-template.js'

export const ROUTER_NAMES = ['express', 'fastapi', 'fastify', 'starlette', 'exact'] as const
/** Routers that have a model here, and `exact`, which matches paths the way the catalog does. */
export type RouterName = (typeof ROUTER_NAMES)[number]

/** A request path as received and in canonical form: routers compare one or the other. */
export interface Target {
  readonly raw: string
  readonly path: string
}

/** `maybe`: it depends on how the app declares the route, or on a setting that apps commonly change. */
export type Matches = 'yes' | 'maybe' | 'no'

/** How a server picks the route to run. test/interop/routers.interop.ts compares each with the real one. */
export interface Router {
  matches(template: Template, target: Target): Matches
  /** The methods whose routes a HEAD request can run. */
  readonly headMethods: readonly ('HEAD' | 'GET')[]
  /** Whether the first declared match runs; other routers pick the best match, in whatever order they are declared. */
  readonly firstMatchWins: boolean
  /** Whether it never runs `other` if `one` matches as well (provided that narrower routes are declared first). */
  prefers(one: Route, other: Route): boolean
}

/** Both have to match. */
export const both = (one: Matches, other: Matches): Matches =>
  one === 'no' || other === 'no' ? 'no' : one === 'yes' ? other : one
