import { expect } from 'vitest'
import { decide } from '../../src/core/decision/decide.js'
import { NO_TOKEN, type Presented } from '../../src/core/decision/presented.js'
import { askRoute } from '../../src/core/decision/question.js'
import { ScopectlError } from '../../src/core/errors.js'
import { sourceOf } from '../../src/core/source.js'
import { grantsOf } from '../../src/core/subject/grants.js'
import type { Subject } from '../../src/core/subject/model.js'
import type { JsonObject, Trust } from '../../src/core/token/model.js'
import { verify } from '../../src/core/token/verify.js'
import { parseUsers } from '../../src/core/users/parse.js'
import { catalogOf } from '../core/catalog/support.js'
import { AT } from '../core/token/support.js'
import { SECRET } from './ask.js'
import { parse, SMALL, USERS } from './place.js'

/** A call of a log as it was found; what has no value is undefined. */
export interface LoggedCall {
  readonly method: string
  readonly target: string
  readonly token: unknown
  readonly claims: unknown
  readonly scopes: unknown
  readonly role: unknown
  readonly user: unknown
}

const UNANSWERED: Readonly<Record<string, string>> = {
  'undecided-route': 'undecided',
  'ambiguous-route': 'ambiguous',
  'no-route': 'no_route',
  'bad-path': 'bad_path',
}
const catalog = catalogOf(parse(SMALL) as object)
const read = parseUsers(sourceOf(parse(USERS)), catalog)
const users = read.ok ? read.value : expect.unreachable()
const trust: Trust = {
  algorithm: 'HS256',
  keys: [
    {
      kid: undefined,
      algorithm: 'HS256',
      jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
    },
  ],
  issuers: ['https://idp.test'],
  audiences: ['items-api'],
}

/** The word for what `decide` answers to a token that has what the line says, by the small catalog. */
export async function answerTo(call: LoggedCall): Promise<string> {
  const presented = await presentedBy(call)
  try {
    const question = askRoute(catalog, `${call.method} ${asRequest(call.target)}`)
    return decide(catalog, question, presented).status === 200 ? 'allowed' : 'refused'
  } catch (error) {
    const code = error instanceof ScopectlError ? error.problems[0]?.code : undefined
    const answer = UNANSWERED[code ?? '']
    if (answer === undefined) throw error
    return answer
  }
}

/**
 * `askRoute` also reads templates, but the paths of a log are literal: there, a colon and a star are characters like `~`, and braces are
 * not allowed.
 */
const asRequest = (target: string): string => {
  const path = target.startsWith('/') ? target.replace(/[:*]/g, '~') : target.replaceAll('*', '~')
  return path.replace(/[{}<>]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
}

async function presentedBy({ token, claims, scopes, role, user }: LoggedCall): Promise<Presented> {
  if (token !== undefined) {
    const text = `${token}`
      .replace(/^\ufeff/, '')
      .replace(/^Bearer /, '')
      .replace(/\r?\n$/, '')
    return verify(text, trust, AT)
  }
  if (claims !== undefined)
    return verified((typeof claims === 'string' ? JSON.parse(claims) : claims) as JsonObject)
  if (scopes !== undefined) return verified({ scope: scopes as string })
  const found = user === undefined ? undefined : users.users.get(`${user}`)
  const subject: Subject | undefined = found
    ? { kind: 'user', user: found }
    : role === undefined
      ? undefined
      : { kind: 'role', roles: [role].flat() as string[] }
  const granted = subject && grantsOf(catalog, subject)
  return granted ? verified({ scope: [...granted] }) : NO_TOKEN
}

const verified = (claims: JsonObject): Presented =>
  ({ kind: 'verified', token: { raw: '', header: {}, claims }, notes: [] }) as never
