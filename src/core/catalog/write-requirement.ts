import { isLevel } from '../scope-token.js'
import type { Alternative, OtherWay, Requirement } from './model.js'
import type { RequirementFile } from './schema.js'

type WayFile = string | { scheme: string; scopes?: string[] } | { other: string }
type ItemFile = WayFile | { all: WayFile[] }

/** A requirement in the catalog file's form, the shortest one that reads back as the same requirement. */
export function writeRequirement(requirement: Requirement): RequirementFile {
  if (requirement.level === 'authenticated' && requirement.beside) {
    return { any: ['authenticated', ...requirement.beside.map(writeAlternative)] }
  }
  if (requirement.level !== 'scopes') return requirement.level
  const [only, ...more] = requirement.alternatives
  if (only && more.length === 0) {
    const item = writeAlternative(only)
    if (typeof item === 'string' || 'all' in item) return item
    return { any: [item] }
  }
  return { any: requirement.alternatives.map(writeAlternative) }
}

function writeAlternative({ scopes, others }: Alternative): ItemFile {
  const [way, ...more] = others
  if (scopes.length === 0 && way && more.length === 0) return writeWay(way)
  // In a string, a scope called `public` would be read as the keyword.
  if (others.length === 0 && !scopes.some(isLevel)) return scopes.join(' ')
  return { all: [...scopes, ...others.map(writeWay)] }
}

function writeWay(way: OtherWay): WayFile {
  if ('authenticated' in way) return 'authenticated'
  if ('other' in way) return { other: way.other }
  return way.scopes.length === 0
    ? { scheme: way.scheme }
    : { scheme: way.scheme, scopes: [...way.scopes] }
}
