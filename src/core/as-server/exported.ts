import type { TokenSettings } from '../catalog/model.js'
import { fail } from '../errors.js'
import type { ExportSettingName } from '../problems/as-server.js'
import { inSettings } from '../problems/fault.js'
import type { Algorithm, JsonObject } from '../token/model.js'
import { readLoose } from './loose-token.js'
import type { Sent, ServerReply, ServerRequest } from './model.js'
import { rfc6750 } from './rfc6750.js'
import type { Profile } from './schema.js'
import { answerText } from './template.js'

/**
 * A server with the configuration that `scopectl export` writes. It finds routes and reads scopes like `check`, with
 * `implies` written out, so its profile has only what it answers in another way.
 */
export interface ExportedProfile extends Pick<Profile, 'server' | 'public' | 'answers'> {
  /** What the export refuses in a catalog: there is no such server then. */
  readonly refuses: (
    settings: TokenSettings,
    algorithm: Algorithm | undefined,
  ) => ExportSettingName | undefined
  /** The status for a path that is not in its canonical spelling (`/%61`). */
  readonly respelled: number
  /** At a route that checks tokens, in order: the first that applies decides. */
  readonly tokens: readonly TokenDifference[]
}

export interface TokenDifference {
  readonly status: number
  readonly if: (token: SentToken, request: ServerRequest) => boolean | Promise<boolean>
}

/** A token as the most lenient server reads it. */
export interface SentToken {
  readonly header: JsonObject
  readonly claims: JsonObject
  readonly sent: Sent
}

/**
 * What such a server answers: the status of `check`, unless the profile has another one for this path or token.
 * @throws ScopectlError `server-not-exported`
 */
export async function answerExported(
  name: string,
  profile: ExportedProfile,
  request: ServerRequest,
): Promise<ServerReply> {
  const { catalog, decision, sent } = request
  const { token } = catalog
  const setting = profile.refuses(token, sent?.trust.algorithm ?? token.algorithm)
  if (setting)
    fail('server-not-exported', { server: name, setting, ...inSettings(token) }, token.at)
  const { path, raw, requirement } = decision.question
  const isOpen = requirement.level === 'public'
  const reads = isOpen ? null : rfc6750(request).reads
  if (raw !== undefined && pathIn(raw) !== path) return replyWith(profile, profile.respelled, reads)
  if (isOpen || !sent) return replyWith(profile, decision.status, reads)
  const { header, claims } = readLoose(sent.text)
  for (const difference of profile.tokens) {
    if (await difference.if({ header, claims, sent }, request))
      return replyWith(profile, difference.status, reads)
  }
  return replyWith(profile, decision.status, reads)
}

const pathIn = (raw: string): string => raw.replace(/[?#].*$/s, '')

function replyWith(
  { answers: { refused, forbidden } }: ExportedProfile,
  status: number,
  reads: string | null,
): ServerReply {
  const known = [refused, forbidden].find((each) => each.status === status)
  return { ...answerText(known ?? { status }, { scope: '', says: '' }), reads }
}
