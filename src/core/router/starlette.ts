import { isWithin, templateContains } from '../catalog/route-template.js'
import type { Router } from './model.js'

/**
 * Starlette: the path without escapes, case and slashes as written, and the first declared route that matches; a route
 * for GET runs for HEAD too. `{path*}` is `{path:path}`. Only a path that nothing matches is redirected (307) to the
 * one with, or without, a slash at its end.
 *
 * Compared with Starlette 1.10.0. Braces in a template's text would be a parameter there.
 */
export const starlette: Router = {
  matches(template, { path }) {
    if (!templateContains(template, path)) return 'no'
    const hasBrace = template.segments.some(({ plain }) => plain.some((text) => text.includes('{')))
    return hasBrace ? 'maybe' : 'yes'
  },
  headRuns: ['HEAD', 'GET'],
  runsFirst: true,
  prefers: ({ pattern: one }, { pattern: other }) => isWithin(one, other) && !isWithin(other, one),
}

/** FastAPI 0.165.0: as Starlette, but a route for GET does not run for HEAD (405). */
export const fastapi: Router = { ...starlette, headRuns: ['HEAD'] }
