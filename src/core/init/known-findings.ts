import type { CatalogFile } from '../catalog/schema.js'
import type { RuleCode } from '../lint/args.js'
import type { Finding, RuleFinding } from '../lint/finding.js'

/** Reasons for findings that are known when the catalog is written: they come from the document, or from an answer. */
const REASONS: Partial<Record<RuleCode, string>> = {
  'missing-issuer': 'tokens of this API carry no issuer',
  'missing-audience': 'tokens of this API carry no audience',
  'any-issuer-or-audience': 'the server does not check it',
  'equal-roles': 'roles are not filled in yet',
  'ungranted-scope': 'roles are not filled in yet',
  'unreachable-role': 'roles are not filled in yet',
  'without-grants': 'roles are not filled in yet',
  'public-mutation': 'public since the import',
}

type Ignores = NonNullable<NonNullable<CatalogFile['lint']>['ignore']>

/** If more users than this have the same finding, listing them in the catalog would not help anyone. */
const MANY_USERS = 20

/**
 * Turns the warnings of a first `lint` into ignores with reasons, so that the next run reports only new ones. Errors are
 * never ignored, and neither are findings that many users share.
 * @param catalogFile findings in other files are about users
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
