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

/**
 * Asks with the schema, which validates the request, or without it: the call then has its action as an entity. The answer is
 * the decision, or what Cedar says instead.
 */
export type Ask = (call: Call, by?: 'schema' | 'entity') => string

/** Validates strictly, without a warning, and returns a function that asks. */
export function openCedar(module: CedarModule, files: CedarFiles): Ask {
  const schema = files['schema.cedarschema'] ?? ''
  const policies = { staticPolicies: files['policies.cedar'] ?? '' }
  const validationSettings = { mode: 'strict' }
  expect(module.validate({ schema, policies, validationSettings })).toEqual({
    ...{ type: 'success', validationErrors: [], validationWarnings: [], otherWarnings: [] },
  })
  expect(module.preparseSchema('schema', schema)).toEqual({ type: 'success' })
  expect(module.preparsePolicySet('policies', policies)).toEqual({ type: 'success' })
  const validated = { preparsedSchemaName: 'schema', validateRequest: true }
  return (call, by = 'schema') => {
    const answer = module.statefulIsAuthorized({
      ...{ entities: [], ...call, preparsedPolicySetId: 'policies' },
      ...(by === 'schema' ? validated : {}),
    })
    if (answer.type === 'failure') return answer.errors.map(({ message }) => message).join('; ')
    const { decision, diagnostics } = answer.response
    return diagnostics.errors.length > 0 ? JSON.stringify(diagnostics.errors) : decision
  }
}

/** The schema is read for each request: with many actions, few are asked with it, and the others with their own entity. */
const wayOf = (i: number, actions: number): 'schema' | 'entity' =>
  i % Math.max(2, Math.ceil(actions / 200)) === 0 ? 'schema' : 'entity'

/** A function that returns the status for a request, by the steps of the README; or what Cedar says instead of a decision. */
export function gatewayWith(ask: Ask, gateway: Gateway, world: Pick<ExportWorld, 'trust' | 'now'>) {
  const { trust, now } = world
  const accepted = new Map<string, string>()
  return async (cell: ExportCell, i: number): Promise<number | string> => {
    const found = actionOf(gateway, cell.method, cell.target)
    if (typeof found === 'number') return found
    const token = await tokenOf(gateway, cell, trust, now)
    const context = { now, ...(typeof token === 'object' ? { token } : {}) }
    const asked = (id: string, groups: readonly string[]): string => {
      const action = { type: 'Action', id }
      const parents = groups.map((group) => ({ type: 'Action', id: group }))
      const caller = { type: 'Caller', id: 'someone' }
      const call = {
        ...{ principal: caller, action, resource: { type: 'Application', id: 'api' }, context },
      }
      const way = wayOf(i, gateway.routes.length)
      return way === 'schema'
        ? ask(call)
        : ask({ ...call, entities: [{ uid: action, attrs: {}, parents }] }, way)
    }
    const decision = asked(found.action, [found.group])
    if (decision === 'allow') return 200
    if (decision !== 'deny') return decision
    if (token === 501) return 501
    if (typeof token !== 'object') return 401
    // It depends on the token alone.
    const text = cell.token ?? ''
    const answer = accepted.get(text) ?? asked('accept token', [])
    accepted.set(text, answer)
    return answer === 'allow' ? 403 : 401
  }
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
export function testCedar(ask: Ask, files: CedarFiles): number {
  const tests = JSON.parse(files['tests.json'] ?? '') as readonly CedarTest[]
  const failed = tests.flatMap(({ name, request, entities, decision }, i) => {
    const { principal, action, resource, context } = request
    const call = {
      ...{ principal: uid(principal), action: uid(action), resource: uid(resource) },
      ...{ context, entities },
    }
    const answer = ask(call, wayOf(i, tests.length))
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
