import type { ProbeAnswer } from '../../core/probe/answer.js'
import { gapsList } from './token-findings.js'

/** What was not sent, although the routes were probed. */
export function leftOutLines(answer: ProbeAnswer): string[] {
  const { incomplete, withoutConsent } = answer
  return [
    ...gapsList(answer),
    ...(withoutConsent.length === 0
      ? []
      : [
          `not probed without --with-configured-key: ${withoutConsent.join(', ')}, and undeclared scopes`,
        ]),
    ...incomplete.flatMap(({ route, leftOut: { count, isExact, otherWays } }) => [
      ...(count > 0 || !isExact
        ? [
            `${route.name} has too many sets of scopes to refuse: ${isExact ? '' : 'at least '}${count} were left out`,
          ]
        : []),
      ...(otherWays > 0
        ? [
            `${route.name} has other ways in: sets of scopes not sent, as they may allow them: ${otherWays}`,
          ]
        : []),
    ]),
  ]
}
