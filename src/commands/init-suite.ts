import type { InitAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import { testStep } from '../core/init/next-steps.js'
import { pinnedSuite } from '../core/init/pinned-suite.js'
import { findCatalog } from '../io/catalog-file.js'
import type { Context } from '../io/context.js'
import { withSchemaLine } from '../io/editor-schema.js'
import { refuseExisting, writeAll } from '../io/init-files.js'
import { initPaths } from '../io/init-paths.js'
import { writeYaml } from '../io/write-yaml.js'
import { readYaml } from '../io/yaml-source.js'
import { openSession } from './session.js'
import type { GlobalOptions } from './shared-flags.js'

/** Writes a suite for an existing catalog, without questions: it asserts what the catalog decides today. */
export function initSuite(options: GlobalOptions, force: boolean, ctx: Context): InitAnswer {
  const { catalog, files, notes } = openSession(options, ctx, { users: false })
  const { suite, said } = initPaths({ catalog: findCatalog(options.catalog, ctx) }, ctx)
  refuseExisting([suite], force)
  const draft = pinnedSuite(catalog, said.catalog)
  if (!draft) return fail('init-suite-empty', { file: catalog.file })
  const text = withSchemaLine('suite', suite.path, writeYaml(draft))
  readYaml(suite.shown, text)
  const lost = writeAll([{ ...suite, text }], undefined, force)
  const next = [testStep(options.catalog)]
  return {
    kind: 'init',
    outcome: 'yes',
    written: [suite.shown],
    next,
    notes: [...lost, ...notes],
    files,
  }
}
