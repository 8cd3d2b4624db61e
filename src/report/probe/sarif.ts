import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import type { RouteVerdict } from '../../core/probe/judge.js'
import { infoOf } from '../../core/probe/kinds.js'
import type { Found } from '../../core/probe/seen.js'
import { wfcOf } from '../../core/probe/wfc.js'
import { iso } from '../iso.js'
import { type SarifResult, sarifLog } from '../sarif/run.js'
import { OBJECTS } from '../words/objects.js'
import { changesSarif } from './changes.js'
import { curlLine } from './curl.js'
import { findingLine } from './lines.js'
import { probeRule } from './sarif-rules.js'
import { tokenResults } from './sarif-tokens.js'
import { invocationOf } from './unsettled.js'
import { MEANING } from './words.js'

/**
 * A rule for each kind of finding, related to its CWE, and a result for each route that has it. Findings that the catalog
 * waives are left out of them: GitHub would open an alert for a suppressed one too.
 */
export function sarif(answer: ProbeAnswer): string {
  const { kind, verdicts, waived, notProbed } = answer
  const found = grouped(verdicts).flatMap((group) => resultsOf(group, answer))
  return sarifLog({
    kind,
    results: [...found, ...tokenResults(answer), ...changesSarif(answer)],
    invocation: invocationOf(answer),
    properties: {
      targets: [
        ...verdicts.map(({ route, state }) => ({ route: route.name, state })),
        ...notProbed.map(({ route }) => ({ route: route.name, state: 'not probed' })),
      ],
      waived: waived.map(({ route, found, waiver }) => ({
        ...{ id: findingId(found.kind, route), reason: waiver.reason, until: iso(waiver.until) },
      })),
      note: OBJECTS,
    },
  })
}

const resultsOf = ({ cases }: Group, answer: ProbeAnswer): SarifResult[] =>
  cases.map(({ found, route }) => resultOf(found, route, answer))

function resultOf(
  found: Found,
  route: RouteVerdict['route'],
  { files, url }: ProbeAnswer,
): SarifResult {
  const { kind, exchange } = found
  const { severity, cwe } = infoOf(kind)
  const id = findingId(kind, route)
  const wfc = wfcOf(kind, exchange.planned, exchange.reply)
  return {
    rule: probeRule(kind, MEANING[kind], severity, cwe),
    text: `${route.name}: ${findingLine(found)}`,
    id,
    file: route.at?.file ?? files.catalog ?? 'scopes.yaml',
    at: route.at,
    logicalName: route.name,
    properties: {
      ...{ id, curl: curlLine(url, exchange.planned) },
      ...(wfc === undefined ? {} : { wfc: `WFC-${wfc}` }),
    },
  }
}
