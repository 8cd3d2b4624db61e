import type { Command } from 'commander'
import type { Answer, CheckAnswer } from '../core/answer.js'
import { surplusOver } from '../core/decision/at-most.js'
import { type Decision, decide, heldBy, type Presented } from '../core/decision/decide.js'
import { EXPECTATIONS, type Expectation, meets } from '../core/decision/expect.js'
import { explain } from '../core/decision/explain.js'
import type { Question } from '../core/decision/question.js'
import { fail, type Outcome } from '../core/errors.js'
import { worst } from '../core/outcome.js'
import type { Problem } from '../core/problem.js'
import { splitScopes } from '../core/scope-token.js'
import type { Context } from '../io/context.js'
import { readEnvironment } from '../io/env-file.js'
import type { CommandModule, Emit } from './command.js'
import { readGoal } from './goal.js'
import { present, type Shown } from './present.js'
import { openSetting, type Setting, whenNamed } from './setting.js'
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
import { type Asked, readSubject } from './subject.js'

export interface CheckOptions extends GlobalOptions, SubjectOptions, GoalOptions, KeyingOptions {
  expect?: Expectation
  atMost?: string
  explain?: boolean
  challenge?: boolean
  batch?: string
}

export const command = {
  about: 'Verifies, then decides: allow (exit 0), deny 401 (exit 3) or deny 403 (exit 4).',
  examples: [
    'check --user bob --route "DELETE /users/42" --explain',
    'check "$TOKEN" --need "read write" --expect 403',
  ],
  define(command: Command): Command {
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
        .option('--batch <FILE>', 'one JSON question a line, from a file or - (stdin)'),
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
    const { checkBatch } = await import('./check-batch.js')
    return checkBatch(args, options, ctx, emit)
  }
  const limit = options.atMost === undefined ? undefined : splitScopes(options.atMost)
  if (limit?.length === 0) fail('blank-scopes', { flag: '--at-most' })
  const setting = await openSetting(options, ctx, {
    names: limit ?? [],
    // What would change an answer counts everybody who would be let in.
    users: options.explain ? 'named' : whenNamed(options),
  })
  const question = readGoal(options, setting.catalog)
  if (!question && !limit) fail('goal-missing', { flags: [] })
  if (!question && options.expect !== undefined) fail('goal-missing', { flags: ['--expect'] })
  const environment = readEnvironment(options.envFile, ctx)
  const asked = await readSubject(args, options, setting, { environment, ctx })
  const shown = await present(asked, setting, ctx)
  return answer({ setting, question, asked, shown, limit, options })
}

interface Facts {
  readonly setting: Setting
  readonly question: Question | undefined
  readonly asked: Asked
  readonly shown: Shown
  readonly limit: readonly string[] | undefined
  readonly options: Pick<CheckOptions, 'expect' | 'explain' | 'challenge'>
}

/** The answer to one question, alone or of a batch. */
export function answer({ setting, question, asked, shown, limit, options }: Facts): CheckAnswer {
  const { catalog, users } = setting
  const { presented, now } = shown
  const decision = question && decide(catalog, question, presented)
  const surplus =
    limit && presented.kind === 'verified'
      ? surplusOver(catalog, heldBy(catalog, presented), limit)
      : undefined
  const met =
    decision && options.expect && meets(decision, options.expect, catalog.token.enforceWritten)
  const subject = asked.kind === 'named' ? asked.subject : undefined
  const outcomes = [
    decision ? outcomeOf(decision, met) : presented.kind === 'verified' ? 'yes' : 'unauthorized',
    limitOutcome(limit, surplus, met),
  ] as const
  return {
    kind: 'check',
    outcome: worst(outcomes),
    subject: asked.shown,
    decision,
    catalog,
    now,
    token: shown.token,
    expected: options.expect,
    met,
    atMost: limit && { limit, surplus },
    explanation:
      options.explain && decision ? explain(catalog, decision, subject, users) : undefined,
    refusals: !decision && presented.kind === 'rejected' ? presented.refusals : [],
    showChallenge: options.challenge ?? false,
    line: undefined,
    notes: [
      ...setting.notes,
      ...shown.notes,
      ...(question?.notes ?? []),
      ...notesOf(setting, decision, presented),
    ],
    files: { ...setting.files, key: shown.key },
  }
}

function notesOf(
  setting: Setting,
  decision: Decision | undefined,
  presented: Presented,
): readonly Problem[] {
  const notes = decision?.notes ?? (presented.kind === 'none' ? [] : presented.notes)
  return setting.keyed ? notes.filter(({ code }) => code !== 'undeclared-scopes') : notes
}

function outcomeOf(decision: Decision, met: boolean | undefined): Outcome {
  if (met !== undefined) return met ? 'yes' : 'failed'
  if (decision.decision === 'allow') return 'yes'
  return decision.status === 401 ? 'unauthorized' : 'forbidden'
}

/** A limit that nothing was held against is not kept: after `--expect 401` nothing else would say so. */
function limitOutcome(
  limit: readonly string[] | undefined,
  surplus: readonly string[] | undefined,
  met: boolean | undefined,
): Outcome {
  if (!limit) return 'yes'
  if (surplus) return surplus.length > 0 ? 'failed' : 'yes'
  return met === true ? 'failed' : 'yes'
}
