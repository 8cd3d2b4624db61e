import type { Engine } from '../core/export/engine.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder } from './export-folder.js'
import { repeatable, withGlobals } from './shared-flags.js'

interface EngineHelp {
  /** The lines of `about`. */
  readonly about: readonly string[]
  readonly examples: CommandModule['examples']
  /** Whether the engine has tests of its own, to which those of suites can be added. */
  readonly tests?: true
}

/** The command that writes the catalog for an engine: what differs from one to the next is its help. */
export const exportTo = (
  engine: Engine,
  { about, examples, tests }: EngineHelp,
): CommandModule => ({
  about: about.join('\n'),
  examples,
  define(command, formats) {
    if (engine.gaps)
      command.option('--accept-wider', 'write it although the engine accepts more than check')
    if (tests)
      command.option('--tests <FILE>', 'also the tests of this suite (repeatable)', repeatable)
    command
      .argument('<DIR>', 'the folder to write; it is created')
      .option('--force', 'also overwrite files that scopectl did not write')
    return withGlobals(command, formats)
  },
  run: (args, raw, ctx) => exportFolder(engine, args, raw as ExportFlags, ctx),
})
