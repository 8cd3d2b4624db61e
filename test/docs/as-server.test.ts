import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { oddTokens } from '../../src/core/as-server/odd-tokens.js'
import { SERVER_NAMES } from '../../src/core/as-server/servers.js'
import { both, catalogWith, signer } from '../core/as-server/support.js'
import { NOW } from '../core/token/support.js'

const FILE = 'docs/as-server.md'
test('docs/as-server.md has every odd token for which the answers differ', async () => {
  const text = readFileSync(FILE, 'utf8')
  const [start, end] = ['<!-- table -->\n', '<!-- /table -->']
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)]
  const actual = `${text.slice(0, from)}\n${await table()}\n${text.slice(to)}`
  if (process.env['UPDATE']) writeFileSync(FILE, actual)
  else expect(actual).toBe(text)
})

test('every server is in the document', () => {
  const text = readFileSync(FILE, 'utf8')
  for (const name of SERVER_NAMES) expect(text).toContain(`| \`${name}\` |`)
})

const SHOWN = ['fastapi', 'fastapi-403', 'express'] as const

async function table(): Promise<string> {
  // Each reads the claim and form that it is written for, so that the difference is not in the scopes.
  const rows = await Promise.all(SHOWN.map(statuses))
  const names = [...(rows[0]?.keys() ?? [])]
  const lines = names.flatMap((what) => {
    const seen = rows.map((row) => row.get(what))
    const ours = seen[0]?.ours
    // The form that one catalog pins is not the other's: the text below the table describes the effect.
    if (seen.some((each) => each?.ours !== ours)) return []
    const isAlike = seen.every((each) => each?.theirs === each?.ours || isSame(each))
    if (isAlike) return []
    const cells = seen.map((each) => each?.theirs ?? '')
    return [`| ${what} | ${ours} | ${cells.join(' | ')} |`]
  })
  const head = `| the token | check | ${SHOWN.join(' | ')} |`
  return [head, '| --- | --- | --- | --- | --- |', ...lines, ''].join('\n')
}

interface Seen {
  readonly ours: number
  readonly theirs: number
}
/** That FastAPI says 401 for a missing scope is in the table above. */
const isSame = (seen: Seen | undefined): boolean => seen?.ours === 403 && seen.theirs === 401

async function statuses(server: (typeof SHOWN)[number]): Promise<Map<string, Seen>> {
  const isArray = server !== 'express'
  const scopeClaim = isArray ? 'scopes' : 'scope'
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
    iat: NOW,
    exp: NOW + 600,
    [scopeClaim]: isArray ? scopes : scopes.join(' '),
  }
  const seen = new Map<string, Seen>()
  for (const { what, token } of oddTokens(signer, { now: NOW, claims, scopeClaim, scopes })) {
    const answers = await both(catalog, server, 'GET /items/', token)
    seen.set(what, { ours: answers.decision.status, theirs: answers.server.status })
  }
  return seen
}
