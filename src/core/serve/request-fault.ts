import type { Fault, NoFacts } from '../problems/fault.js'
import type { PathFault } from '../problems/route.js'

/** Why a request to the server is refused, if the reply describes it. */
export interface RequestFaults {
  'several-authorization': NoFacts
  'several-credentials': NoFacts
  'token-in-query': NoFacts
  'token-in-body': NoFacts

  /** One or both of a proxy's two headers are missing or repeated. */
  'original-pair': { method: string; uri: string }
  'original-missing': NoFacts
  'originals-differ': NoFacts
  'original-method': NoFacts
  'bad-path': { why: PathFault }

  'not-client-credentials': NoFacts
  'client-authenticates-twice': NoFacts
  'two-clients': NoFacts
  'client-id-missing': NoFacts
  'client-unauthenticated': NoFacts
  'wrong-client': NoFacts

  'query-parameters': NoFacts
  'not-a-form': NoFacts
  'body-too-big': NoFacts
  'form-encoding': NoFacts
  'repeated-parameter': NoFacts
  'token-missing': NoFacts

  'grant-type-missing': NoFacts
  /** None are supported without a key to sign with. */
  'grant-type': { supported: readonly string[] }
  'password-missing': NoFacts
  'wrong-user': NoFacts
  /** More than can be checked soon. */
  'too-many-logins': NoFacts
  'scope-missing': NoFacts
  'scopes-not-granted': { scopes: readonly string[] }
}
export type RequestFault = Fault<RequestFaults>
