import { isWithin, templateContains } from '../catalog/route-template.js'
import type { Router } from './model.js'

/**
 * Starlette: compares the decoded path; case and a trailing slash count. The first declared route that matches runs, and
 * HEAD requests run GET routes too. `{path*}` is declared as `{path:path}`. A path that no route matches is redirected
 * (307) if one matches with the trailing slash added or removed.
 *
 * Compared with Starlette 1.10.0. Braces in a template's text would be a parameter there.
 */
export const starlette: Router = {
  matches(template, { path }) {
    if (!templateContains(template, path)) return 'no'
    const hasBrace = template.segments.some(({ plain }) => plain.some((text) => text.includes('{')))
    return hasBrace ? 'maybe' : 'yes'
  },
  headMethods: ['HEAD', 'GET'],
  firstMatchWins: true,
  prefers: ({ pattern: one }, { pattern: other }) => isWithin(one, other) && !isWithin(other, one),
}

/** Like Starlette, but HEAD requests run no GET routes (405). Compared with FastAPI 0.165.0. */
export const fastapi: Router = { ...starlette, headMethods: ['HEAD'] }
