import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { expect } from 'vitest'
import { cedar } from '../../../src/core/export/cedar/cedar.js'
import { policyOf } from '../../../src/core/export/policy.js'
import { samplesOf } from '../../../src/core/export/samples.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import { actionOf, type Gateway, tokenOf } from './cedar-gateway.js'
import type { ExportCell, ExportWorld } from './export-cells.js'
import { type Installed, installNpm } from './install.js'

/** Cedar as WebAssembly: `@cedar-policy/cedar-wasm`. */
export function installCedar(): Promise<Installed> {
  // Node 20 crashes after some ten thousand calls when it takes back an optimized call of WebAssembly.
  setFlagsFromString('--no-turbo-inline-js-wasm-calls')
  return installNpm(['@cedar-policy/cedar-wasm'])
}

interface Uid {
  readonly type: string
  readonly id: string
}
interface Call {
  readonly principal: Uid
  readonly action: Uid
  readonly resource: Uid
  readonly context: object
  readonly entities?: readonly object[]
}
interface Failure {
  readonly message: string
}
type Answered =
  | { readonly type: 'failure'; readonly errors: readonly Failure[] }
  | {
      readonly type: 'success'
      readonly response: {
        readonly decision: 'allow' | 'deny'
        readonly diagnostics: { readonly errors: readonly object[] }
      }
    }

/** The functions of the package that are called here. */
interface CedarModule {
  validate(call: object): Readonly<Record<string, unknown>>
  preparsePolicySet(id: string, policies: object): { readonly type: string }
  preparseSchema(id: string, schema: string): { readonly type: string }
  statefulIsAuthorized(call: object): Answered
}

export const cedarIn = ({ dir }: Extract<Installed, { ok: true }>): CedarModule =>
  createRequire(join(dir, 'index.js'))('@cedar-policy/cedar-wasm/nodejs') as CedarModule

export type CedarFiles = Readonly<Record<string, string>>

/** The exported files of a world, with a copy of the public key. */
export function cedarFiles({ catalog, key }: ExportWorld): CedarFiles {
  const jwk = publicJwk(key.jwk)
  if (!jwk) throw new Error('a secret has no public key')
  const keys = { from: 'copy', keys: [jwk] } as const
  const policy = policyOf(catalog, { algorithm: key.algorithm, keys, leeway: 0 })
  expect(cedar.cannot(policy)).toEqual([])
  const files = cedar.files({ policy, samples: samplesOf(catalog) })
  return Object.fromEntries(files.map(({ name, text }) => [name, text]))
}

/** Validates strictly, without a warning, and returns a function that asks. Requests are validated too. */
export function openCedar(module: CedarModule, files: CedarFiles): (call: Call) => string {
  const schema = files['schema.cedarschema'] ?? ''
  const policies = { staticPolicies: files['policies.cedar'] ?? '' }
  const validationSettings = { mode: 'strict' }
  expect(module.validate({ schema, policies, validationSettings })).toEqual({
    ...{ type: 'success', validationErrors: [], validationWarnings: [], otherWarnings: [] },
  })
  expect(module.preparseSchema('schema', schema)).toEqual({ type: 'success' })
  expect(module.preparsePolicySet('policies', policies)).toEqual({ type: 'success' })
  const names = { preparsedSchemaName: 'schema', preparsedPolicySetId: 'policies' }
  return (call) => {
    const answer = module.statefulIsAuthorized({
      entities: [],
      ...call,
      ...names,
      validateRequest: true,
    })
    if (answer.type === 'failure') return answer.errors.map(({ message }) => message).join('; ')
    const { decision, diagnostics } = answer.response
    return diagnostics.errors.length > 0 ? JSON.stringify(diagnostics.errors) : decision
  }
}

/** The status for a request, by the steps of the README; or what Cedar says instead of a decision. */
export async function statusOf(
  ask: (call: Call) => string,
  gateway: Gateway,
  cell: ExportCell,
  { trust, now }: Pick<ExportWorld, 'trust' | 'now'>,
): Promise<number | string> {
  const action = actionOf(gateway, cell.method, cell.target)
  if (typeof action === 'number') return action
  const token = await tokenOf(gateway, cell, trust, now)
  const context = { now, ...(typeof token === 'object' ? { token } : {}) }
  const asked = (id: string): string =>
    ask({
      principal: { type: 'Caller', id: 'someone' },
      action: { type: 'Action', id },
      resource: { type: 'Application', id: 'api' },
      context,
    })
  const decision = asked(action)
  if (decision === 'allow') return 200
  if (decision !== 'deny') return decision
  if (token === 501) return 501
  return typeof token === 'object' && asked('accept token') === 'allow' ? 403 : 401
}

interface CedarTest {
  readonly name: string
  readonly request: Readonly<Record<'principal' | 'action' | 'resource', string>> & {
    readonly context: object
  }
  readonly entities: readonly object[]
  readonly decision: string
}

/** Runs tests.json: the number of tests, all of which must pass. */
export function testCedar(ask: (call: Call) => string, files: CedarFiles): number {
  const tests = JSON.parse(files['tests.json'] ?? '') as readonly CedarTest[]
  const failed = tests.flatMap(({ name, request, entities, decision }) => {
    const { principal, action, resource, context } = request
    const call = {
      ...{ principal: uid(principal), action: uid(action), resource: uid(resource) },
      ...{ context, entities },
    }
    const answer = ask(call)
    return answer === decision ? [] : [`${name}: ${answer}, not ${decision}`]
  })
  expect(failed).toEqual([])
  return tests.length
}

/** `Action::"GET /a"`, with the escapes of Cedar. */
function uid(text: string): Uid {
  const [, type = '', id = ''] = /^(\w+)::"(.*)"$/s.exec(text) ?? []
  return {
    type,
    id: id.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, hex?: string, char?: string) =>
      hex === undefined ? (char ?? '') : String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
  }
}
