import { expect } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import type { Code, Problem } from '../../../src/core/problem.js'
import { sourceOf } from '../../../src/core/source.js'
import { readYaml } from '../../../src/io/yaml-source.js'

export const SCOPES = { read: 'Read', write: 'Write', 'users:read': '', 'users:delete': '' }

/** The problems of a catalog, each as `code {args}` without undefined values. */
export function problemsOf(value: unknown, profile?: string): string[] {
  const read = parseCatalog(sourceOf(value), profile)
  return read.ok
    ? []
    : read.problems.map(({ code, args }) => `${code} ${JSON.stringify(args, shown)}`)
}
/** The list of all settings would be on every line. */
const shown = (key: string, value: unknown): unknown =>
  key === 'names' || key === 'meant' ? undefined : value

export const codesOf = (value: unknown, profile?: string): Code[] => {
  const read = parseCatalog(sourceOf(value), profile)
  return read.ok ? [] : read.problems.map(({ code }) => code)
}

/** The codes of a catalog with the scopes above and these roles or routes. */
export const rolesSay = (roles: unknown): Code[] => codesOf({ scopes: SCOPES, roles })
export const routeSays = (needs: unknown, name = 'GET /x'): Code[] =>
  codesOf({ scopes: SCOPES, routes: { [name]: needs } })

export function catalogOf(value: unknown, profile?: string): Catalog {
  const read = parseCatalog(sourceOf(value), profile)
  return read.ok ? read.value : expect.unreachable(JSON.stringify(read.problems))
}

/** The problems in a YAML text, each as `line:column text under the caret`. */
export function placesIn(text: string): string[] {
  const read = parseCatalog(readYaml('scopes.yaml', text))
  return read.ok ? [] : read.problems.map(place)
}
export function place({ code, at }: Problem): string {
  if (!at) return `${code} nowhere`
  const marked = at.text.slice(at.column - 1, at.column - 1 + at.length)
  return `${code} ${at.line}:${at.column} ${marked}`
}
