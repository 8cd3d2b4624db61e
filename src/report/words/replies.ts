import type { RequestFault, RequestFaults } from '../../core/serve/request-fault.js'
import { routeFault } from './route.js'
import { type FaultWords, faultText } from './words.js'

/** ASCII without quotes and backslashes, as RFC 6749 §5.2 requires for OAuth errors; path faults may use backticks. */
const WORDS: FaultWords<RequestFaults> = {
  'several-authorization': 'more than one Authorization header',
  'several-credentials': 'more than one credential',
  'token-in-query': 'a token in the query is not accepted: it would end up in logs',
  'token-in-body': 'a token in the body is not accepted',

  'original-pair': ({ method, uri }) => `expected exactly one ${method} and one ${uri} header`,
  'original-missing': 'no x-original-method and x-original-uri headers',
  'originals-differ': 'the x-original- and x-forwarded- headers differ',
  'original-method': 'the original method is not an HTTP method in upper case',
  'bad-path': ({ why }) => `the path ${routeFault(why)}`,

  'not-client-credentials': 'the Authorization header does not hold client credentials',
  'client-authenticates-twice': 'a client must use only one authentication method',
  'two-clients': 'two different client ids were given',
  'client-id-missing': 'client_id is missing',
  'client-unauthenticated': 'the client must authenticate',
  'wrong-client': 'unknown client, or a wrong secret',

  'query-parameters': 'put parameters in the body: a URL ends up in logs',
  'not-a-form': 'the body must be application/x-www-form-urlencoded',
  'body-too-big': 'the body is too large',
  'form-encoding': 'the form is not percent-encoded UTF-8',
  'repeated-parameter': 'a parameter is repeated',
  'token-missing': 'token is missing',

  'grant-type-missing': 'grant_type is missing',
  'grant-type': ({ supported }) =>
    supported.length === 0
      ? 'no grant types are supported: this server has no signing key'
      : `supported: ${supported.join(' or ')}`,
  'password-missing': 'username and password are required',
  'wrong-user': 'unknown user, or a wrong password',
  'too-many-logins': 'too many passwords are waiting to be checked: try again later',
  'scope-missing': 'scope is missing',
  'scopes-not-granted': ({ scopes }) => `not granted: ${scopes.join(' ')}`,
}

export const describeFault = (fault: RequestFault): string => faultText(WORDS, fault)
