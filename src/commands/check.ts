import type { Command } from 'commander'
import type { Answer } from '../core/answer.js'
import { SERVER_NAMES } from '../core/as-server/model.js'
import { EXPECTATIONS } from '../core/decision/expect.js'
import { fail } from '../core/errors.js'
import { splitScopes } from '../core/scope-token.js'
import type { Context } from '../io/context.js'
import { readEnvironment } from '../io/env-file.js'
import { type Asking, answerQuestion } from './check-answer.js'
import { checkBatch } from './check-batch.js'
import type { CommandModule, Emit } from './command.js'
import { readGoal } from './goal.js'
import { present } from './present.js'
import { openSetting, whenNamed } from './setting.js'
import {
  type GlobalOptions,
  type GoalOptions,
  type KeyingOptions,
  oneOf,
  type SubjectOptions,
  withGlobals,
  withGoal,
  withKeying,
  withSubject,
} from './shared-flags.js'
import { readSubject } from './subject.js'

export interface CheckOptions
  extends GlobalOptions,
    SubjectOptions,
    GoalOptions,
    KeyingOptions,
    Asking {
  atMost?: string
  batch?: string
}

export const command = {
  about: 'Verifies, then decides: allow (exit 0), deny 401 (exit 3) or deny 403 (exit 4).',
  examples: [
    'check --user bob --route "DELETE /users/42" --explain',
    'check --token env:TOKEN --need "read write" --expect 403',
  ],
  define(command: Command, formats): Command {
    const flags = withKeying(withGoal(withSubject(command)))
    return withGlobals(
      flags
        .option(
          '--expect <ANSWER>',
          'allow, deny, 200, 401, 403 or a reason: else exit 5',
          oneOf('--expect', EXPECTATIONS),
        )
        .option('--at-most <SCOPES>', 'exit 5 for a token that carries more than these')
        .option('--explain', 'every alternative, what is held of it, what would change it')
        .option('--challenge', 'show the WWW-Authenticate challenge of a denial')
        .option(
          '--as-server <NAME>',
          `what ${SERVER_NAMES.join(', ')} would answer`,
          oneOf('--as-server', SERVER_NAMES),
        )
        .option('--batch <FILE>', 'one JSON question a line, from a file or - (stdin)'),
      formats,
    )
  },
  async run(args, options, ctx, emit): Promise<Answer> {
    return check(args, options as CheckOptions, ctx, emit)
  },
} satisfies CommandModule

async function check(
  args: readonly string[],
  options: CheckOptions,
  ctx: Context,
  emit: Emit,
): Promise<Answer> {
  if (options.batch !== undefined) {
    return checkBatch(args, options, ctx, emit)
  }
  const limit = options.atMost === undefined ? undefined : splitScopes(options.atMost)
  if (limit?.length === 0) fail('blank-scopes', { flag: '--at-most' })
  const setting = openSetting(options, ctx, {
    names: limit ?? [],
    // What would change an answer counts everybody who would be let in.
    users: options.explain ? 'named' : whenNamed(options),
  })
  const question = readGoal(options, setting.catalog)
  if (!question && !limit) fail('goal-missing', { flags: [] })
  const needsGoal = (['expect', 'asServer'] as const).filter((name) => options[name] !== undefined)
  if (!question && needsGoal.length > 0) {
    fail('goal-missing', {
      flags: needsGoal.map((name) => (name === 'expect' ? '--expect' : '--as-server')),
    })
  }
  const environment = readEnvironment(options.env, ctx)
  const anyText = options.expect === 'malformed'
  const asked = await readSubject(args, options, setting, { environment, ctx, anyText })
  const shown = await present(asked, setting, ctx)
  return answerQuestion({ setting, question, asked, shown, limit, options })
}
