import type { MeasureProblems } from '../../core/problems/measure.js'
import { list, plural, quote, type Words } from './words.js'

/** Problems of the matrix, coverage and mutation. */
export const measureWords: Words<MeasureProblems> = {
  'matrix-empty': ({ by, routes }) =>
    routes === 0
      ? { says: 'the catalog has no routes', hint: 'declare them under `routes:`' }
      : {
          says: `there are no ${by}s`,
          hint: by === 'user' || by === 'client' ? 'declare them in the users file' : undefined,
        },
  'page-without-keys': () => ({
    says: 'the page has no keys: tokens are signed with a shared secret, which is never part of a page',
    hint: 'remove --with-keys; the page checks everything about a token except its signature',
  }),
  'bad-threshold': ({ text, percent }) => ({
    says: `invalid \`--threshold\` ${quote(text)}${percent === undefined ? '' : ': expected a percentage, not a fraction'}`,
    hint:
      percent === undefined
        ? 'use a percentage from 0 to 100, like 90'
        : `for ${percent} %: --threshold ${percent}`,
  }),
  'nothing-to-cover': () => ({
    says: 'nothing to cover: no decided route and no role',
    hint: 'coverage needs `roles:` and `routes:` in the catalog',
  }),
  'no-mutant': ({ equivalent }) => ({
    says: `no test can detect any mutant of this catalog${equivalent === 0 ? '' : ` (${plural(equivalent, 'equivalent mutant')})`}`,
    hint: 'mutation needs roles, scopes and routes that depend on each other',
  }),
  'below-threshold': ({ what, percent, threshold }) => ({
    says: `${what} is ${percent} %, below the threshold of ${threshold} %`,
    fails: true,
  }),
  'other-catalog-left-out': ({ files }) => ({
    says: `skipped ${list(files, 'and')}: for another catalog`,
  }),
  'red-not-mutated': ({ failed }) => ({
    says: `no mutants were tested: ${plural(failed, 'test')} ${failed === 1 ? 'fails' : 'fail'} on the unchanged catalog`,
    hint: 'fix the suite or the catalog first',
    warns: true,
  }),
  'red-not-complete': ({ failed }) => ({
    says: `completeness was not checked: ${plural(failed, 'test')} ${failed === 1 ? 'fails' : 'fail'}`,
    hint: 'fix the suite or the catalog first',
    warns: true,
  }),
  'not-complete': ({ questions, unsettled }) => ({
    says: [
      'the suite is not complete: ',
      questions === 0
        ? 'it asks all that could be listed'
        : `${plural(questions, 'question')} missing`,
      unsettled.length === 0
        ? ''
        : `; ${list(unsettled.slice(0, 3), 'and')} ${unsettled.length === 1 ? 'has' : 'have'} more refused sets of scopes than the 256 that are examined`,
    ].join(''),
    fails: true,
  }),
  'mutants-picked': ({ judged, possible }) => ({
    says: `tested ${judged} of ${possible} mutants, evenly sampled`,
  }),
}
