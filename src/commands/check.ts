import type { Command } from 'commander'
import type { Answer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import type { Context } from '../io/context.js'
import { withAsking } from './asking-flags.js'
import { answerQuestion } from './check-answer.js'
import { checkBatch } from './check-batch.js'
import { type CheckOptions, readLimit, readQuestion } from './check-question.js'
import type { CommandModule, Emit } from './command.js'
import { nextFacts } from './next-facts.js'
import { openSession, whenNamed } from './session.js'
import { withGlobals, withGoal, withKeying, withSubject } from './shared-flags.js'
import { readSubject } from './subject.js'

export const command = {
  about: 'Verifies, then decides: allow (exit 0), deny 401 (exit 3) or deny 403 (exit 4).',
  examples: [
    'check --user bob --route "DELETE /users/42" --explain',
    'check --user bob --need users:delete --expect 403',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      withAsking(withKeying(withGoal(withSubject(command)))).option(
        '--batch <FILE>',
        'one JSON query per line, from a file or - (stdin)',
      ),
      formats,
    ),
  run: (args, options, ctx, emit) => check(args, options as CheckOptions, ctx, emit),
} satisfies CommandModule

async function check(
  args: readonly string[],
  given: CheckOptions,
  ctx: Context,
  emit: Emit,
): Promise<Answer> {
  readLimit(given)
  const options = { ...given, ...(await serverAsked(given, ctx)) }
  const isBatch = options.batch !== undefined
  // --explain counts everyone who would gain access, so it needs all users.
  const isAboutMany = isBatch || options.explain
  const session = openSession(options, ctx, { users: isAboutMany ? 'named' : whenNamed(options) })
  if (isBatch) return checkBatch(args, options, session, emit)
  const question = readQuestion(options, session)
  const { environment } = session
  const reading = { environment, ctx, anyText: options.expect === 'malformed' }
  const asked = await readSubject(args, options, question.session, reading)
  const answer = await answerQuestion(question, asked, options)
  return { ...answer, ...(await nextFacts(answer, session)) }
}

/**
 * Read once, before any query; the tables of the servers are loaded only for this flag. All servers at once are for
 * reading: an assertion needs one.
 */
async function serverAsked(
  { asServer, expect, batch }: CheckOptions,
  ctx: Context,
): Promise<Pick<CheckOptions, 'askServers'>> {
  if (asServer === undefined) return {}
  if (asServer === 'all' && expect !== undefined)
    fail('conflicting-flags', { flags: ['--as-server all', '--expect'] })
  if (asServer === 'all' && batch !== undefined)
    fail('conflicting-flags', { flags: ['--as-server all', '--batch'] })
  const { askerOf } = await import('./ask-servers.js')
  return { askServers: askerOf(asServer, ctx) }
}
