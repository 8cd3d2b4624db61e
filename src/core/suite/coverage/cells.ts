import type { Catalog } from '../../catalog/model.js'
import { type Bits, CELL, type Compiled, cellOf } from '../../matrix/compile.js'
import { bitsOf, rowOf } from '../../matrix/rows.js'
import { statusOf } from '../evidence/passes.js'
import type { Answered } from './answered.js'
import type { Gap, Measure } from './model.js'

/** A role's full token, as numbers. */
interface RoleBits {
  readonly role: string
  readonly held: Bits
}

const roleBits = (catalog: Catalog, compiled: Compiled): RoleBits[] =>
  [...catalog.roles.keys()].map((role) => ({
    role,
    held: bitsOf(compiled, rowOf(catalog, { kind: 'role', roles: [role] })) ?? new Uint32Array(),
  }))

/**
 * Role by route: covered by an assertion whose subject holds exactly what the role does. A public route is one cell,
 * covered by any subject; undecided routes have none.
 */
export function cellCoverage(
  catalog: Catalog,
  compiled: Compiled,
  answered: readonly Answered[],
): { measure: Measure; gaps: Gap[] } {
  const asked = new Set<string>()
  for (const { held, route, cell, isPlain } of answered) {
    if (isPublic(catalog, route)) asked.add(`${route}`)
    else if (held && isPlain && cell !== CELL.undecided) asked.add(`${route} ${held.join()}`)
  }
  const roles = roleBits(catalog, compiled).map((each) => ({ ...each, key: each.held.join() }))
  const gaps: Gap[] = []
  let total = 0
  for (const [number, { name: route, requirement }] of catalog.routes.entries()) {
    if (requirement.level === 'undecided') continue
    if (requirement.level === 'public') {
      total++
      if (!asked.has(`${number}`)) gaps.push({ kind: 'public', route })
      continue
    }
    for (const { role, held, key } of roles) {
      total++
      const status = statusOf(cellOf(compiled, number, held))
      if (status !== undefined && !asked.has(`${number} ${key}`)) {
        gaps.push({ kind: 'cell', role, route, status })
      }
    }
  }
  return { measure: { what: 'cells', covered: total - gaps.length, total }, gaps }
}

const isPublic = ({ routes }: Catalog, route: number): boolean =>
  routes[route]?.requirement.level === 'public'
