import type { Catalog } from '../catalog/model.js'
import type { Verdict } from '../proof/proof.js'
import type { Always } from './model.js'
import { type Asked, type AssertionResult, judgeWhole, type RunOptions } from './run.js'

/** The outcome of one statement of a suite, for programs. `failed`: it is refuted, or could not be settled. */
export interface StatementResult {
  /** A statement is about all tokens or everybody, not about one subject and route. */
  readonly assertion: undefined
  readonly always: Always
  readonly outcome: 'passed' | 'failed'
  readonly got: undefined
  readonly why: undefined
  /** With the counterexample. */
  readonly proof: Verdict
}

/**
 * Checks every assertion of a suite: each subject gets one real token for all its routes. Then proves its statements (`always:`).
 *
 * @param suite from `parseSuite`
 * @param catalog the catalog that is tested
 * @param options `present` makes and verifies a subject's token; with `tokens: false`, subjects without a flaw are decided by the
 * compiled catalog instead; `bail` stops after the first failure
 * @returns the results of the assertions and then of the statements, in suite order; with `bail`, up to the first failure
 * @throws ScopectlError if a subject's token cannot be made or read; there is no result then
 * @example
 * ```ts
 * import { NO_TOKEN, parseCatalog, parseSuite, runSuite, sourceOf } from 'scopectl'
 *
 * const routes = { 'GET /me': 'authenticated', 'GET /health': 'public' }
 * const catalog = parseCatalog(sourceOf({ scopes: {}, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const tests = [{ as: { anonymous: true }, allow: ['GET /health', 'GET /me'] }]
 * const nobody = { file: undefined, users: new Map(), clients: new Map() }
 * const suite = parseSuite(sourceOf({ tests, always: ['public = GET /me'] }), catalog.value, nobody)
 * if (!suite.ok) throw new Error('not a suite')
 * const present = async () => NO_TOKEN
 * const results = await runSuite(suite.value, catalog.value, { present, tokens: true, bail: false })
 * results.map(({ outcome }) => outcome) // => ['passed', 'failed', 'failed']
 * results.flatMap(({ assertion }) => assertion?.route.name ?? []) // => ['GET /health', 'GET /me']
 * ```
 */
export async function runSuite(
  suite: Asked,
  catalog: Catalog,
  options: RunOptions,
): Promise<(AssertionResult | StatementResult)[]> {
  const { results, proofs } = await judgeWhole(suite, catalog, options)
  return [
    ...Array.from(results, ({ assertion, outcome, got, why }) => ({
      assertion,
      outcome,
      got,
      why,
    })),
    ...proofs.map(
      ({ always, ...proof }): StatementResult => ({
        assertion: undefined,
        got: undefined,
        why: undefined,
        always,
        outcome: proof.outcome === 'proved' ? 'passed' : 'failed',
        proof,
      }),
    ),
  ]
}
