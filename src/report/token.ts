import type { IssuedToken, TokenAnswer } from '../core/answer.js'
import { fillTemplate } from '../core/catalog/route-template.js'
import type { Json } from '../core/token/model.js'
import type { JsonOf } from './documents/dsl.js'
import type { token as document } from './documents/tokens.js'
import { subjectJson } from './json-parts.js'
import { commandLine } from './shell.js'
import type { Style } from './style.js'
import { table } from './table.js'

/** Only the token; if there are several, one per line with the expected answer. */
export function token({ tokens }: TokenAnswer, style: Style): string {
  if (tokens.length === 1) return lines(tokens.map(({ token }) => token))
  const rows = tokens.map(({ flaw, expected, token }) => [
    flaw ?? '',
    [expected?.status, expected?.reason].filter((part) => part !== undefined).join(' '),
    token,
  ])
  return table(rows, { indent: 0, columns: style.columns })
}

export const header = ({ tokens }: TokenAnswer): string =>
  lines(tokens.map(({ token }) => headerLine(token)))

export const curl = (answer: TokenAnswer): string =>
  lines(answer.tokens.map((each) => request(each, answer)))

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')

const headerLine = (token: string): string => `Authorization: Bearer ${token}`

/** A request with the token. `-g`: curl must not expand braces in the path. */
function request({ token, claims }: IssuedToken, { route }: TokenAnswer): string {
  const method = route && route.method !== 'GET' ? ['-X', route.method] : []
  const path = route ? pathOf(route) : '/'
  const words = [
    'curl',
    '-g',
    ...method,
    '-H',
    headerLine(token),
    `${baseOf(claims['iss'])}${path}`,
  ]
  return commandLine(words) ?? ''
}

/** The issuer if it is a URL, as in development; otherwise the usual local address. */
function baseOf(issuer: Json | undefined): string {
  const isUrl = typeof issuer === 'string' && /^https?:/.test(issuer) && URL.canParse(issuer)
  return (isUrl ? new URL(issuer).href : 'http://localhost:8000').replace(/\/+$/, '')
}

/** Parameters without an example value become 1. */
function pathOf({ pattern, params }: NonNullable<TokenAnswer['route']>): string {
  const encoded = pattern.params.map((name): [string, string] => {
    const parts = (params.get(name) ?? '1').split('/').map(encodeURIComponent)
    return [name, parts.join(name === pattern.tail ? '/' : '%2F')]
  })
  return fillTemplate(pattern, new Map(encoded)) ?? '/'
}

export function json({ subject, tokens, scopes, dropped }: TokenAnswer): JsonOf<typeof document> {
  const [only] = tokens.length === 1 ? tokens : []
  const flawed = tokens.flatMap(({ flaw, expected, token }) =>
    flaw === undefined
      ? []
      : [
          {
            flaw,
            expected: expected
              ? { status: expected.status, reason: expected.reason ?? null }
              : null,
            access_token: token,
          },
        ],
  )
  return {
    access_token: only?.token ?? null,
    token_type: 'Bearer',
    expires_in: only ? lifetime(only.claims['exp'], only.claims['iat']) : null,
    scope: scopes.join(' '),
    dropped,
    subject: subjectJson(subject),
    claims: only?.claims ?? null,
    ...(flawed.length === 0 ? {} : { tokens: flawed }),
  }
}

const lifetime = (exp: Json | undefined, iat: Json | undefined): number | null =>
  typeof exp === 'number' && typeof iat === 'number' ? Math.max(0, exp - iat) : null
