import { own } from '../token/found.js'
import type { JsonObject } from '../token/model.js'
import { claimConditions } from './claim-conditions.js'
import { CONDITIONS, type Condition } from './conditions.js'
import { headerConditions } from './header-conditions.js'
import { readLoose } from './loose-token.js'
import type { Sent } from './model.js'
import type { KeySource } from './pick-keys.js'
import type { TokenRules } from './schema.js'

export interface ReadToken {
  /** In the order of CONDITIONS. */
  readonly conditions: readonly Condition[]
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** Everything in the token that some server objects to. */
export async function readSent(
  { text, trust, others }: Sent,
  { now, leeway }: { readonly now: number; readonly leeway: number },
): Promise<ReadToken> {
  const token = readLoose(text)
  const found = new Set<Condition>([
    ...token.found,
    ...(await headerConditions(token, { trust, others })),
    ...claimConditions(token.claims, trust, { now, leeway }),
  ])
  const { header, claims } = token
  return { conditions: CONDITIONS.filter((each) => found.has(each)), header, claims }
}

/** Undefined if the server accepts the token, else what it says about it and the status, if that is a special one. */
export function refusalOf(
  { conditions, header, claims }: ReadToken,
  table: TokenRules,
  keys: KeySource,
): { readonly status: number | undefined; readonly says: string } | undefined {
  const { accepts, statuses, first: lookup } = rulesFor(table, keys)
  const { claims: required = {}, says = [] } = table
  const lacks = Object.entries(required).some(([name, value]) => own(claims, name) !== value)
  const refused = conditions.filter((each) => !accepts.includes(each))
  if (lacks) refused.push('bad-claim/required')
  const [first] = refused
  if (first === undefined) return undefined
  const kind = keys === 'secret' ? 'secret' : 'public-key'
  const rules = says.filter((rule) => rule.with === undefined || rule.with === kind)
  const rule = rules.find((each) => each.if.some((condition) => refused.includes(condition)))
  const leading = rule?.if.find((condition) => refused.includes(condition)) ?? first
  const isReadable = !refused.some((each) => each.startsWith('malformed/'))
  const special =
    (isReadable && lookup.find((each) => each.if.some((one) => refused.includes(one)))) ||
    statuses.find((each) => each.if.includes(leading))
  return {
    status: special?.status,
    says: filled(rule?.says ?? '', header),
  }
}

/** The table for this source of keys. */
function rulesFor({ accepts, statuses = [], keys = {} }: TokenRules, source: KeySource) {
  const own = source === 'secret' ? undefined : keys[source]
  if (!own) return { accepts, statuses, first: [] }
  const { accepts: more = [], refuses = [], statuses: first = [] } = own
  return {
    accepts: [...accepts.filter((each) => !refuses.includes(each)), ...more],
    statuses,
    first,
  }
}

function filled(text: string, header: JsonObject): string {
  const crit = own(header, 'crit')
  const unknown = Array.isArray(crit) ? crit.find((name) => name !== 'b64') : undefined
  return text
    .replaceAll('{alg}', () => String(own(header, 'alg')))
    .replaceAll('{crit}', () => String(unknown))
    .replaceAll('"', "'")
}
