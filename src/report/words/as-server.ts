import type { AsServerProblems } from '../../core/problems/as-server.js'
import { list, q, type Words } from './words.js'

export const asServerWords: Words<AsServerProblems> = {
  'server-has-no-route': ({ server, route, status }) => ({
    says: `${server} answers ${status} to a HEAD request, whatever the token is: it serves ${q(route)} for GET only`,
    hint: 'ask for GET, or declare a HEAD route of its own',
  }),
  'server-runs-other-route': ({ server, request, route, runs, before }) => {
    if (before !== undefined) {
      return {
        says: `${server} runs the first route that matches, and the catalog lists ${q(before)} before ${q(route)}`,
        hint: `list ${q(route)} first, in the catalog and in the app`,
      }
    }
    const matched = `the catalog matches it to ${q(route)}`
    const hint = "leave --as-server out for the catalog's own decision"
    const [only, ...others] = runs
    if (only === undefined)
      return { says: `${server} runs no route for ${q(request)}; ${matched}`, hint }
    if (others.length > 0) {
      return { says: `${server} may run ${list(runs)} for ${q(request)}; ${matched}`, hint }
    }
    return {
      says:
        only === route
          ? `${server} may not run ${q(route)} for ${q(request)}: it depends on how the app declares the route`
          : `${server} runs ${q(only)} for ${q(request)}; ${matched}`,
      hint,
    }
  },
  'server-cannot-guard': ({ server, needs }) => ({
    says: `${server} guards by scopes, and no token alone opens this route: it needs ${q(needs)}`,
    hint: 'leave --as-server out to see what is decided',
  }),
  'server-needs-setting': ({ server, setting }) => ({
    says: `${server} does not start without an ${setting}, and the catalog names none`,
    hint: `write \`${setting}:\` under token:`,
  }),
  'server-gives-no-reason': ({ server, reason }) => ({
    says: `${server} answers with a status, not with a reason, so ${q(reason)} cannot be expected of it`,
    hint: 'expect allow, deny, 200, 401 or 403; or leave --as-server out',
  }),
}
