import type { MeasureProblems } from '../../core/problems/measure.js'
import { list, plural, type Words } from './words.js'

/** About the matrix, coverage and mutation. */
export const measureWords: Words<MeasureProblems> = {
  'matrix-empty': ({ by, routes }) =>
    routes === 0
      ? { says: 'the catalog has no routes', hint: 'declare them under `routes:`' }
      : {
          says: `there is no ${by}`,
          hint: by === 'user' || by === 'client' ? 'they stand in the users file' : undefined,
        },
  'bad-threshold': ({ text }) => ({
    says: `\`--threshold\` cannot be \`${text}\``,
    hint: 'write a percentage from 0 to 100, such as 90',
  }),
  'nothing-to-cover': () => ({
    says: 'there is nothing to cover: no decided route and no role',
    hint: 'coverage needs `roles:` and `routes:` in the catalog',
  }),
  'no-mutant': ({ equivalent }) => ({
    says: `there is no mutant that any test could see (${plural(equivalent, 'equivalent one')})`,
    hint: 'mutation needs roles, scopes and routes that depend on each other',
  }),
  'below-threshold': ({ what, percent, threshold }) => ({
    says: `${what} is ${percent} %, below the threshold of ${threshold} %`,
    warns: true,
  }),
  'other-catalog-left-out': ({ files }) => ({
    says: `left out ${list(files, 'and')}: about another catalog`,
  }),
  'red-not-mutated': ({ failed }) => ({
    says: `no mutant was judged: ${plural(failed, 'test')} ${failed === 1 ? 'fails' : 'fail'} without any`,
    hint: 'mend the suite or the catalog first',
    warns: true,
  }),
  'mutants-picked': ({ judged, possible }) => ({
    says: `judged ${judged} of ${possible} mutants, evenly picked`,
  }),
}
