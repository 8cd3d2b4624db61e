import * as v from 'valibot'
import { countOrNull, flag, list, members, text, textOrNull } from './dsl.js'
import { brief, reason, subject } from './parts.js'

const claims = v.nullable(members('The claims, as written in the token.'))
const header = v.nullable(members('The header of the token.'))

export const shownScope = v.object({
  name: text('The scope.'),
  description: textOrNull('What the catalog says about it.'),
  declared: v.pipe(
    v.nullable(v.boolean()),
    v.description('Whether the catalog has it; null without a catalog.'),
  ),
})

export const token = v.object({
  access_token: textOrNull('The token; null if several were made.'),
  token_type: v.literal('Bearer'),
  expires_in: countOrNull('Its lifetime in seconds.'),
  scope: text('Its scopes, separated by spaces.'),
  dropped: list('With --downscope: requested scopes that are not granted.'),
  subject,
  claims,
  tokens: v.optional(
    v.pipe(
      v.array(
        v.object({
          flaw: text('The only thing that is wrong with it.'),
          expected: v.pipe(
            v.nullable(v.object({ status: v.number(), reason: v.nullable(v.string()) })),
            v.description('What it must get from a route that needs scopes.'),
          ),
          access_token: v.string(),
        }),
      ),
      v.description('With --flaw: the flawed tokens.'),
    ),
  ),
})

export const time = v.nullable(
  v.object({
    seconds: v.pipe(v.unknown(), v.description('As in the token: seconds since 1970.')),
    time: textOrNull('In ISO 8601; null for a number that is not a date.'),
    from_now: v.pipe(v.number(), v.description('Seconds from now; negative in the past.')),
  }),
)

export const decode = v.object({
  verified: v.pipe(v.literal(false), v.description('Nothing here was verified.')),
  malformed: v.pipe(v.nullable(brief), v.description('Why it is not a token in strict form.')),
  header,
  claims,
  scopes: v.array(shownScope),
  scope_claim: textOrNull('The claim that the scopes were read from.'),
  times: v.object({ iat: time, nbf: time, exp: time }),
  outlook: v.optional(
    v.pipe(
      v.object({
        goal: text('The route or the scopes.'),
        status: v.picklist([200, 403]),
        missing: v.array(v.string()),
      }),
      v.description('With a goal: the answer if the token were verified. Not a verdict.'),
    ),
  ),
})

const parties = v.union([v.array(v.string()), v.literal('any')])

export const verify = v.object({
  verified: flag('Whether every check passed.'),
  subject,
  reasons: v.pipe(v.array(reason), v.description('Every failed check, the leading one first.')),
  header,
  claims,
  scopes: v.nullable(v.array(shownScope)),
  roles: v.pipe(
    v.nullable(v.array(v.string())),
    v.description('The roles of the catalog that its role claim names.'),
  ),
  expires_at: textOrNull('When it expires.'),
  checked: v.pipe(
    v.object({ issuers: parties, audiences: parties }),
    v.description('What was accepted; `any` was not checked.'),
  ),
  at: textOrNull('The time of the question; null if it is not a date.'),
})
