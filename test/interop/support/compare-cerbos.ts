import { cerbos } from '../../../src/core/export/cerbos/cerbos.js'
import { askCerbos, installCerbos, runCerbos, testCerbos } from './cerbos.js'
import { compareCatalogs } from './compare-catalogs.js'
import { engineFolder } from './engine-folder.js'
import type { ExportCell } from './export-cells.js'

/** Compares Cerbos with `decide`, cell by cell, for this number of generated catalogs. */
export const compareCerbos = (count: number): void =>
  compareCatalogs(
    {
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
    },
    count,
  )

/** Tokens that are valid for seconds need a clock that a test sets. */
const isAsked = ({ who }: ExportCell): boolean =>
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who)

/** What Cerbos itself refuses, and what its policy cannot read in the text of a token: docs/export.md lists them. */
const deniesMore = ({ who }: ExportCell): boolean =>
  ['`jti` a number', '`aud` null', '`aud` a list with the right one and a number'].includes(who) ||
  /^claims .*(?:,"":\{\}|\]{9,}|\}{9,})\}?$/.test(who)
