import type { CatalogFile } from '../catalog/schema.js'
import type { RuleCode } from '../lint/args.js'
import type { Finding, RuleFinding } from '../lint/finding.js'

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

/** Of more users than this with the same finding, a list in the catalog would be no help to anybody. */
const MANY_USERS = 20

/**
 * The warnings of a first `lint`, as ignores with reasons, so that the next one reports what is new. Errors are never
 * ignored, and neither is what many users have in common.
 * @param catalogFile all other findings are about users
 */
export const knownFindings = (findings: readonly Finding[], catalogFile: string): Ignores =>
  findings.flatMap((finding) =>
    finding.kind === 'invalid' ||
    finding.severity === 'error' ||
    (finding.file !== catalogFile && alike(findings, finding) > MANY_USERS)
      ? []
      : [
          {
            rule: finding.rule,
            name: finding.name,
            reason: REASONS[finding.rule] ?? 'not reviewed yet',
          },
        ],
  )

const alike = (findings: readonly Finding[], { file, rule }: RuleFinding): number =>
  findings.filter((each) => each.kind === 'rule' && each.rule === rule && each.file === file).length
