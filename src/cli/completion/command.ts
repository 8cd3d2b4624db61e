import type { Command } from 'commander'
import type { CommandModule } from '../../commands/command.js'
import { oneOf, withGlobals } from '../../commands/shared-flags.js'
import { type CompletionAnswer, SHELLS, type Shell } from '../../core/command-line/answer.js'
import { candidates } from '../../core/command-line/candidates.js'
import { lineSoFar } from '../../core/command-line/line-so-far.js'
import type { CommandFacts } from '../../core/command-line/model.js'
import type { Context } from '../../io/context.js'
import { TOPIC_NAMES } from '../help/topics.js'
import { namesIn } from './names.js'

/** @param describeAll the declarations of all commands, this one included */
export const completionOf = (
  describeAll: () => Promise<readonly CommandFacts[]>,
): { readonly command: CommandModule } => ({
  command: {
    about: `Completes commands, flags, their values, and the scopes, roles, users and routes of
the catalog. Load it when a shell starts:
  bash: echo 'source <(scopectl completion bash)' >> ~/.bashrc
  zsh:  echo 'source <(scopectl completion zsh)' >> ~/.zshrc  (after compinit)
  fish: scopectl completion fish > ~/.config/fish/completions/scopectl.fish
The script calls scopectl with LINE, and gets what may come next.`,
    examples: ['completion bash', 'completion zsh "scopectl check --ne"'],
    define: (command: Command, formats): Command =>
      withGlobals(
        command
          .argument('<SHELL>', SHELLS.join(', '), oneOf('SHELL', SHELLS))
          .argument('[LINE]', 'the line so far: print what may come next'),
        formats,
      ),
    async run([shell, text], _options, ctx): Promise<CompletionAnswer> {
      return {
        kind: 'completion',
        outcome: 'yes',
        shell: shell as Shell,
        next: text === undefined ? undefined : nextWords(text, await describeAll(), ctx),
        notes: [],
        files: {},
      }
    },
  },
})

function nextWords(
  text: string,
  commands: readonly CommandFacts[],
  ctx: Context,
): CompletionAnswer['next'] {
  const line = lineSoFar(text)
  const known = { commands, topics: TOPIC_NAMES, names: namesIn(ctx) }
  return { line, candidates: candidates(line.before.slice(1), line.current, known) }
}
