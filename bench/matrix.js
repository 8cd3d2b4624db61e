import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { chance } from './chance.js'
import { folderOf, npmPackage } from './outside.js'
import { median, times } from './print.js'

const [ROLES, ROUTES, SCOPES] = [200, 500, 400]
const ROUNDS = 15
const CASL = '7.0.1'

/** A catalog's value: a route needs one to three alternatives of one to three scopes; a role holds about a tenth. */
function sample() {
  const pick = chance(42)
  const scopes = Array.from({ length: SCOPES }, (_, i) => `area${i % 20}:scope${i}`)
  const some = (count) => [...new Set(Array.from({ length: count }, () => scopes[pick(SCOPES)]))]
  const routes = Array.from({ length: ROUTES }, (_, i) => [
    `GET /things/number-${i}`,
    { any: Array.from({ length: 1 + pick(3) }, () => some(1 + pick(3)).join(' ')) },
  ])
  const roles = Array.from({ length: ROLES }, (_, i) => [`role${i}`, { scopes: some(40) }])
  return {
    scopes: Object.fromEntries(scopes.map((name) => [name, name])),
    roles: Object.fromEntries(roles),
    routes: Object.fromEntries(routes),
  }
}

const CORE = `
export { parseCatalog } from './src/core/catalog/parse.ts'
export { tokenAlternatives } from './src/core/catalog/requirement.ts'
export { bitsOf, rowsOf } from './src/core/matrix/rows.ts'
export { CELL, compile, fillRow } from './src/core/matrix/compile.ts'
export { sourceOf } from './src/core/source.ts'
export { NO_USERS } from './src/core/users/model.ts'
`

export async function measure() {
  const folder = folderOf({ 'core.ts': CORE.replaceAll("'./src/", `'${resolve('src')}/`) })
  const outfile = join(folder, 'core.mjs')
  const build = await rolldown({ input: join(folder, 'core.ts'), platform: 'node' })
  await build.write({ file: outfile, format: 'esm' })
  const core = await import(pathToFileURL(outfile).href)
  const casl = await import(
    pathToFileURL(join(npmPackage('@casl/ability', CASL), 'dist/esm/index.mjs')).href
  )
  const parsed = core.parseCatalog(core.sourceOf(sample()))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems.slice(0, 3)))
  const runs = { casl: byCasl(casl, core, parsed.value), scopectl: byBits(core, parsed.value) }

  const allowed = Object.entries(runs).map(([name, run]) => `${name}: ${run()}`)
  if (new Set(Object.values(runs).map((run) => run())).size !== 1)
    throw new Error(`they differ: ${allowed.join(', ')}`)
  const took = { casl: [], scopectl: [] }
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, run] of Object.entries(runs)) took[name].push(cellsASecond(run))
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 100; i++) runs.scopectl()
  const grown = (process.memoryUsage().heapUsed - before) / (100 * ROLES * ROUTES)
  const ratios = took.scopectl.map((fast, round) => fast / took.casl[round])
  const millions = (values) => `${(median(values) / 1e6).toFixed(1)} M cells/s`
  return [
    {
      what: `fillRow, ${ROLES} roles x ${ROUTES} routes x ${SCOPES} scopes`,
      median: `${millions(took.scopectl)}, ${Math.max(0, grown).toFixed(2)} bytes a cell`,
      against: `@casl/ability ${CASL}: ${millions(took.casl)}`,
      ratio: times(median(ratios)),
      aim: '>= 20 M, >= 8 x',
    },
  ]
}

/** Cells decided in at least half a second. */
function cellsASecond(run) {
  const start = performance.now()
  let passes = 0
  do {
    run()
    passes++
  } while (performance.now() - start < 500)
  return (passes * ROLES * ROUTES) / ((performance.now() - start) / 1000)
}

/** One pass over all cells, to the number that are allowed: so that nothing can be left out as unused. */
function byBits({ CELL, NO_USERS, bitsOf, compile, fillRow, rowsOf }, catalog) {
  const compiled = compile(catalog)
  const rows = [...rowsOf(catalog, NO_USERS, 'role')].map((row) => bitsOf(compiled, row))
  const out = new Uint8Array(ROUTES)
  return () => {
    let allowed = 0
    for (const held of rows) {
      fillRow(compiled, held, out)
      for (let i = 0; i < ROUTES; i++) if (out[i] === CELL.allow) allowed++
    }
    return allowed
  }
}

/** An ability for each role, with a rule for each scope that it holds; a route is allowed by some alternative, all of it. */
function byCasl({ createMongoAbility }, { NO_USERS, rowsOf, tokenAlternatives }, catalog) {
  const needs = catalog.routes.map(({ requirement }) => tokenAlternatives(requirement))
  const abilities = [...rowsOf(catalog, NO_USERS, 'role')].map(({ grants }) =>
    createMongoAbility([...grants].map((scope) => ({ action: scope, subject: 'api' }))),
  )
  return () => {
    let allowed = 0
    for (const ability of abilities)
      for (const alternatives of needs)
        if (alternatives.some((all) => all.every((scope) => ability.can(scope, 'api')))) allowed++
    return allowed
  }
}
