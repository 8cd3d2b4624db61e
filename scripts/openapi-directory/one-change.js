import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

/**
 * Changes what one route of the catalog needs, and merges that into the document: exactly one operation must change, and
 * importing the result must give exactly the changed catalog.
 *
 * @param {(...argv: string[]) => Promise<{ exit: number, stdout: string, stderr: string }>} run
 * @returns {Promise<{ passed: boolean | undefined, done: object }>} `passed: undefined`: not written, and reported as such
 */
export async function mergeOneChange(run, folder, document, catalog) {
  const changed = withOneChange(catalog)
  mkdirSync(join(folder, 'changed'), { recursive: true })
  for (const name of ['again.json', document])
    rmSync(join(folder, 'changed', name), { force: true })
  writeFileSync(join(folder, 'changed/scopes.json'), JSON.stringify(changed))
  const output = `changed/${document}`
  const in_ = ['-c', 'changed/scopes.json']
  const gate = ['--fail-on', 'unwritten', '--json']
  const done = await run('export', 'openapi', '--merge', document, '-o', output, ...in_, ...gate)
  if (done.exit === 5) return { passed: undefined, done }
  if (done.exit !== 0) return { passed: false, done }
  const before = read(join(folder, document))
  const after = read(join(folder, output))
  const touched = changedOperations(before, after)
  if (touched !== 1) return { passed: false, done: { ...done, stdout: `${touched} operations` } }
  const scheme = (catalog.openapi?.scheme ?? []).flatMap((name) => ['--scheme', name])
  await run('import', 'openapi', output, '-o', 'changed/again.json', ...scheme)
  const same = await run(
    'diff',
    './changed/scopes.json',
    './changed/again.json',
    '--fail-on',
    'any',
  )
  return { passed: same.exit === 0, done: same }
}

/** The route in the middle needs another declared scope instead; or it becomes public, or needs another scheme. */
function withOneChange(catalog) {
  const routes = Object.entries(catalog.routes)
  const [name, value] = routes[Math.floor(routes.length / 2)]
  const other = Object.keys(catalog.scopes ?? {}).find(
    (scope) => !KEYWORDS.includes(scope) && scope !== value,
  )
  const levels = ['public', { all: [{ scheme: 'Key' }] }]
  const next = other ?? levels.find((level) => !isDeepStrictEqual(level, value.needs ?? value))
  const needs = typeof value === 'object' && 'needs' in value ? { ...value, needs: next } : next
  return { ...catalog, routes: { ...catalog.routes, [name]: needs } }
}

const KEYWORDS = ['public', 'authenticated', 'undecided']

const read = (path) => JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))

/** How many operations differ; everything else must be the same, except for the security schemes. */
function changedOperations(before, after) {
  const rest = (document) => ({
    ...document,
    paths: undefined,
    components: undefined,
    securityDefinitions: undefined,
  })
  const parts = ({ components }) => ({ ...components, securitySchemes: undefined })
  if (!isDeepStrictEqual(rest(before), rest(after))) return Number.NaN
  if (!isDeepStrictEqual(parts(before), parts(after))) return Number.NaN
  const members = Object.entries(before.paths).flatMap(([path, item]) =>
    Object.keys({ ...item, ...after.paths[path] }).map((name) => [path, name]),
  )
  const differ = members.filter(
    ([path, name]) => !isDeepStrictEqual(before.paths[path][name], after.paths[path]?.[name]),
  )
  const others = differ.filter(([path, name]) => {
    const bare = (document) => ({ ...document.paths[path][name], security: undefined })
    return !isDeepStrictEqual(bare(before), bare(after))
  })
  return others.length > 0 ? Number.NaN : differ.length
}
