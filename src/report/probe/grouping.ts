import type { Group, ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import { wfcOf } from '../../core/probe/wfc.js'

/** Whether every route that could have the finding has it, and there is more than one: then it is about the whole API. */
export function coversAll(cases: Group['cases'], { verdicts }: Pick<ProbeAnswer, 'verdicts'>) {
  const guarded = verdicts.filter(({ route }) => route.requirement.level !== 'public')
  return cases.length > 1 && cases.length === guarded.length
}

/** `CWE-306` and `WFC-307`: the fault catalogue has a code for some findings only. */
export function codesOf({ kind, cases }: Pick<Group, 'kind' | 'cases'>): string[] {
  const codes = cases.map(({ found: { exchange } }) =>
    wfcOf(kind, exchange.planned, exchange.reply),
  )
  const known = [...new Set(codes)].filter((code) => code !== undefined)
  return [`CWE-${infoOf(kind).cwe}`, ...known.map((code) => `WFC-${code}`)]
}
