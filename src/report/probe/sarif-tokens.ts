import type { ProbeAnswer } from '../../core/probe/answer.js'
import type { SarifResult } from '../sarif/run.js'
import { probeRule } from './sarif-rules.js'
import { cweOf, severityOf, tokenFindingLine } from './token-findings.js'

const MEANING = 'a supplied token is not what it stands for'

/** The findings about supplied tokens: they have no place but the catalog itself. */
export const tokenResults = ({ tokenFindings, files }: ProbeAnswer): SarifResult[] =>
  tokenFindings.map((finding) => {
    const { fault, id } = finding
    return {
      rule: probeRule(fault.is, MEANING, severityOf(fault), cweOf(fault)),
      text: tokenFindingLine(finding),
      ...{ id, file: files.catalog ?? 'scopes.yaml' },
    }
  })
