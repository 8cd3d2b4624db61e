import { cerbos } from '../../../src/core/export/cerbos/cerbos.js'
import { askCerbos, installCerbos, runCerbos, testCerbos } from './cerbos.js'
import type { ComparedEngine } from './compare-catalogs.js'
import { engineFolder } from './engine-folder.js'
import type { ExportCell } from './export-cells.js'

/** Cerbos, which is asked as its README says. */
export const CERBOS: ComparedEngine = {
  name: 'cerbos',
  algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA', 'ES512', 'RS512', 'PS384', 'ES384'],
  install: installCerbos,
  isAsked,
  deniesMore,
  async ask({ program }, world, cells) {
    const folder = engineFolder(cerbos, world)
    const tests = await testCerbos(program, folder)
    const running = await runCerbos(program, folder)
    const found = await askCerbos(running.origin, cells).finally(running.stop)
    return { answers: found.map((status) => status ?? 'no answer'), tests }
  },
}

/** Tokens that are valid for seconds need a clock that a test sets. */
function isAsked({ who }: ExportCell): boolean {
  return !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who)
}

/** What Cerbos itself refuses, and what its policy cannot read in the text of a token: docs/export.md lists them. */
function deniesMore({ who }: ExportCell): boolean {
  return (
    ['`jti` a number', '`aud` null', '`aud` a list with the right one and a number'].includes(
      who,
    ) || /^claims .*(?:,"":\{\}|\]{9,}|\}{9,})\}?$/.test(who)
  )
}
