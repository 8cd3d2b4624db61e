import { type Claims, claimLines } from '../access/claims.js'
import type { Digest } from '../access/digest.js'
import type { Combos, Facts, People, RouteKey } from '../access/facts.js'
import { trustText } from '../access/trust.js'
import { normText } from '../catalog/norm.js'
import { byCodeUnit, word } from '../word.js'

const HEADER = `# access.lock: who may call what, one fact a line.
# Made by \`scopectl lock\` from the catalog and its users: do not edit it, make it anew.
# A changed line is a change of access: review it as one.
`

/** The file: a header, and the facts as sorted lines. */
export const printLock = (facts: Facts): string =>
  `${HEADER}${linesOf(facts, (key) => facts.names.get(key) ?? key)
    .map((line) => `${line}\n`)
    .join('')}`

/**
 * Every fact as a line, sorted by code unit, without duplicates.
 * @param nameOf gives the name of a route; if left out, names of parameters are omitted, which is how locks are
 * compared.
 */
export function linesOf(facts: Facts, nameOf: (key: RouteKey) => string = (key) => key): string[] {
  const route = (key: RouteKey): string => routeText(nameOf(key))
  const lines = [
    ...[...facts.trust].map(([profile, trust]) => `trust ${trustText(profile, trust)}`),
    ...[...facts.implies].map(([name, all]) => `scope ${word(name)} => ${namesText(all)}`),
    ...[...facts.routes].map(([key, needs]) => `route ${route(key)} needs ${normText(needs)}`),
    ...holds('role', facts.roles),
    ...people('user', facts.users),
    ...people('client', facts.clients),
    ...comboLines(facts.combos, route),
    ...claimsText(facts.claims),
  ]
  for (const [row, keys] of facts.allows) {
    for (const key of keys) lines.push(`allow ${word(row)} ${route(key)}`)
  }
  return [...new Set(lines)].sort(byCodeUnit)
}

/** What somebody holds; `-` for a token without scopes. */
const namesText = (names: ReadonlySet<string>): string =>
  names.size === 0
    ? '-'
    : [...names]
        .sort(byCodeUnit)
        .map((name) => word(name))
        .join(' ')

const holds = (kind: string, all: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  [...all].map(([name, held]) => `${kind} ${word(name)} has ${namesText(held)}`)

export function people(kind: 'user' | 'client', all: People): string[] {
  if (all.kind === 'names') return holds(kind, all.holds)
  return [digestLine(kind, all)]
}

const digestLine = (kind: string, { count, digest }: Digest): string =>
  `${kind} * ${count} sha256:${digest}`

export const claimsText = (claims: Claims): string[] =>
  claims.kind === 'names' ? claimLines(claims) : [digestLine('claim', claims)]

function routeText(name: string): string {
  const [method = '', template = ''] = name.split(' ')
  return `${method} ${word(template)}`
}

/** Without the names of parameters, unless `route` adds them. */
export function comboLines(combos: Combos, route: (key: RouteKey) => string = routeText): string[] {
  if (combos.kind === 'digest') return [digestLine('combo', combos)]
  // The name of a combo consists of words.
  return [...combos.opens].flatMap(([roles, keys]) =>
    [...keys].map((key) => `combo ${roles} ${route(key)}`),
  )
}
