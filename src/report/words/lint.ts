import type { LintProblems } from '../../core/problems/lint.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

export const lintWords: Words<LintProblems> = {
  'lint-clean': ({ rules, ignored }) => ({
    says: `no findings by ${plural(rules, 'rule')}${ignored === 0 ? '' : `; ${ignored} ignored, with reasons`}`,
  }),
  'no-such-rule': ({ rule, suggestion, rules }) => ({
    says: `unknown rule ${quote(rule)}`,
    hint: didYouMean(suggestion) ?? `valid rules: ${list(rules, 'and')}`,
  }),
  'unused-ignore': ({ rule, name, unknown, suggestion }) => ({
    says: unknown
      ? `\`lint: ignore\` has unknown rule ${quote(rule)}`
      : `\`lint: ignore\` is not needed for ${quote(name)}: there is no such ${quote(rule)} finding`,
    hint: didYouMean(suggestion),
    warns: true,
  }),
  'blank-reason': () => ({
    says: 'the reason is blank',
    hint: 'say why this finding is acceptable',
  }),
}
