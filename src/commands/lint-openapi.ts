import type { LintAnswer } from '../core/lint/answer.js'
import { lintDocument, lintOutcome } from '../core/lint/lint.js'
import { GATEWAY_RULES } from '../core/lint/rules/index.js'
import { readGateway } from '../core/openapi/gateway.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { documentPlaces } from '../io/document-places.js'
import { openDocument, readingOf } from './document-flags.js'

/** An answer of lint without findings. */
export const NO_FINDINGS = {
  kind: 'lint',
  findings: [],
  hidden: [],
  filters: {},
  deniesWarnings: false,
  ignored: 0,
  explained: undefined,
  notes: [],
  files: {},
} as const satisfies Omit<LintAnswer, 'outcome'>

/**
 * Checks an OpenAPI document for API Gateway: `lint --openapi`.
 *
 * @param argument a file, a URL or `-`
 * @throws ScopectlError if the document cannot be read, is not for API Gateway, or requires nothing
 */
export async function lintOpenApi(
  argument: string,
  { denyWarnings = false, anyOf = false }: { denyWarnings?: boolean; anyOf?: boolean },
  ctx: Context,
): Promise<LintAnswer> {
  const source = await openDocument(argument, readingOf({}, ctx, ctx.cwd), ctx)
  const { facts, operations, unread } = readGateway(source)
  const all = { ...facts, file: source.name, anyOf, locate: documentPlaces(source) }
  const findings = lintDocument(all, unread)
  const clean = { rules: GATEWAY_RULES.length, ignored: 0, operations }
  return {
    ...NO_FINDINGS,
    outcome: lintOutcome(findings, denyWarnings),
    findings,
    deniesWarnings: denyWarnings,
    notes: findings.length === 0 ? [problem('lint-clean', clean)] : [],
  }
}
