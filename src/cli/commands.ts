import type { Listed } from '../commands/command.js'
import { COMMANDS } from '../commands/index.js'
import type { CommandFacts } from '../core/command-line/model.js'

/** The heading of what is about scopectl itself. */
const HELP = 'Help'

/** All commands: those of src/commands, then those that are about the command line itself. */
export const ALL_COMMANDS: readonly Listed[] = [
  ...COMMANDS,
  {
    name: 'completion',
    group: HELP,
    summary: 'print the completion script for a shell',
    load: async () => (await import('./completion/command.js')).completionOf(describeAll),
  },
]

/** What every command declares. It loads them all. */
export async function describeAll(): Promise<readonly CommandFacts[]> {
  const { describe } = await import('./help/describe.js')
  return Promise.all(ALL_COMMANDS.map(describe))
}
