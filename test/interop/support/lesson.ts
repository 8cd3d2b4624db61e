import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { tokenAlternatives } from '../../../src/core/catalog/requirement.js'
import { sourceOf } from '../../../src/core/source.js'
import { tempDir } from '../../support/temp-dir.js'

const yaml = readFileSync('test/fixtures/lesson/scopes.yaml', 'utf8')
const users = readFileSync('test/fixtures/lesson/users.yaml', 'utf8')

/** The users, each with these claims as well. */
function usersWith(claims: object): string {
  const file = parse(users) as { users: Record<string, { claims?: object }> }
  for (const user of Object.values(file.users)) user.claims = { ...user.claims, ...claims }
  return stringify(file)
}

/** What a server must know about the routes of a catalog. */
export const routesOf = (catalog: Catalog) =>
  catalog.routes.map(({ method, template, requirement }) => ({
    method,
    path: template,
    level: requirement.level,
    alternatives: tokenAlternatives(requirement),
  }))

/**
 * The tutorial's catalog with other token settings, in a folder, and what a server must know about its routes.
 * @param claims what the tokens of its users also have
 */
export function lesson(token: object, claims: object = {}) {
  const catalog = { ...(parse(yaml) as object), token }
  const parsed = parseCatalog(sourceOf(catalog))
  if (!parsed.ok) throw new Error(parsed.problems.map(({ code }) => code).join())
  const routes = routesOf(parsed.value)
  return {
    cwd: tempDir({ 'scopes.json': JSON.stringify(catalog), 'users.yaml': usersWith(claims) }),
    routes: JSON.stringify(routes),
    /** One request to each. */
    requests: routes.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '42')}`),
    scopes: [...parsed.value.scopes.keys()],
  }
}
