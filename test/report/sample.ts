import type { CheckAnswer } from '../../src/core/answer.js'
import type { Catalog } from '../../src/core/catalog/model.js'
import { parseCatalog } from '../../src/core/catalog/parse.js'
import { sorted } from '../../src/core/catalog/sorted.js'
import { type Decision, decide } from '../../src/core/decision/decide.js'
import type { Expectation } from '../../src/core/decision/expect.js'
import { meets } from '../../src/core/decision/expect.js'
import { explain } from '../../src/core/decision/explain.js'
import type { Presented } from '../../src/core/decision/presented.js'
import { askNeed, askRoute, type Question } from '../../src/core/decision/question.js'
import { reissueFor } from '../../src/core/decision/reissue.js'
import { claimsFor } from '../../src/core/issue/mint.js'
import type { Location } from '../../src/core/problem.js'
import type { Source } from '../../src/core/source.js'
import { grantsOf } from '../../src/core/subject/grants.js'
import { nameOf, type Subject } from '../../src/core/subject/model.js'
import { decode } from '../../src/core/token/decode.js'
import type { Json, Rejected, Trust, Verified } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { verify } from '../../src/core/token/verify.js'
import type { Users } from '../../src/core/users/model.js'
import { parseUsers } from '../../src/core/users/parse.js'
import { type Style, styleFor } from '../../src/report/style.js'

export const plain: Style = await styleFor({ color: false, utf8: true, columns: undefined })

/** 2026-11-24 06:31:31Z */
export const NOW = 1_795_501_891

export const SAMPLE = {
  token: { issuer: 'http://localhost:8000', audience: 'items-api' },
  scopes: {
    read: 'Read data',
    write: 'Write data',
    'users:read': 'View user information',
    'users:delete': 'Delete users',
    admin: { description: 'Admin access', implies: ['users:*'] },
  },
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { extends: ['reader'], scopes: ['write'] },
    admin: { scopes: ['write', 'admin'], when: { is_admin: true } },
  },
  routes: {
    'GET /health': 'public',
    'GET /me': 'authenticated',
    'GET /items/': 'read',
    'POST /items/': 'write',
    'DELETE /users/{id}': { any: ['users:delete users:read', 'admin'] },
    'GET /users/{id}': { any: ['users:read', { other: 'the user themselves' }] },
    'GET /files/{path*}': { all: ['read', { scheme: 'ApiKey' }] },
    'POST /exports': 'undecided',
  },
}

const SAMPLE_USERS = {
  users: {
    alice: { is_admin: true },
    bob: { roles: ['editor'], scopes: ['users:read'] },
    carol: { roles: ['editor'], disabled: true },
  },
  clients: { 'ci-bot': { scopes: ['read'] } },
}

/** A value as if read from a file: every name is on the line given by its order. */
function sourceAs(file: string, value: unknown): Source {
  const at = (line: number): Location => ({ file, line, column: 3, length: 1, text: '' })
  return { file, value, locate: (path) => at(path.length * 10) }
}

export function catalogOf(value: object = SAMPLE): Catalog {
  const parsed = parseCatalog(sourceAs('scopes.yaml', value))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

export function usersOf(catalog: Catalog, value: object = SAMPLE_USERS): Users {
  const parsed = parseUsers(sourceAs('users.yaml', value), catalog)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

export function userOf(users: Users, name: string): Subject {
  const user = users.users.get(name)
  if (!user) throw new Error(name)
  return { kind: 'user', user }
}

const SECRET = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') } as const
const KEY = { kid: undefined, algorithm: 'HS256', jwk: SECRET } as const

const trustOf = ({ token }: Catalog): Trust => ({
  algorithm: 'HS256',
  keys: [KEY],
  issuers: token.issuers,
  audiences: token.audiences,
})

/** A token with these claims and a valid signature. */
export const signed = (claims: Readonly<Record<string, Json>>, header = {}): Promise<string> =>
  sign(header, claims, KEY)

export const verifiedAt = (
  catalog: Catalog,
  text: string,
  now = NOW,
): Promise<Verified | Rejected> => verify(text, trustOf(catalog), { now, leeway: 0 })

/** The token that a subject gets at NOW, for 15 minutes. */
export async function tokenFor(
  catalog: Catalog,
  subject: Subject,
  scopes?: readonly string[],
): Promise<string> {
  const granted = sorted(catalog, grantsOf(catalog, subject) ?? new Set())
  return signed(
    claimsFor(catalog, subject, scopes ?? granted, { now: NOW, lifetime: 900, jti: 'j' }),
  )
}

interface Ask {
  readonly catalog?: Catalog
  readonly users?: Users
  readonly route?: string
  readonly need?: string
  readonly subject?: Subject
  /** Used instead of a subject; `source` is where it came from. */
  readonly token?: string
  readonly source?: string
  readonly now?: number
  readonly expect?: Expectation
  readonly explain?: boolean
  readonly challenge?: boolean
  readonly line?: number
}

/** The answer of `check` for a real token. */
export async function checkOf(ask: Ask): Promise<CheckAnswer> {
  const { catalog = catalogOf(), users = usersOf(catalog), subject, now = NOW } = ask
  const question: Question = ask.route
    ? askRoute(catalog, ask.route)
    : askNeed(catalog, [ask.need ?? ''], false)
  const text = ask.token ?? (subject && (await textFor(catalog, subject)))
  const presented: Presented =
    text === undefined ? { kind: 'none' } : await verifiedAt(catalog, text, now)
  const decision: Decision = decide(catalog, question, presented)
  const read = decode(text ?? '')
  const kind = subject?.kind ?? 'token'
  return {
    kind: 'check',
    outcome: 'yes',
    subject: { kind, name: subject ? nameOf(subject) : null, source: ask.source ?? `--${kind}` },
    decision,
    catalog,
    now,
    token: read.kind === 'decoded' ? read.token : undefined,
    expected: ask.expect,
    met: ask.expect && meets(decision, ask.expect, catalog.token.enforceWritten),
    atMost: undefined,
    explanation: ask.explain ? explain(catalog, decision, subject, users) : undefined,
    refusals: [],
    showChallenge: ask.challenge ?? false,
    server: undefined,
    line: ask.line,
    next: {
      reissue:
        !subject && read.kind === 'decoded'
          ? reissueFor(catalog, users, decision, read.token)
          : undefined,
    },
    notes: [],
    files: { catalog: 'scopes.yaml' },
  }
}

const textFor = async (catalog: Catalog, subject: Subject): Promise<string | undefined> =>
  grantsOf(catalog, subject) ? tokenFor(catalog, subject) : undefined

/** Names that try to be something else: control characters, a fake verdict, right-to-left text, a shell command. */
export const HOSTILE = '\u001b[2J\u009b31m\r\nPASS all\u202e\u2066\u{e0041}$(rm)`x`'

/** Fails if a terminal would see anything but text on separate lines. */
export function unsafeIn(text: string): string[] {
  return text.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []
}

export const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => line.length))
