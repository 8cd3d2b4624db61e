import { beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../src/core/token/model.js'
import { makeKey } from '../../src/io/make-key.js'
import { loadCatalog } from '../support/generators.js'
import { cedarFiles, cedarIn, installCedar, openCedar, testCedar } from './support/cedar.js'
import { compareCatalogs, compareDocuments, smallDocuments } from './support/compare-catalogs.js'
import { CEDAR } from './support/compare-cedar.js'
import { exportWorld } from './support/export-cells.js'
import { type Installed, needs } from './support/install.js'

// A sample; export-cedar.real.ts has more of both.
compareCatalogs(CEDAR, 6)
compareDocuments(CEDAR, 'imported documents', smallDocuments)

let installed: Installed
beforeAll(async () => {
  installed = await installCedar()
}, 600_000)

type Form = Parameters<typeof loadCatalog>[0]

/** Asks about the exported form as somebody with these claims, beside those of an accepted token. */
async function opened(program: Extract<Installed, { ok: true }>, form: Form) {
  const world = exportWorld(loadCatalog(form), await makeKey('ES256'), 1000)
  const files = cedarFiles(world)
  const ask = openCedar(cedarIn(program), files)
  const decision = (id: string, claims: JsonObject, clock: object = { now: 1000 }) => {
    const token = { iss: 'https://idp.test', aud: ['api'], sub: 'x', exp: 1001, ...claims }
    return ask({
      ...{ principal: { type: 'Caller', id: 'x' }, action: { type: 'Action', id } },
      resource: { type: 'Application', id: 'api' },
      context: { ...clock, token },
    })
  }
  return { decision, tests: () => testCedar(ask, files) }
}

const TOKEN = { issuer: 'https://idp.test', audience: 'api', scope_claim: 'scope' }

test('names that end strings and lines elsewhere are compared as they are', async (context) => {
  needs(installed, context)
  const evil = '"\\\n"};\rpermit(principal,action,resource);//\u0000\u2028\u{1f600}é'
  const { decision, tests } = await opened(installed, {
    token: { ...TOKEN, issuer: ['https://idp.test', evil], audience: evil, role_claim: 'roles' },
    scopes: { read: 'Read', "it's-/~`": 'Quote' },
    roles: { [evil]: { scopes: ['read'] } },
    routes: {
      'GET /a': { any: ['read', { other: evil }] },
      'GET /b': { any: [{ scheme: evil, scopes: [] }] },
      'GET /c': "it's-/~`",
    },
  })
  const claims = { iss: evil, aud: [evil], scope: [], roles: [evil] }
  expect(decision('GET /a', claims)).toBe('allow')
  expect(decision('GET /b', claims)).toBe('deny')
  for (const changed of [
    ...[{ iss: `${evil} ` }, { aud: [evil.toUpperCase()] }, { roles: ['"', 'read'] }],
    ...[{ roles: [] }, { sub: '' }, { exp: 1000 }],
  ])
    expect(decision('GET /a', { ...claims, ...changed }), JSON.stringify(changed)).toBe('deny')
  expect(decision('GET /c', { ...claims, scope: ["it's-/~`"] })).toBe('allow')
  expect(decision('GET /c', claims)).toBe('deny')
  expect(tests()).toBeGreaterThan(20)
})

test('a context that lacks something, or has it in another type, allows nothing', async (context) => {
  needs(installed, context)
  const { decision } = await opened(installed, {
    token: TOKEN,
    scopes: { read: 'Read', write: 'Write' },
    roles: {},
    routes: {
      'GET /a': 'read',
      'PUT /a': 'read write',
      'GET /me': 'authenticated',
      'GET /open': 'public',
    },
  })
  const good = { scope: ['read'] }
  expect(decision('GET /a', good)).toBe('allow')
  expect(decision('PUT /a', good)).toBe('deny')
  expect(decision('PUT /a', { scope: ['read', 'write', 'other'] })).toBe('allow')
  for (const changed of [
    ...[{ scope: 'read' }, { scope: [['read']] }, { scope: [1, 'read'] }, { scope: null }],
    ...[{ aud: 'api' }, { iss: ['https://idp.test'] }, { exp: '2000' }, { exp: 1000.5 }],
    ...[{ sub: 7 }, { iat: 'x' }, { nbf: {} }, { scope: { read: true } }, { admin: true }],
  ]) {
    expect(decision('GET /a', { ...good, ...changed }), JSON.stringify(changed)).not.toBe('allow')
    expect(decision('GET /me', { ...good, ...changed }), JSON.stringify(changed)).not.toBe('allow')
  }
  expect(decision('GET /me', {})).not.toBe('allow')
  for (const clock of [{}, { now: '1000' }, { now: null }, { now: 1e300 }])
    expect(decision('GET /a', good, clock)).not.toBe('allow')
  for (const action of ['GET /b', 'needs read', 'needs public', 'get /a', ''])
    expect(decision(action, good)).not.toBe('allow')
})

test('thousands of alternatives, and of scopes in one, are within its limits', async (context) => {
  needs(installed, context)
  const names = Array.from({ length: 1500 }, (_, i) => `s${i}`)
  const scopes = Object.fromEntries(names.map((name) => [name, name]))
  const { decision } = await opened(installed, {
    token: { ...TOKEN, enforce: 'implied' },
    scopes: { ...scopes, top: { implies: ['s*'] } },
    roles: {},
    routes: {
      'GET /all': { all: names },
      'GET /any': { any: names },
      'GET /pairs': { any: names.map((name, i) => ({ all: [name, `s${(i + 1) % 1500}`] })) },
    },
  })
  const asked = (...scope: string[]) =>
    ['GET /all', 'GET /any', 'GET /pairs'].map((action) => decision(action, { scope }))
  expect(asked('top')).toEqual(['allow', 'allow', 'allow'])
  expect(asked('s1498', 's1499')).toEqual(['deny', 'allow', 'allow'])
  expect(asked('s700', 's702')).toEqual(['deny', 'allow', 'deny'])
  expect(asked(...names)).toEqual(['allow', 'allow', 'allow'])
  expect(asked(...names.slice(1))).toEqual(['deny', 'allow', 'allow'])
})
