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

export const lintWords: Words<LintProblems> = {
  'lint-clean': ({ rules, ignored }) => ({
    says: `no findings by ${plural(rules, 'rule')}${ignored === 0 ? '' : `; ${ignored} ignored, with reasons`}`,
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
