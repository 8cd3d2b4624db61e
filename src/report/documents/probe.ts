import * as v from 'valibot'
import { count, flag, list, oneOf, text, textOrNull } from './dsl.js'

const severity = v.picklist(['critical', 'high', 'medium', 'low'])

export const request = v.object({
  check: text('What the request checks.'),
  variant: textOrNull('How it differs from the plain request.'),
  method: v.string(),
  path: v.string(),
  credential: text('The token in words, or that there is none.'),
  expected: text('What the answer should be, in words.'),
})

export const exchange = v.object({
  ...request.entries,
  status: v.pipe(v.nullable(v.number()), v.description('null: there was no answer.')),
  got: text('The answer in words.'),
  curl: text('The request as a line for the shell, without the token.'),
})

export const tokenFinding = v.object({
  id: text('Stable: waivers name it.'),
  kind: v.string(),
  severity,
  cwe: v.string(),
  for: text('What the token stands for.'),
  source: v.string(),
  message: v.string(),
})

const gaps = v.object({
  allowed: v.pipe(
    v.array(v.array(v.string())),
    v.description('Allowed sets of scopes that no supplied token has.'),
  ),
  refused: v.pipe(
    v.array(v.object({ lacks: v.array(v.string()) })),
    v.description('Refused sets that no supplied token has.'),
  ),
  unclear: list('Tokens whose answer depends on `enforce`.'),
})

export const missingTokens = v.object({ missing_tokens: v.optional(gaps) })

export const suppliedTokens = v.array(
  v.object({
    for: v.string(),
    source: v.string(),
    scopes: v.array(v.string()),
    sent: flag('Whether the catalog accepts it, so that it was sent.'),
  }),
)

const common = {
  url: v.string(),
  not_probed: v.array(
    v.object({ route: v.string(), why: text('A stable code.'), message: v.string() }),
  ),
  without_consent: list('Flaws that were left out, since nobody agreed to sign them.'),
  incomplete: v.array(
    v.object({
      route: v.string(),
      left_out: count('Sets of scopes that were not sent.'),
      exact: flag('Whether there may be more of them.'),
      ...missingTokens.entries,
    }),
  ),
  tokens: v.optional(suppliedTokens),
  token_findings: v.optional(v.array(tokenFinding)),
  without_key: v.optional(list('Flaws that only the issuer of the tokens could sign.')),
}

export const planned = v.object({
  route: v.string(),
  subject: v.nullable(v.string()),
  ...request.entries,
})

export const dryRun = v.object({ dry_run: v.literal(true), ...common, plan: v.array(planned) })

export const waived = v.object({
  id: text('Stable: the waiver names it.'),
  route: v.string(),
  reason: text('Why it is waived.'),
  until: textOrNull('When the waiver ends.'),
  ...exchange.entries,
})

export const changes = v.pipe(
  v.nullable(
    v.object({
      answers: count('How many answers were compared.'),
      not_compared: list('Routes that only one side has answers for.'),
      changes: v.array(
        v.object({
          is: oneOf('What kind of change it is.', [
            'opened',
            'shut',
            'gone',
            'closed',
            'status',
            'new',
            'rule',
          ]),
          route: v.string(),
          requests: v.number(),
          from: v.nullable(v.number()),
          to: v.nullable(v.number()),
          message: v.string(),
        }),
      ),
    }),
  ),
  v.description('With --compare: what differs from the record.'),
)

const wfc = v.pipe(
  v.nullable(v.number()),
  v.description('The fault code of the Web Fuzzing Commons.'),
)

export const group = v.object({
  kind: text('What was found, like `missing-scope`.'),
  severity,
  cwe: text('Like `CWE-863`.'),
  wfc,
  message: v.string(),
  routes: count('How many routes have it.'),
  whole_api: flag('Whether every route has it.'),
  cases: v.array(
    v.object({
      id: text('Stable: waivers name it.'),
      route: v.string(),
      sets: v.pipe(
        v.array(v.array(v.string())),
        v.description('What it is about, if several: alternatives, or missing scopes.'),
      ),
      wfc,
      ...exchange.entries,
    }),
  ),
})

const target = v.object({
  route: v.string(),
  state: v.string(),
  why: v.pipe(
    v.nullable(v.object({ is: text('A stable code.'), message: v.string() })),
    v.description('Why it is inconclusive.'),
  ),
  cells: v.array(
    v.object({
      column: v.string(),
      expected: v.array(v.string()),
      got: v.pipe(v.array(v.number()), v.description('Each status once; 0: no answer.')),
      is: v.picklist(['yes', 'no', 'unclear']),
    }),
  ),
  notes: v.array(
    v.object({
      is: v.string(),
      message: v.string(),
      methods: v.optional(v.array(v.string())),
      ...exchange.entries,
    }),
  ),
})

export const probe = v.object({
  dry_run: v.literal(false),
  waived: v.number(),
  waived_findings: v.array(
    v.union([
      waived,
      v.object({
        ...tokenFinding.entries,
        reason: v.string(),
        until: textOrNull('When the waiver ends.'),
      }),
    ]),
  ),
  requests: v.number(),
  seconds: v.number(),
  ...common,
  compared: changes,
  findings: v.pipe(v.array(group), v.description('The worst first.')),
  targets: v.array(target),
})
