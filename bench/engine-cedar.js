import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { npmPackages } from './outside.js'
import { p99 } from './serve-load.js'

const COUNT = 50 // times the matrix

/** Cedar in this process. The program that asks it has found the route and verified the token, which is not measured. */
export function cedarRow(folder, { questions, allowed }) {
  const prefix = npmPackages({ '@cedar-policy/cedar-wasm': '4.13.0' })
  // Node 20 crashes after some ten thousand calls when it takes back an optimized call of WebAssembly.
  setFlagsFromString('--no-turbo-inline-js-wasm-calls')
  const cedar = createRequire(join(prefix, 'x.js'))('@cedar-policy/cedar-wasm/nodejs')
  const read = (name) => readFileSync(join(folder, name), 'utf8')
  cedar.preparseSchema('schema', read('schema.cedarschema'))
  cedar.preparsePolicySet('policies', { staticPolicies: read('policies.cedar') })
  const calls = questions.map(callOf)
  const isAllowed = (call) => cedar.statefulIsAuthorized(call).response.decision === 'allow'
  calls.forEach(isAllowed) // warms up
  const times = []
  const before = process.cpuUsage()
  for (let i = 0; i < COUNT; i++) {
    let allows = 0
    for (const call of calls) {
      const start = performance.now()
      if (isAllowed(call)) allows++
      times.push(performance.now() - start)
    }
    if (allows !== allowed) throw new Error(`cedar allows ${allows}, matrix ${allowed}`)
  }
  const { user, system } = process.cpuUsage(before)
  const perSecond = Math.round(times.length / ((user + system) / 1e6))
  const cells = `${perSecond} per CPU second, p99 ${p99({ times }).toFixed(1)} ms`
  return ['decisions: cedar, of verified claims', cells]
}

function callOf({ route, token }) {
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
  const { iss, sub, aud, exp, iat, scope } = claims
  return {
    principal: { type: 'Caller', id: sub },
    action: { type: 'Action', id: route },
    resource: { type: 'Application', id: 'api' },
    context: {
      now: Math.floor(Date.now() / 1000),
      token: { iss, sub, aud: [aud].flat(), exp, iat, scope: scope.split(' ').filter(Boolean) },
    },
    entities: [],
    validateRequest: true,
    preparsedSchemaName: 'schema',
    preparsedPolicySetId: 'policies',
  }
}
