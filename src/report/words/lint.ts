import type { LintProblems } from '../../core/problems/lint.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

export const lintWords: Words<LintProblems> = {
  'lint-clean': ({ rules, ignored }) => ({
    says: `no findings by ${plural(rules, 'rule')}${ignored === 0 ? '' : `; ${ignored} ignored, with reasons`}`,
  }),
  'no-such-rule': ({ rule, suggestion, rules }) => ({
    says: `there is no rule ${quote(rule)}`,
    hint: didYouMean(suggestion) ?? `rules are ${list(rules, 'and')}`,
  }),
  'blank-reason': () => ({
    says: 'the reason says nothing',
    hint: 'write why this finding is meant',
  }),
}
