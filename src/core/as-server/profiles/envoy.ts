import type { TokenSettings } from '../../catalog/model.js'
import { needsOf } from '../../token/algorithms.js'
import type { Algorithm, Json, JsonObject } from '../../token/model.js'
import type { ExportedProfile, SentToken } from '../exported.js'
import { readSent } from '../judge-token.js'
import type { ServerRequest } from '../model.js'

/**
 * Envoy as `scopectl export envoy` configures it: jwt_authn and a Lua filter answer 401 for a token, RBAC 403. Of what
 * it denies more than `check`, only the scheme is missing here (`bearer` in another case, or more than one space after
 * it, is 401) and the size of the headers (more than 60 KiB are 431): `check` is not given them.
 *
 * Compared with Envoy 1.40.0, status for status (test/interop/export-envoy.interop.ts and export-envoy.real.ts).
 */
export const envoy: ExportedProfile = {
  server: 'Envoy as `scopectl export envoy` configures it',
  public: 'ignores-token',
  refuses,
  respelled: 400,
  tokens: [
    { status: 401, if: ({ claims }) => !isParsed(claims) },
    { status: 401, if: lacksKid },
    { status: 403, if: hasOnlyNulls },
  ],
  // The challenges of its filters differ.
  answers: {
    no_token: { status: 401 },
    refused: { status: 401 },
    forbidden: { status: 403, challenge: null },
  },
}

function refuses(
  { scopeClaims, scopeFormat, roleClaim }: TokenSettings,
  algorithm: Algorithm | undefined,
) {
  if (algorithm !== undefined && !['RSA', 'EC'].includes(needsOf(algorithm).kty)) return 'algorithm'
  if (scopeClaims?.length !== 1) return 'scope_claim'
  if (scopeFormat !== 'string') return 'scope_format'
  return roleClaim === undefined ? undefined : 'role_claim'
}

/** Its parser reads these claims in every token, whether something depends on them or not. */
function isParsed({ jti, iss, aud, ...claims }: JsonObject): boolean {
  const isText = (value: Json | undefined) => value === undefined || typeof value === 'string'
  const isTexts = Array.isArray(aud) && aud.every((each) => typeof each === 'string')
  if (!isText(jti) || !isText(iss) || !(isText(aud) || isTexts)) return false
  return ['exp', 'nbf', 'iat'].every((name) => {
    const time = claims[name]
    return typeof time !== 'number' || (time >= 0 && time < 2 ** 64)
  })
}

/** Where the keys are fetched, it is not known how many there are, and several are never tried. */
function lacksKid({ header }: SentToken, { catalog: { token } }: ServerRequest): boolean {
  const isFetched = token.key === undefined || /^https?:/.test(token.key)
  return isFetched && header['kid'] === undefined
}

/** The Lua filter does not see a null, so RBAC refuses what nothing else objects to. */
async function hasOnlyNulls(
  { header, sent }: SentToken,
  { decision, catalog, now }: ServerRequest,
) {
  if (decision.decision === 'allow' || decision.status !== 401) return false
  const isNull = decision.reasons.every(
    ({ detail }) =>
      detail.code === 'token-header' &&
      header[detail.args.member] === null &&
      !(detail.args.member === 'typ' && catalog.token.type),
  )
  if (!isNull) return false
  // `check` verifies no signature where `crit` or `b64` says that it may cover something else.
  const { conditions } = await readSent(sent, { now, leeway: 0 })
  return !conditions.includes('bad-signature')
}
