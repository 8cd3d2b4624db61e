import type { DriftRule } from '../../core/lint/drift-rules.js'
import type { DriftAnswer, DriftFinding } from '../../core/openapi/answer.js'
import { say } from '../words/index.js'
import { finished, type SarifResult, sarifLog } from './run.js'

const MEANING: { readonly [R in DriftRule]: string } = {
  'drift-undeclared-route': 'the API has a route that the catalog does not have',
  'drift-gone-route': 'the catalog has a route that the API does not have',
  'drift-weaker': 'the API requires less than the catalog',
  'drift-stronger': 'the API requires more than the catalog',
  'drift-unstated': 'the document does not say what a route requires',
  'drift-undecided': 'the API requires something where the catalog is undecided',
  'drift-undeclared-scope': 'a scope is used that the catalog does not declare',
  'drift-dead-scope': 'the catalog declares a scope that nothing uses',
  'drift-unscoped-token': 'a token has no scopes',
  'drift-claims-differ': 'a token has two claims with different scopes',
}

/** Each finding at the line of the catalog that it is about, of the tokens file, or in the document as a whole. */
export const sarif = (answer: DriftAnswer): string =>
  sarifLog({
    kind: answer.kind,
    results: answer.findings.map((finding) => resultOf(finding, answer)),
    invocation: finished(answer.notes),
  })

function resultOf(finding: DriftFinding, answer: DriftAnswer): SarifResult {
  const { problem, rule, name, route, line } = finding
  const { says, hint } = say(problem)
  const { documentFile, tokensFile, files } = answer
  const file = line === undefined ? documentFile : tokensFile
  return {
    rule: {
      ...{ id: rule, level: 'error', short: MEANING[rule] },
      weakness: rule === 'drift-weaker' ? { cwe: 863, score: '8.0' } : undefined,
    },
    text: hint === undefined ? says : `${says}\n${hint}`,
    id: `${rule} ${name}`,
    file: problem.at?.file ?? file ?? files.catalog ?? 'scopes.yaml',
    at: problem.at ?? (line === undefined ? undefined : { line, column: 1 }),
    logicalName: route,
  }
}
