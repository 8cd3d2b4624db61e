import { fail } from '../errors.js'
import type { GatewayFacts, Stated } from '../lint/gateway-facts.js'
import { type Problem, problem } from '../problem.js'
import type { LintProblems } from '../problems/lint.js'
import type { Path } from '../source.js'
import { has, type OpenApiDocument, type OpenApiSource, own, readDocument } from './document.js'
import { ANY_METHOD, gatewayMarks } from './gateway-marks.js'
import { type Operation, operationsOf } from './operations.js'
import { resolverFor } from './resolve.js'
import { readSchemes } from './schemes.js'
import { entriesOf } from './security.js'
import { shownPath } from './shown-path.js'

/** A document for API Gateway, as its rules see it. */
export interface GatewayDocument {
  readonly facts: Pick<GatewayFacts, 'stated' | 'inheriting' | 'schemes' | 'schemesPath'>
  /** How many operations were read. */
  readonly operations: number
  /** What could not be read, such as an operation behind a broken reference. */
  readonly unread: readonly Problem[]
}

/**
 * Reads what an OpenAPI document that is intended for API Gateway requires. NOT read: whether API Gateway would accept the
 * document, and `x-amazon-apigateway-auth` of an operation.
 *
 * @throws ScopectlError `openapi-not-one`, `openapi-version`, `openapi-no-operation`, `openapi-too-much-work`, `lint-no-gateway`: it has
 * none of API Gateway's extensions; `lint-no-security`: no operation requires anything, so there is nothing to check
 */
export function readGateway(source: OpenApiSource): GatewayDocument {
  const document = readDocument(source)
  const resolver = resolverFor(source)
  const unread: Problem[] = []
  const report = (found: Problem): void => void unread.push(found)
  const schemes = readSchemes(document, resolver, report)
  const marks = gatewayMarks(document.root, schemes)
  const owns = new Set<Operation>()
  const operations = operationsOf(document, resolver, report, '', (operation, item, members) => {
    marks.see(item.value, members.value)
    if (has(members.value, 'security')) owns.add(operation)
  })
  const { name: file } = source
  if (operations.length === 0) fail('openapi-no-operation', { file })
  if (!marks.found()) fail('lint-no-gateway', { file })

  const stated: Stated[] = []
  const inheriting: Pick<Stated, 'name' | 'path'>[] = []
  const anyMethods = new Set<string>()
  const whole = alternativesOf(own(document.root, 'security'))
  for (const operation of operations) {
    const { fault, security, pointer } = operation
    const isAny = pointer?.at(-1) === ANY_METHOD
    // One operation for every method is one operation here.
    if (isAny && anyMethods.has(operation.path)) continue
    if (isAny) anyMethods.add(operation.path)
    const name = `${isAny ? 'ANY' : operation.method} ${shownPath(operation.path)}`
    const refuse = (why: LintProblems['lint-unread-operation']['why']) =>
      report(problem('lint-unread-operation', { route: name, why }))
    // A broken reference was reported before.
    if (fault !== undefined && fault !== 'unresolved') refuse(fault)
    if (!security) continue
    const alternatives = alternativesOf(security.value)
    const path = pointer ?? ['paths', operation.path]
    if (!alternatives) refuse('malformed-security')
    else if (alternatives.length === 0) continue
    else if (owns.has(operation)) {
      stated.push({ name, path: pointer ? [...path, 'security'] : path, alternatives })
    } else inheriting.push({ name, path })
  }
  if (inheriting.length > 0 && whole)
    stated.push({ name: 'security', path: ['security'], alternatives: whole })
  if (stated.length === 0 && unread.length === 0)
    fail('lint-no-security', { file, operations: operations.length })
  return {
    facts: {
      stated,
      inheriting,
      schemes: new Map([...schemes].map(([name, { authorizer }]) => [name, authorizer])),
      schemesPath: schemesPathOf(document),
    },
    operations: operations.length,
    unread,
  }
}

/** Nothing in it if no token is needed: with an empty alternative, any request is allowed. */
function alternativesOf(security: unknown): Stated['alternatives'] | undefined {
  const entries = entriesOf(security)
  return entries?.some((entry) => entry.length === 0) ? [] : entries
}

const schemesPathOf = ({ version }: OpenApiDocument): Path =>
  version === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
