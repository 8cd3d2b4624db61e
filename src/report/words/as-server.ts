import type { AsServerProblems } from '../../core/problems/as-server.js'
import { under } from './settings-place.js'
import { list, quote, type Words } from './words.js'

export const asServerWords: Words<AsServerProblems> = {
  'server-has-no-route': ({ server, route, status }) => ({
    says: `${server} answers HEAD requests with ${status} for any token: it serves ${quote(route)} for GET only`,
    hint: 'use GET, or declare a separate HEAD route',
  }),
  'server-runs-other-route': ({ server, request, route, runs, before }) => {
    if (before !== undefined) {
      return {
        says: `${server} runs the first matching route, and the catalog lists ${quote(before)} before ${quote(route)}`,
        hint: `list ${quote(route)} first, in the catalog and in the app`,
      }
    }
    const matched = `the catalog matches it to ${quote(route)}`
    const hint = "omit --as-server to see the catalog's decision"
    const [only, ...others] = runs
    if (only === undefined)
      return { says: `${server} runs no route for ${quote(request)}; ${matched}`, hint }
    if (others.length > 0) {
      return { says: `${server} might run ${list(runs)} for ${quote(request)}; ${matched}`, hint }
    }
    return {
      says:
        only === route
          ? `${server} might not run ${quote(route)} for ${quote(request)}: it depends on how the app declares the route`
          : `${server} runs ${quote(only)} for ${quote(request)}; ${matched}`,
      hint,
    }
  },
  'server-cannot-guard': ({ server, needs }) => ({
    says: `${server} checks scopes only, and scopes alone cannot satisfy this route: it needs ${quote(needs)}`,
    hint: "omit --as-server to see the catalog's decision",
  }),
  'server-needs-setting': ({ server, setting, profile, byFlags }) => ({
    says: `${server} requires \`${setting}\`, which ${byFlags ? 'no flag sets' : 'the catalog does not set'}`,
    hint: byFlags
      ? `add --${setting} ${setting.toUpperCase()}`
      : `set \`${setting}:\` ${under({ profile })}`,
  }),
  'server-not-exported': ({ server, setting, byFlags }) => ({
    says: `no export configures ${server} like ${byFlags ? 'the flags' : 'the catalog'}: it refuses ${quote(setting)}`,
    hint: 'scopectl export envoy DIR says why, and what to set',
  }),
  'server-gives-no-reason': ({ server, reason }) => ({
    says: `${server} returns a status without a reason, so --expect cannot be ${quote(reason)}`,
    hint: 'use --expect with allow, deny, 200, 401 or 403, or omit --as-server',
  }),
}
