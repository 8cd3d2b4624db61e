import { join, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { npmPackage } from './outside.js'
import { catalogOf } from './sample.js'
import { folderOf } from './world.js'

const CASL = '7.0.1'
const CORE = 'catalog/parse catalog/requirement matrix/rows matrix/compile source users/model'

/** All cells of a matrix, with only the core and in this process: no files, no tokens. */
export async function* rows() {
  const lines = CORE.split(' ').map((name) => `export * from '${resolve('src/core', name)}.ts'\n`)
  const folder = folderOf({ 'core.ts': lines.join('') })
  const build = await rolldown({ input: join(folder, 'core.ts'), platform: 'node' })
  await build.write({ file: join(folder, 'core.mjs'), format: 'esm' })
  const core = await import(join(folder, 'core.mjs'))
  const casl = await import(join(npmPackage('@casl/ability', CASL), 'dist/esm/index.mjs'))
  const sample = catalogOf({ scopes: 400, roles: 200, scopesPerRole: 40, routes: 500 })
  const { value: catalog } = core.parseCatalog(core.sourceOf(sample))
  const roles = [...core.rowsOf(catalog, core.NO_USERS, 'role')]
  const [run, against] = [byBits(core, catalog, roles), byCasl(casl, core, catalog, roles)]
  if (run() !== against()) throw new Error(`${run()} cells allowed, by CASL ${against()}`)
  const what = 'fillRow, 200 roles x 500 routes'
  yield { what, run, than: `@casl/ability ${CASL}`, against, goal: '≤ 5 ms, ≤ 0.12' }
}

/** Counts the allowed cells, so that V8 cannot skip anything as unused. */
function byBits({ CELL, bitsOf, compile, fillRow }, catalog, roles) {
  const compiled = compile(catalog)
  const held = roles.map((role) => bitsOf(compiled, role))
  const out = new Uint8Array(catalog.routes.length)
  return () => {
    let allowed = 0
    for (const bits of held) {
      fillRow(compiled, bits, out)
      for (let i = 0; i < out.length; i++) if (out[i] === CELL.allow) allowed++
    }
    return allowed
  }
}

/** An ability for each role, with a rule for each scope that it holds. */
function byCasl({ createMongoAbility }, { tokenAlternatives }, catalog, roles) {
  const needs = catalog.routes.map(({ requirement }) => tokenAlternatives(requirement))
  const rule = (scope) => ({ action: scope, subject: 'api' })
  const abilities = roles.map(({ grants }) => createMongoAbility([...grants].map(rule)))
  return () => {
    let allowed = 0
    for (const ability of abilities)
      for (const any of needs)
        if (any.some((all) => all.every((scope) => ability.can(scope, 'api')))) allowed++
    return allowed
  }
}
