import { expect, test } from 'vitest'
import { readAuth0 } from '../../../src/core/import/auth0.js'
import { markKeywords, showKeywords } from '../../../src/core/import/auth0-keyword.js'
import { readForeignSource } from '../../../src/io/foreign-source.js'
import { result } from './support.js'

const read = (text: string, api?: string) =>
  result(readAuth0(readForeignSource('tenant.yaml', markKeywords(text), text), { api }))

test('keywords keep their length, and are shown as written', () => {
  const text = 'a: ##A_1##\nb: @@B@@\nc: "x##C##y" # ## no keyword\n'
  expect(markKeywords(text)).toHaveLength(text.length)
  expect(markKeywords(text)).not.toContain('@')
  expect(showKeywords(markKeywords(text))).toBe(text)
})

test('a value with a keyword is left out by name, never taken for nothing', () => {
  const { catalog, left } = read(`
resourceServers:
  - identifier: https://##ENV##.example.com
    enforce_policies: ##RBAC##
    token_dialect: ##DIALECT##
    scopes: [{ value: read }, { value: "##SCOPE##" }, @@MORE@@]
roles:
  - name: editor
    permissions:
      - { permission_name: read, resource_server_identifier: 'https://##ENV##.example.com' }
      - { permission_name: ##SCOPE##, resource_server_identifier: 'https://##ENV##.example.com' }
  - name: ##ROLE##
    permissions: [{ permission_name: read, resource_server_identifier: 'https://##ENV##.example.com' }]
clientGrants:
  - { client_id: batch, audience: 'https://##ENV##.example.com', scope: @@SCOPES@@ }
  - { client_id: other, audience: ##AUDIENCE##, scope: [read] }
`)
  expect(catalog.scopes).toEqual({ read: '' })
  expect(catalog.token).toBeUndefined()
  expect(catalog.roles).toMatchObject({ editor: { scopes: ['read'] }, 'client:batch': {} })
  expect(Object.keys(catalog.roles ?? {})).toEqual(['editor', 'client:batch'])
  expect(catalog.roles?.['client:batch']?.scopes).toBeUndefined()
  expect(left).toEqual([
    'auth0-keyword scope: ##SCOPE##',
    'auth0-keyword scope: @@MORE@@',
    'auth0-keyword enforce_policies: ##RBAC##',
    'auth0-rbac-off https://##ENV##.example.com',
    'auth0-keyword permission of editor: ##SCOPE##',
    'auth0-keyword role: ##ROLE##',
    'auth0-keyword client grant of batch: @@SCOPES@@',
    'auth0-other-grant other at ##AUDIENCE##',
    'auth0-issuer AUTH0_DOMAIN',
    'auth0-keyword audience: https://##ENV##.example.com',
    'auth0-keyword token_dialect: ##DIALECT##',
  ])
})

test('all scopes of an API are not known if a keyword stands for them', () => {
  const text = `
resourceServers: [{ identifier: a, scopes: @@SCOPES@@ }, { identifier: b, scopes: [{ value: read }] }]
clientGrants: [{ client_id: batch, audience: a, allow_all_scopes: true }]
`
  expect(() => read(text)).toThrow('import-several-apis')
  expect(() => read(text, 'a')).toThrow('import-no-scopes')
  expect(read(text, 'b').left).toContain('auth0-other-grant batch at a')
})

test('an API is chosen as it is written', () => {
  const text = 'resourceServers: [{ identifier: "https://##A##", scopes: [{ value: read }] }]'
  expect(read(text, 'https://##A##').catalog.scopes).toEqual({ read: '' })
})

test('anchors and merge keys are followed, and have places', () => {
  const text = `
x-all: &all [{ value: read }]
resourceServers:
  - &first { identifier: a, scopes: *all }
  - { <<: *first, identifier: b }
`
  const { left, catalog } = read(text, 'b')
  expect(catalog.scopes).toEqual({ read: '' })
  expect(left).toContain('auth0-other-api a')
  const source = readForeignSource('tenant.yaml', text)
  expect(source.locate(['resourceServers', 0, 'scopes', 0, 'value'])).toMatchObject({
    line: 2,
    column: 23,
  })
  expect(source.locate(['resourceServers', 1, 'scopes'])).toMatchObject({ line: 5 })
})
