import type { LearnProblems } from '../../core/problems/learn.js'
import { unreachable } from './network.js'
import { quote, type Words } from './words.js'

export const learnWords: Words<LearnProblems> = {
  'learn-route': ({ route, needs }) => ({
    says: `cannot learn from ${quote(route)}: it needs ${quote(needs)}`,
    hint: 'use a GET route that needs scopes',
  }),
  'learn-cannot-call': ({ route }) => ({
    says: `the subject may not call ${quote(route)}`,
    hint: `scopectl who-can ${JSON.stringify(route)} lists who may`,
  }),
  'learn-needs-consent': () => ({
    says: 'odd tokens with a valid signature by the configured key need your consent',
    hint: 'add --with-configured-key: some of them never expire for servers that do not require `exp`',
  }),
  'learn-no-guard': ({ url, status }) => ({
    says: `${quote(url)} answers ${status} without a token, so it is not guarded`,
    hint: 'use a route that needs a token',
  }),
  'learn-status': ({ url, status, what }) => ({
    says: `${quote(url)} answers ${status} ${what === undefined ? 'without a token' : `to a token with ${what}`}: neither success nor 4xx or 5xx`,
    hint: 'use a route that refuses bad tokens without a redirect',
  }),
  'learn-no-scopes': ({ url, status, what }) => ({
    says: `${quote(url)} answers ${status} to a token with ${what}, so it does not check scopes`,
    hint: 'use a route that needs scopes, and check that the server enforces them',
  }),
  'learn-refused': ({ url, status }) => ({
    says: `${quote(url)} answers ${status} to a valid token`,
    hint: 'check that the server has the key, issuer and audience of the catalog, and knows the subject',
  }),
  'learn-unreachable': ({ url, why }) => ({
    hint: 'check that this is the address of a route, and that the server is running',
    ...unreachable(url, { code: why }, 'use a server on this machine'),
  }),
}
