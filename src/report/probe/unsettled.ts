import type { ProbeAnswer } from '../../core/probe/answer.js'
import type { Code } from '../../core/problem.js'
import { notification } from '../sarif/document.js'
import type { SarifRun } from '../sarif/run.js'
import { say } from '../words/index.js'
import { plural } from '../words/words.js'
import { inconclusiveText, notProbedText } from './words.js'

const ENDINGS: readonly Code[] = [
  ...([
    'probe-interrupted',
    'probe-stopped',
    'probe-rate-limited',
    'probe-command-failed',
  ] as const),
  ...(['probe-token-expired', 'probe-token-changed'] as const),
  // A command that is asked for a new token.
  'probe-token-cmd',
]

/** Why the run ended before every route was probed. */
export const endedEarly = ({ notes }: ProbeAnswer): { code: string; says: string } | undefined =>
  notes
    .filter(({ code }) => ENDINGS.includes(code))
    .map((note) => ({ code: note.code, says: say(note).says }))[0]

/** `2 routes are inconclusive`; undefined for none. */
export function inconclusiveLine({ verdicts }: ProbeAnswer): string | undefined {
  const count = verdicts.filter(({ state }) => state === 'inconclusive').length
  return count === 0
    ? undefined
    : `${plural(count, 'route')} ${count === 1 ? 'is' : 'are'} inconclusive`
}

/** `2 routes were not probed`; undefined for none. */
export const notProbedLine = ({ notProbed }: ProbeAnswer): string | undefined =>
  notProbed.length === 0
    ? undefined
    : `${plural(notProbed.length, 'route')} ${notProbed.length === 1 ? 'was' : 'were'} not probed`

/** What SARIF says about a run beside its results: without it, a route that nobody judged looks clean. */
export function invocationOf(answer: ProbeAnswer): SarifRun['invocation'] {
  const end = endedEarly(answer)
  return {
    executionSuccessful: end === undefined,
    toolExecutionNotifications: [
      ...(end ? [notification('error', end.code, end.says)] : []),
      ...answer.verdicts.flatMap(({ route, why }) =>
        why
          ? [notification('warning', 'inconclusive', `${route.name}: ${inconclusiveText(why)}`)]
          : [],
      ),
      ...answer.notProbed.map(({ route, why }) =>
        notification('warning', 'not-probed', `${route.name}: ${notProbedText(why)}`),
      ),
    ],
  }
}
