import { escapeJson } from '../../unsafe-text.js'
import { algorithmOf, constructProblems, listItemsOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import { opaData } from './data.js'
import { HELD } from './held-rego.js'
import { POLICY } from './policy-rego.js'
import { opaReadme, START_OPA } from './readme.js'
import { testsRego } from './tests-rego.js'
import { TOKEN } from './token-rego.js'

/**
 * Open Policy Agent: the policy is the same text for every catalog, and all of a catalog's facts are in data.json. Not
 * expressible: EdDSA, which older versions cannot verify, and a claim that is an item of a list.
 */
export const opa: Engine = {
  name: 'opa',
  title: 'Open Policy Agent',
  mark: 'scopectl export opa',
  cannot: (policy) =>
    constructProblems(opa.title, policy, [
      ...algorithmOf(policy.tokens),
      // OPA counts the items of a list with numbers, not with text.
      ...listItemsOf(policy.tokens),
    ]),
  files: (exporting) => [
    { name: 'README.md', text: opaReadme(exporting) },
    {
      name: 'data.json',
      text: `${escapeJson(JSON.stringify(opaData(exporting.policy), null, 2))}\n`,
    },
    { name: 'held.rego', text: HELD },
    { name: 'policy.rego', text: POLICY },
    {
      name: 'policy_test.rego',
      text: escapeJson(testsRego(exporting.samples, exporting.policy.tokens)),
    },
    { name: 'token.rego', text: TOKEN },
  ],
  start: START_OPA,
}
