import type { LintProblems } from '../../core/problems/lint.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

/** Also the sentence of the rule `unused-ignore`. */
export function unusedIgnoreText({
  rule,
  name,
  unknown,
  similar,
  elsewhere,
  names,
}: LintProblems['unused-ignore']): string {
  const did = similar.length === 0 ? '' : `; did you mean ${list(similar)}?`
  const stars = rule.includes('*') ? `: only names may contain ${quote('*')}` : ''
  if (unknown) return `unknown rule ${quote(rule)}${stars}${did}`
  const says = `no ${quote(rule)} finding has the name ${quote(name)}`
  if (elsewhere !== undefined) return `${says}; it is the name of ${quote(elsewhere)}`
  return did === '' && names.length > 0 ? `${says}; names are ${list(names, 'and')}` : says + did
}

const UNREAD = {
  malformed: 'it is not a map',
  'malformed-security': 'its `security` is not a list of maps of lists of names',
  contradicts: 'it is also defined behind the `$ref` of its path',
} as const

export const lintWords: Words<LintProblems> = {
  'lint-clean': ({ rules, ignored, operations }) => ({
    says: `no findings by ${plural(rules, 'rule')}${operations === undefined ? '' : ` in ${plural(operations, 'operation')}`}${ignored === 0 ? '' : `; ${ignored} ignored, with reasons`}`,
  }),
  'lint-no-gateway': ({ file }) => ({
    says: `${quote(file)} is not intended for API Gateway, which the rules for documents are about: it has no \`x-amazon-apigateway-…\` extension`,
    hint: 'to read its routes into a catalog: scopectl import openapi FILE',
  }),
  'lint-no-security': ({ file, operations }) => ({
    says: `nothing to check in ${quote(file)}: ${operations === 1 ? 'its operation does not require' : `none of its ${operations} operations requires`} anything by \`security\``,
  }),
  'lint-unread-operation': ({ route, why }) => ({
    says: `${quote(route)} cannot be checked: ${UNREAD[why]}`,
  }),
  'no-such-rule': ({ rule, suggestion, rules }) => ({
    says: `unknown rule ${quote(rule)}`,
    hint: didYouMean(suggestion) ?? `valid rules: ${list(rules, 'and')}`,
  }),
  'unused-ignore': (facts) => ({ says: unusedIgnoreText(facts), warns: true }),
  'blank-reason': () => ({
    says: 'the reason is blank',
    hint: 'say why this finding is acceptable',
  }),
}
