import type { AsServerProblems } from '../../core/problems/as-server.js'
import { list, quote, type Words } from './words.js'

export const asServerWords: Words<AsServerProblems> = {
  'server-has-no-route': ({ server, route, status }) => ({
    says: `${server} answers ${status} to a HEAD request, whatever the token is: it serves ${quote(route)} for GET only`,
    hint: 'ask for GET, or declare a HEAD route of its own',
  }),
  'server-runs-other-route': ({ server, request, route, runs, before }) => {
    if (before !== undefined) {
      return {
        says: `${server} runs the first route that matches, and the catalog lists ${quote(before)} before ${quote(route)}`,
        hint: `list ${quote(route)} first, in the catalog and in the app`,
      }
    }
    const matched = `the catalog matches it to ${quote(route)}`
    const hint = "leave --as-server out for the catalog's own decision"
    const [only, ...others] = runs
    if (only === undefined)
      return { says: `${server} runs no route for ${quote(request)}; ${matched}`, hint }
    if (others.length > 0) {
      return { says: `${server} may run ${list(runs)} for ${quote(request)}; ${matched}`, hint }
    }
    return {
      says:
        only === route
          ? `${server} may not run ${quote(route)} for ${quote(request)}: it depends on how the app declares the route`
          : `${server} runs ${quote(only)} for ${quote(request)}; ${matched}`,
      hint,
    }
  },
  'server-cannot-guard': ({ server, needs }) => ({
    says: `${server} guards by scopes, and no token alone opens this route: it needs ${quote(needs)}`,
    hint: 'leave --as-server out to see what is decided',
  }),
  'server-needs-setting': ({ server, setting }) => ({
    says: `${server} does not start without an ${setting}, and the catalog names none`,
    hint: `write \`${setting}:\` under token:`,
  }),
  'server-gives-no-reason': ({ server, reason }) => ({
    says: `${server} answers with a status, not with a reason, so ${quote(reason)} cannot be expected of it`,
    hint: 'expect allow, deny, 200, 401 or 403; or leave --as-server out',
  }),
}
