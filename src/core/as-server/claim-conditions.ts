import { isWholeNumber } from '../sub-code.js'
import { own } from '../token/found.js'
import type { Json, JsonObject, Trust } from '../token/model.js'
import type { Condition } from './conditions.js'

/** What some server objects to in the claims, scopes apart. `leeway` is that of the server, in seconds. */
export function claimConditions(
  claims: JsonObject,
  trust: Trust,
  { now, leeway }: { readonly now: number; readonly leeway: number },
): Condition[] {
  const [exp, nbf, iat] = [own(claims, 'exp'), own(claims, 'nbf'), own(claims, 'iat')]
  const [end, start, made] = [seconds(exp), seconds(nbf), seconds(iat)]
  const found: (Condition | undefined | false)[] = [
    exp === undefined ? 'bad-claim/exp-missing' : oddTime('exp', exp),
    oddTime('nbf', nbf),
    iat === undefined ? 'bad-claim/iat-missing' : oddTime('iat', iat),
    end !== undefined && made !== undefined && end <= made && 'bad-claim/exp-before-iat',
    end !== undefined && end <= now - leeway && (isText(exp) ? 'expired/text' : 'expired'),
    start !== undefined &&
      start > now + leeway &&
      (isText(nbf) ? 'not-yet-valid/text' : 'not-yet-valid'),
    made !== undefined && made > now + leeway && 'issued-in-future',
    issuerCondition(own(claims, 'iss'), trust.issuers),
    isTypeless(own(claims, 'iss'), trust.issuers) &&
      !Array.isArray(own(claims, 'iss')) &&
      'wrong-issuer/type',
    audienceCondition(own(claims, 'aud'), trust.audiences),
    isTypeless(own(claims, 'aud'), trust.audiences) && 'wrong-audience/type',
    subjectCondition(own(claims, 'sub')),
    own(claims, 'jti') === undefined
      ? 'bad-claim/jti-missing'
      : !isText(own(claims, 'jti')) && 'bad-claim/jti-type',
    !['undefined', 'string'].includes(typeof own(claims, 'client_id')) &&
      'bad-claim/client_id-type',
    isBound(own(claims, 'cnf')) && 'bad-claim/dpop-bound',
  ]
  return found.filter((each) => typeof each === 'string')
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'

/** As Python's `int()` and JavaScript's comparisons read it; undefined if neither can. */
function seconds(value: Json | undefined): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return isInteger(value) ? Number(value.trim().replaceAll('_', '')) : undefined
}

const isInteger = (value: Json | undefined): value is string =>
  isText(value) && isWholeNumber(value)

function oddTime(claim: 'exp' | 'nbf' | 'iat', value: Json | undefined): Condition | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return undefined
  if (value === null) return `bad-claim/${claim}-null`
  if (typeof value === 'boolean') return `bad-claim/${claim}-boolean`
  if (Array.isArray(value)) return `bad-claim/${claim}-array`
  return isInteger(value) ? `bad-claim/${claim}-text` : `bad-claim/${claim}-type`
}

function issuerCondition(iss: Json | undefined, issuers: Trust['issuers']): Condition | undefined {
  if (issuers === 'any') return undefined
  if (issuers.length === 0) return iss === undefined ? undefined : 'wrong-issuer/unexpected'
  if (iss === undefined) return 'wrong-issuer/missing'
  return isText(iss) && issuers.includes(iss) ? undefined : 'wrong-issuer/other'
}

function audienceCondition(
  aud: Json | undefined,
  audiences: Trust['audiences'],
): Condition | undefined {
  if (audiences === 'any') return undefined
  if (audiences.length === 0) {
    if (aud === undefined) return undefined
    if (isFalsy(aud)) return 'wrong-audience/unexpected-empty'
    const isMixed = Array.isArray(aud) && !aud.every(isText)
    return isMixed ? 'wrong-audience/unexpected-mixed' : 'wrong-audience/unexpected'
  }
  if (aud === undefined) return 'wrong-audience/missing'
  if (aud === null) return 'wrong-audience/null'
  if (isFalsy(aud)) return 'wrong-audience/empty'
  const names: readonly Json[] = Array.isArray(aud) ? aud : [aud as Json]
  if (!names.some((name) => isText(name) && audiences.includes(name))) return 'wrong-audience/other'
  return names.every(isText) ? undefined : 'wrong-audience/mixed'
}

/** Whether something other than text is where the name of a party is expected, and some name is. */
const isTypeless = (value: Json | undefined, expected: Trust['issuers']): boolean =>
  value !== undefined &&
  expected !== 'any' &&
  expected.length > 0 &&
  ![value].flat().every((each) => isText(each as Json))

/** What Python considers false. */
function isFalsy(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === null || value === false || value === 0 || value === ''
}

function subjectCondition(sub: Json | undefined): Condition | undefined {
  if (sub === undefined) return 'no-subject/missing'
  if (sub === '') return 'no-subject/empty'
  if (!isText(sub)) return 'no-subject/type'
  return isUnicode(sub) ? undefined : 'no-subject/surrogate'
}

/** RFC 9449 §7.1: such a token is not a bearer token. */
const isBound = (cnf: Json | undefined): boolean =>
  typeof cnf === 'object' && cnf !== null && !Array.isArray(cnf) && Object.hasOwn(cnf, 'jkt')

/** Whether the text has no lone surrogate. */
const isUnicode = (text: string): boolean => !/\p{Surrogate}/u.test(text)
