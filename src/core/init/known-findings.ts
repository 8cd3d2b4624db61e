import type { CatalogFile } from '../catalog/schema.js'
import type { RuleCode } from '../lint/args.js'
import type { Finding } from '../lint/finding.js'

/** Why a finding was known when the catalog was written; for all others: it comes from the document, or an answer. */
const REASONS: Partial<Record<RuleCode, string>> = {
  'missing-issuer': 'tokens of this API carry no issuer',
  'missing-audience': 'tokens of this API carry no audience',
  'any-issuer-or-audience': 'the server does not check it',
  'equal-roles': 'roles are not filled in yet',
  'ungranted-scope': 'roles are not filled in yet',
  'unreachable-role': 'roles are not filled in yet',
  'public-mutation': 'public in the imported document',
}

type Ignores = NonNullable<NonNullable<CatalogFile['lint']>['ignore']>

/** The warnings of a first `lint`, as ignores with reasons, so that the next one reports what is new. Errors are never ignored. */
export const knownFindings = (findings: readonly Finding[]): Ignores =>
  findings.flatMap((finding) =>
    finding.kind === 'invalid' || finding.severity === 'error'
      ? []
      : [
          {
            rule: finding.rule,
            name: finding.name,
            reason: REASONS[finding.rule] ?? 'not reviewed yet',
          },
        ],
  )
