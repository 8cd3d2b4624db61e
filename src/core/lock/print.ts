import { normText } from '../catalog/norm.js'
import { byCodeUnit, word } from '../word.js'
import type { Facts, People, RouteKey } from './facts.js'
import { trustText } from './trust.js'

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
 * Every fact as a line, sorted by code unit, none twice.
 * @param nameOf how a route is called; left out: without the names of its parameters, which is how locks are compared.
 */
export function linesOf(facts: Facts, nameOf: (key: RouteKey) => string = (key) => key): string[] {
  const route = (key: RouteKey): string => {
    const [method = '', template = ''] = nameOf(key).split(' ')
    return `${method} ${word(template)}`
  }
  const lines = [
    ...[...facts.trust].map(([profile, trust]) => `trust ${trustText(profile, trust)}`),
    ...[...facts.implies].map(([name, all]) => `scope ${word(name)} => ${namesText(all)}`),
    ...[...facts.routes].map(([key, needs]) => `route ${route(key)} needs ${normText(needs)}`),
    ...holds('role', facts.roles),
    ...people('user', facts.users),
    ...people('client', facts.clients),
  ]
  for (const [row, keys] of facts.allows) {
    for (const key of keys) lines.push(`allow ${word(row)} ${route(key)}`)
  }
  // A combo's name is words already.
  for (const [roles, keys] of facts.combos) {
    for (const key of keys) lines.push(`combo ${roles} ${route(key)}`)
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

function people(kind: 'user' | 'client', all: People): string[] {
  if (all.kind === 'names') return holds(kind, all.holds)
  return [`${kind} * ${all.count} sha256:${all.digest}`]
}

/** The lines of people, for their digest. */
export const peopleLines = (kind: 'user' | 'client', all: People): string[] =>
  people(kind, all).sort(byCodeUnit)
