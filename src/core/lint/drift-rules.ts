import type { Code } from '../problem.js'

/** The codes of problems that are findings of `drift`; the others mean that there was nothing to compare. */
export type DriftRule = Exclude<
  Extract<Code, `drift-${string}`>,
  'drift-nothing' | 'drift-no-token' | 'drift-not-a-token'
>

/** What a run of `drift` compares the catalog with. */
export type DriftInput = 'document' | 'tokens'

/** What must have been compared before an ignore of the rule that covers nothing is certainly unused. */
const NEEDS: { readonly [C in DriftRule]: readonly DriftInput[] } = {
  'drift-undeclared-route': ['document'],
  'drift-gone-route': ['document'],
  'drift-weaker': ['document'],
  'drift-stronger': ['document'],
  'drift-unstated': ['document'],
  'drift-undecided': ['document'],
  'drift-undeclared-scope': ['document', 'tokens'],
  'drift-dead-scope': ['document'],
  'drift-unscoped-token': ['tokens'],
  'drift-claims-differ': ['tokens'],
}

export const DRIFT_RULES: readonly string[] = Object.keys(NEEDS)

/** The rules whose findings are complete after a run with these inputs. */
export const driftRulesOf = (inputs: readonly DriftInput[]): string[] =>
  Object.entries(NEEDS)
    .filter(([, needs]) => needs.every((input) => inputs.includes(input)))
    .map(([rule]) => rule)
