import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/core/token/model.js'
import { otherKinds } from '../../../src/core/token/token-kinds.js'
import { say } from '../../../src/report/words/index.js'
import { forge, GOOD, headerOf, KEYS, reasons, trustOf } from './support.js'

type Members = Record<string, Json>
const told = (claims: Members, header: Members = { alg: 'RS256', typ: 'JWT' }) =>
  otherKinds({ raw: '', header, claims }).map(({ code, args }) => [
    code.slice('token-is-'.length),
    ...(args as { signs: readonly string[] }).signs,
  ])

const LOGOUT = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const CAEP = {
  'https://schemas.openid.net/secevent/caep/event-type/session-revoked': { reason: 'x' },
}

describe('each kind is recognized by each of its signs', () => {
  test.each<[string, Members, Members, readonly string[]]>([
    ['OpenID Connect', { nonce: 'n', azp: 'app' }, {}, ['id-token', 'nonce']],
    [
      'OpenID Connect, hybrid flow',
      { at_hash: 'a', c_hash: 'c' },
      {},
      ['id-token', 'at_hash', 'c_hash'],
    ],
    ['FAPI', { s_hash: 's' }, {}, ['id-token', 's_hash']],
    ['Keycloak, ID', { typ: 'ID', azp: 'app', sid: 's' }, {}, ['id-token', 'typ']],
    ['Cognito, ID', { token_use: 'id', 'cognito:username': 'u' }, {}, ['id-token', 'token_use']],
    ['Keycloak, refresh', { typ: 'Refresh', scope: 'openid' }, {}, ['refresh-token', 'typ']],
    ['Keycloak, offline', { typ: 'Offline' }, {}, ['refresh-token', 'typ']],
    ['Simple JWT', { token_type: 'refresh', user_id: 1 }, {}, ['refresh-token', 'token_type']],
    ['Flask-JWT-Extended', { type: 'refresh', fresh: false }, {}, ['refresh-token', 'type']],
    ['Spring', { ati: 'x', scope: ['read'] }, {}, ['refresh-token', 'ati']],
    ['back-channel logout', { events: LOGOUT, sid: 's' }, {}, ['logout-token', 'events']],
    ['Keycloak, logout', { typ: 'Logout', events: LOGOUT }, {}, ['logout-token', 'events', 'typ']],
    ['a typed logout token', {}, { typ: 'logout+jwt' }, ['logout-token', 'typ']],
    ['CAEP', { events: CAEP, txn: '1' }, {}, ['security-event', 'events']],
    ['a security event', { toe: 1 }, { typ: 'secevent+jwt' }, ['security-event', 'toe', 'typ']],
    ['with its prefix', {}, { typ: 'application/SecEvent+JWT' }, ['security-event', 'typ']],
    ['a DPoP proof', { htm: 'GET', htu: 'https://api.test/' }, {}, ['dpop-proof', 'htm']],
    ['a typed DPoP proof', {}, { typ: 'dpop+jwt' }, ['dpop-proof', 'typ']],
    [
      'a request object',
      { response_type: 'code', client_id: 'c' },
      {},
      ['request-object', 'response_type'],
    ],
    [
      'an introspection response',
      { token_introspection: { active: true } },
      {},
      ['introspection', 'token_introspection'],
    ],
    ['bound by DPoP', { cnf: { jkt: 'x' } }, {}, ['dpop-bound', 'cnf.jkt']],
    ['bound by mTLS', { cnf: { 'x5t#S256': 'x' } }, {}, ['mtls-bound', 'cnf.x5t#S256']],
    ['bound to a JWK', { cnf: { jwk: {}, kid: 'k' } }, {}, ['key-bound', 'cnf.jwk', 'cnf.kid']],
    [
      'bound, and typed as an access token',
      { cnf: { jkt: 'x' } },
      { typ: 'at+jwt' },
      ['dpop-bound', 'cnf.jkt'],
    ],
  ])('%s', (_name, claims, header, expected) => {
    expect(told({ ...GOOD, ...claims }, { alg: 'RS256', ...header })).toEqual([expected])
  })

  test('if several kinds match, all are reported', () => {
    expect(
      told({ events: { ...LOGOUT }, cnf: { jkt: 'x' }, nonce: 'n' }).map(([kind]) => kind),
    ).toEqual(['id-token', 'logout-token', 'dpop-bound'])
  })
})

describe('CTRL: access tokens as issuers write them are nothing else', () => {
  test.each<[string, Members, Members]>([
    [
      'Keycloak',
      { typ: 'Bearer', azp: 'app', acr: '1', sid: 's', nonce: 'n', auth_time: 1, scope: 'openid' },
      { typ: 'JWT' },
    ],
    [
      'Cognito',
      { token_use: 'access', client_id: 'c', event_id: 'e', auth_time: 1, version: 2 },
      {},
    ],
    [
      'Entra ID',
      { azp: 'a', azpacr: '1', aio: 'x', uti: 'x', ver: '2.0', idtyp: 'app', roles: ['r'] },
      { typ: 'JWT' },
    ],
    ['Auth0', { azp: 'a', gty: 'client-credentials', scope: 'read' }, { typ: 'JWT' }],
    ['Okta', { cid: 'c', uid: 'u', scp: ['read'], auth_time: 1 }, {}],
    [
      'Duende',
      { client_id: 'c', amr: ['pwd'], sid: 's', jti: 'j', idp: 'local' },
      { typ: 'at+jwt' },
    ],
    [
      'RFC 9068',
      { acr: '1', amr: ['pwd'], auth_time: 1, txn: 't', nonce: 'n' },
      { typ: 'application/AT+JWT' },
    ],
    ['Simple JWT', { token_type: 'access', user_id: 1 }, { typ: 'JWT' }],
    ['azp alone', { azp: 'app' }, {}],
    ['half of a proof', { htm: 'GET' }, {}],
    [
      'claims of another type',
      { events: [], cnf: 'jkt', typ: 7, token_use: null, type: ['refresh'] },
      { typ: null },
    ],
    ['empty ones', { events: {}, cnf: {}, type: '', typ: '' }, { typ: '' }],
  ])('%s', (_name, claims, header) => {
    expect(told({ ...GOOD, ...claims }, { alg: 'RS256', ...header })).toEqual([])
  })

  test('PROTO: inherited members are ignored', () => {
    const claims = JSON.parse(
      '{"cnf":{"__proto__":{"jkt":"x"}},"events":{"__proto__":1},"constructor":1}',
    )
    expect(told(claims).map(([kind]) => kind)).toEqual(['security-event'])
  })
})

test('every message has the kind, the RFC and no control character; nothing makes it throw', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('typ', 'events', 'cnf', 'nonce', 'toe', 'type'),
        fc.jsonValue(),
      ),
      (claims) => {
        for (const found of otherKinds({
          raw: '',
          header: claims as Members,
          claims: claims as Members,
        })) {
          const { says, warns } = say(found)
          expect(says).toMatch(/RFC 8725 §3\.11 to 3\.12/)
          expect(warns).toBe(true)
        }
      },
    ),
  )
})

test('TYP: the answer does not change; only a `typ` outside the list is refused', async () => {
  const key = KEYS.HS256
  for (const more of [
    { nonce: 'n' },
    { typ: 'Refresh' },
    { events: LOGOUT },
    { cnf: { jkt: 'x' } },
  ]) {
    expect(await reasons(forge(headerOf(key), { ...GOOD, ...more }, key), trustOf(key))).toEqual([])
  }
  for (const typ of ['logout+jwt', 'secevent+jwt', 'dpop+jwt']) {
    const token = forge({ ...headerOf(key), typ }, GOOD, key)
    expect(await reasons(token, trustOf(key))).toEqual(['bad-header'])
  }
})
