import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ExportedProfile } from '../../src/core/as-server/exported.js'
import { SERVER_NAMES, type ServerName } from '../../src/core/as-server/names.js'
import { oddTokens } from '../../src/core/as-server/odd-tokens.js'
import type { Profile } from '../../src/core/as-server/schema.js'
import { serverNamed } from '../../src/core/as-server/servers.js'
import type { LearnProblems } from '../../src/core/problems/learn.js'
import { bothByKey, tokensWith } from '../core/as-server/key-set.js'
import { both, catalogWith, signer } from '../core/as-server/support.js'
import { NOW } from '../core/token/support.js'

const FILE = 'docs/as-server.md'
test('docs/as-server.md has every server, every odd token for which the answers differ, and what learn refuses', async () => {
  const text = readFileSync(FILE, 'utf8')
  const tables = {
    ...{ servers: serverTable(), tokens: await tokenTable() },
    ...{ keys: await keyTable(), learn: learnTable() },
  }
  const actual = Object.entries(tables).reduce(
    (page, [name, table]) => between(page, name, table),
    text,
  )
  if (process.env['UPDATE']) writeFileSync(FILE, actual)
  else expect(actual).toBe(text)
})

function between(text: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  expect(Math.min(from, to), `the place of ${name}`).toBeGreaterThan(0)
  return `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`
}

const tableOf = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n') +
  '\n'

const profileOf = (name: ServerName): Profile | ExportedProfile => {
  const { profile } = serverNamed(name)
  if (profile === 'check') throw new Error(`${name} has no table`)
  return profile
}
const TABLES = SERVER_NAMES.filter((name) => serverNamed(name).profile !== 'check')
/** Envoy has no shared secrets, and differs from check in other ways than these tokens: the text says in which. */
const BY_SECRET = TABLES.filter((name) => 'scopes' in profileOf(name))

function serverTable(): string {
  const rows = TABLES.map((name) => {
    const profile = profileOf(name)
    const { server, answers, public: looks } = profile
    const { no_token, refused, forbidden } = answers
    return [
      `\`${name}\``,
      server,
      ...[no_token, refused, forbidden].map(({ status }) => status),
      claimsOf(profile).join(', then '),
      looks === 'checks-token' ? refused.status : 200,
    ]
  })
  const own = ['`rfc6750`', 'a server that follows the standards to the letter, as `check` does']
  return tableOf(
    ['name', 'the server', 'no token', 'bad token', 'scope missing', 'reads', 'bad token, public'],
    [...rows, [...own, 401, 401, 403, "the catalog's, or `scope`", 200]],
  )
}

function claimsOf(profile: Profile | ExportedProfile): string[] {
  if (!('scopes' in profile)) return ["the catalog's"]
  const claims = profile.scopes.readers.map(({ claim, otherwise }) =>
    claim === 'catalog' ? `the catalog's, or \`${otherwise}\`` : `\`${claim}\``,
  )
  return [...new Set(claims)]
}

/** Why `server learn` writes nothing. */
const NOT_LEARNED: Readonly<Record<keyof LearnProblems, readonly [when: string, why: string]>> = {
  'learn-route': [
    'the route is public, for any token, or needs something that no token has',
    'without a scope that is needed, nothing can be learned about the scope claim',
  ],
  'learn-cannot-call': [
    'the subject may not call the route',
    'a valid token would be refused, like all others',
  ],
  'learn-needs-consent': [
    'the catalog names a key, and `--with-configured-key` is missing',
    'whoever finds one of the odd tokens could use it',
  ],
  'learn-unreachable': [
    'no answer within 10 seconds, or no trusted certificate',
    'no answer is not a refusal',
  ],
  'learn-no-guard': [
    'the server lets a request without a token in',
    'it accepts every odd token too, which says nothing about other routes',
  ],
  'learn-refused': [
    'the server refuses the valid token',
    'it has another key, issuer or audience than the catalog, or does not know the subject: everything would count as refused',
  ],
  'learn-status': [
    'an answer is neither success (2xx) nor a refusal (4xx or 5xx), such as a redirect to a login page',
    'a table has no words for it',
  ],
  'learn-no-scopes': [
    'a token without scopes is let in',
    'the server does not check scopes there, and a table assumes that it does',
  ],
}
const learnTable = (): string =>
  tableOf(
    ['code', 'when', 'why'],
    Object.entries(NOT_LEARNED).map(([code, [when, why]]) => [`\`${code}\``, when, why]),
  )

/** The other edition of FastAPI differs in one status, which is in the table above. */
const SHOWN = BY_SECRET.filter((name) => name !== 'fastapi-403')

async function tokenTable(): Promise<string> {
  // Each reads the claim and form that it is written for, so that the difference is not in the scopes.
  const columns = await Promise.all(SHOWN.map(statuses))
  const names = [...(columns[0]?.keys() ?? [])]
  const rows = names.flatMap((what) => {
    const seen = columns.map((column) => column.get(what))
    const ours = seen[0]?.ours
    // The form that one catalog pins is not the other's: the text below the table describes the effect.
    if (seen.some((each) => each?.ours !== ours)) return []
    if (seen.every((each, i) => isAlike(each, SHOWN[i] as ServerName))) return []
    return [[what, ours, ...seen.map((each) => each?.theirs)]]
  })
  return tableOf(['the token', 'check', ...SHOWN], rows)
}

interface Seen {
  readonly ours: number
  readonly theirs: number
}
/** A refusal with the server's usual status. */
function isAlike(seen: Seen | undefined, name: ServerName): boolean {
  if (!seen || seen.ours === 200) return seen?.theirs === 200
  const { refused, forbidden } = profileOf(name).answers
  return seen.theirs === (seen.ours === 401 ? refused : forbidden).status
}

/** The claim and the form that its server usually reads. */
function readBy(name: ServerName) {
  if (name === 'express-permissions') return { scopeClaim: 'permissions', isArray: true }
  return name === 'fastapi'
    ? { scopeClaim: 'scopes', isArray: true }
    : { scopeClaim: 'scope', isArray: false }
}

/** A catalog and the claims of a good token. */
function caseFor(server: ServerName) {
  const { scopeClaim, isArray } = readBy(server)
  const catalog = catalogWith({
    scope_claim: scopeClaim,
    ...(isArray ? { scope_format: 'array' } : {}),
    issuer: 'https://idp.test',
    audience: 'items-api',
  })
  const scopes = [...catalog.scopes.keys()]
  const claims = {
    sub: 'alice',
    iss: 'https://idp.test',
    aud: 'items-api',
    jti: 'x',
    token_type: 'access',
    iat: NOW,
    exp: NOW + 600,
    [scopeClaim]: isArray ? scopes : scopes.join(' '),
  }
  return { catalog, claims, scopeClaim, scopes }
}

async function statuses(server: ServerName): Promise<Map<string, Seen>> {
  const { catalog, claims, scopeClaim, scopes } = caseFor(server)
  const seen = new Map<string, Seen>()
  for (const { what, token } of oddTokens(signer, { now: NOW, claims, scopeClaim, scopes })) {
    const answers = await both(catalog, server, 'GET /items/', token)
    seen.set(what, { ours: answers.decision.status, theirs: answers.server.status })
  }
  return seen
}

/** What matters only with a key pair. */
const isAboutKeys = (what: string): boolean =>
  what.startsWith('by the ') || / `kid`|`kid` |DER|unused bits/.test(what)

async function keyTable(): Promise<string> {
  // Flask-JWT-Extended has no setting for a key set.
  const names = SHOWN.filter((name) => name !== 'flask-jwt-extended')
  const columns = await Promise.all(names.map(statusesByKey))
  const rows = [...(columns[0]?.keys() ?? [])].map((what) => {
    const seen = columns.map((column) => column.get(what))
    return [what, seen[0]?.ours, ...seen.map((each) => each?.theirs)]
  })
  return tableOf(['the token', 'check', ...names], rows)
}

async function statusesByKey(server: ServerName): Promise<Map<string, Seen>> {
  const { catalog, claims, scopeClaim, scopes } = caseFor(server)
  const seen = new Map<string, Seen>()
  for (const [what, token] of tokensWith(claims, scopeClaim, scopes)) {
    if (!isAboutKeys(what)) continue
    const answers = await bothByKey(catalog, server, token, 'several')
    seen.set(what, { ours: answers.decision.status, theirs: answers.server.status })
  }
  return seen
}
