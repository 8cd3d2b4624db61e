import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import type { RouteVerdict } from '../../core/probe/judge.js'
import { type FindingKind, infoOf } from '../../core/probe/kinds.js'
import type { Found } from '../../core/probe/seen.js'
import { wfcOf } from '../../core/probe/wfc.js'
import { iso } from '../iso.js'
import { changesSarif } from './changes.js'
import { curlLine } from './curl.js'
import { hash64 } from './hash64.js'
import { findingLine } from './lines.js'
import { cweTaxonomy } from './sarif-cwe.js'
import { sarifDocument, uriOf } from './sarif-document.js'
import { levelOf, sarifRule } from './sarif-rule.js'
import { tokenResults } from './sarif-tokens.js'
import { invocationOf } from './unsettled.js'
import { MEANING, OBJECTS } from './words.js'

/**
 * SARIF 2.1.0: a rule for each kind of finding, related to its CWE, and a result for each route that has it. Findings that
 * the catalog waives are left out of them: GitHub would open an alert for a suppressed one too.
 */
export function sarif(answer: ProbeAnswer): string {
  const { verdicts, waived, notProbed } = answer
  const groups = grouped(verdicts)
  const kinds = groups.map(({ kind }) => kind)
  const tokens = tokenResults(answer, kinds.length)
  const cwes = [...new Set([...kinds.map((kind) => infoOf(kind).cwe), ...tokens.cwes])]
  const changes = changesSarif(answer)
  const rules = [...kinds.map(ruleOf), ...tokens.rules, ...changes.rules]
  const results = groups.flatMap((group, ruleIndex) => resultsOf(group, answer, ruleIndex))
  const taxonomy = cweTaxonomy(cwes.sort((a, b) => a - b))
  return sarifDocument([
    {
      tool: {
        driver: {
          name: 'scopectl',
          rules,
          ...(rules.length > 0 ? { supportedTaxonomies: [{ name: 'CWE', index: 0 }] } : {}),
        },
      },
      invocations: [invocationOf(answer)],
      ...(rules.length > 0 ? { taxonomies: [taxonomy] } : {}),
      results: [...results, ...tokens.results, ...changes.results],
      // Columns are counted as in the editor of the catalog: by UTF-16 code unit.
      columnKind: 'utf16CodeUnits',
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
    },
  ])
}

function ruleOf(kind: FindingKind): object {
  const { severity, cwe } = infoOf(kind)
  return sarifRule(kind, MEANING[kind], severity, cwe)
}

const resultsOf = ({ cases }: Group, answer: ProbeAnswer, ruleIndex: number): object[] =>
  cases.map(({ found, route }) => resultOf(found, route, answer, ruleIndex))

function resultOf(
  found: Found,
  route: RouteVerdict['route'],
  { files, url }: ProbeAnswer,
  ruleIndex: number,
): object {
  const { kind, exchange } = found
  const id = findingId(kind, route)
  const wfc = wfcOf(kind, exchange.planned, exchange.reply)
  return {
    ruleId: kind,
    ruleIndex,
    level: levelOf(infoOf(kind).severity),
    message: { text: `${route.name}: ${findingLine(found)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(route.at?.file ?? files.catalog ?? 'scopes.yaml') },
          region: { startLine: route.at?.line ?? 1, startColumn: route.at?.column ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: route.name, kind: 'resource' }],
      },
    ],
    // GitHub recognises an alert again by the first one, wherever its route moves to in the catalog.
    partialFingerprints: { primaryLocationLineHash: `${hash64(id)}:1`, 'scopectl/v1': id },
    properties: {
      ...{ id, curl: curlLine(url, exchange.planned) },
      ...(wfc === undefined ? {} : { wfc: `WFC-${wfc}` }),
    },
  }
}
