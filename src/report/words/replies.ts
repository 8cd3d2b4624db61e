import type { RequestFault, RequestFaults } from '../../core/serve/request-fault.js'
import { routeFault } from './route.js'
import { type FaultWords, faultText } from './words.js'

/** As RFC 6749 §5.2 has it for OAuth errors, ASCII without quotes and backslashes; of a path, ours, also in backticks. */
const WORDS: FaultWords<RequestFaults> = {
  'several-authorization': 'there are several Authorization headers',
  'several-credentials': 'there are several credentials',
  'token-in-query': 'a token in the query is not taken: it ends in logs',
  'token-in-body': 'a token in the body is not taken',
  'bearer-without-token': 'Bearer is not followed by a token',

  'original-pair': ({ method, uri }) => `there must be one ${method} and one ${uri} header`,
  'original-missing': 'no x-original-method and x-original-uri headers',
  'originals-differ': 'the x-original- and x-forwarded- headers differ',
  'original-method': 'the original method is not an HTTP method in upper case',
  'bad-path': ({ why }) => `the path ${routeFault(why)}`,

  'not-client-credentials': 'the Authorization header is not that of a client',
  'client-authenticates-twice': 'a client authenticates in one way only',
  'two-clients': 'two clients are named',
  'client-id-missing': 'client_id is missing',
  'client-unauthenticated': 'the client has to authenticate',
  'wrong-client': 'unknown client, or a wrong secret',

  'query-parameters': 'parameters belong in the body: a URL ends in logs',
  'not-a-form': 'the body must be application/x-www-form-urlencoded',
  'body-too-big': 'the body is too big',
  'form-encoding': 'the form is not percent-encoded UTF-8',
  'repeated-parameter': 'a parameter is repeated',
  'token-missing': 'token is missing',

  'grant-type-missing': 'grant_type is missing',
  'grant-type': ({ supported }) =>
    supported.length === 0
      ? 'supported: none: this server has no key to sign'
      : `supported: ${supported.join(' or ')}`,
  'password-missing': 'username and password are needed',
  'wrong-user': 'unknown user, or a wrong password',
  'scope-missing': 'no scope is named',
  'scopes-not-granted': ({ scopes }) => `not granted: ${scopes.join(' ')}`,
}

export const describeFault = (fault: RequestFault): string => faultText(WORDS, fault)
