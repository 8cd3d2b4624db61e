import type { Route } from '../catalog/model.js'
import type { Template } from '../catalog/route-template.js'

export const ROUTER_NAMES = ['express', 'fastapi', 'fastify', 'starlette', 'exact'] as const
/** Routers whose matching is known, and `exact`: one that compares paths as a catalog does. */
export type RouterName = (typeof ROUTER_NAMES)[number]

/** A request path as it came, and in canonical form: some routers match the one, some the other. */
export interface Target {
  readonly raw: string
  readonly path: string
}

/** `maybe`: it depends on how the app declares the route, or on a setting that apps often change. */
export type Matches = 'yes' | 'maybe' | 'no'

/** How a server finds the route to run. Kept true by test/interop/routers.interop.ts, which asks real ones. */
export interface Router {
  matches(template: Template, target: Target): Matches
  /** The methods of the routes that a HEAD request can run. */
  readonly headRuns: readonly ('HEAD' | 'GET')[]
  /** Whether it runs the first declared of the routes that match; others find the best one in any order. */
  readonly runsFirst: boolean
  /** Whether it never runs `other` where `one` matches too; of one that runs the first: where the narrower is declared first. */
  prefers(one: Route, other: Route): boolean
}

/** All of them have to match. */
export const both = (one: Matches, other: Matches): Matches =>
  one === 'no' || other === 'no' ? 'no' : one === 'yes' ? other : one
