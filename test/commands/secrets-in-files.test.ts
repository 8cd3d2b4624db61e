import { describe, test } from 'vitest'
import { expectHidden, SECRET } from '../support/secrets-world.js'

describe.concurrent('CSV', () => {
  test.each<[string, string]>([
    ['without a header', `alice,editor,${SECRET}\nbob,editor,x\n`],
    ['without one, the secret first', `${SECRET},alice,editor\n`],
    ['without one, in quotes', `"alice","${SECRET}"\n`],
    ['without one, a role with the name of a column', `alice,user,${SECRET}\n`],
    ['without one, an unbalanced quote', `alice,"${SECRET}\n`],
    ['with the columns in another order', `user,password,roles\nalice,editor,${SECRET}\n`],
    ['with user and password swapped', `password,user,roles\nalice,${SECRET},editor\n`],
    ['with an extra column', `user,roles\nalice,editr,${SECRET}\n`],
    ['with a missing column', `user,roles,password,level\nalice,editor,${SECRET}\n`],
    ['with a cell that is split in two', `user,password,roles\nalice,${SECRET},x,editor\n`],
    ['with an unbalanced quote', `user,roles,password\nalice,editor,"${SECRET}\n`],
    ['in plain text', `user,password\nalice,${SECRET}\n`],
    ['of a client', `client,secret,roles\nalice,${SECRET},editr\nci,x,y\n`],
    ['in claims', `user,claims,roles\nalice,"{""pasword"":""${SECRET}""}",editr\n`],
    ['in claims that are not JSON', `user,claims\nalice,"{pasword:${SECRET}}"\n`],
  ])('%s', async (_what, text) => {
    await expectHidden({ 'users.csv': text })
  })

  test('a users file passed as a table', async () => {
    for (const text of [`user,password\nalice,${SECRET}\n`, `alice,${SECRET}\n`]) {
      const commands = ['test --table users.csv', 'test --table users.csv --json']
      await expectHidden({ 'users.csv': text, 'users.yaml': 'users: {}\n' }, SECRET, commands)
    }
  })
})

describe.concurrent('the other files', () => {
  test.each<[string, string]>([
    ['a client secret', `token: { client_secret: ${SECRET}, isuer: x }\n`],
    ['a key in a profile', `profiles:\n  p:\n    kye: 1\n    signing_key: ${SECRET}\n`],
    [
      'a key over lines',
      `token:\n  key: -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg${SECRET}AQEFAASCBKcwggSjAgEAAoIBAQ\n`,
    ],
    [
      'a key in a block',
      `token:\n  isuer: x\n  key: |\n    -----BEGIN X-----\n    a\u0007${SECRET}\n`,
    ],
  ])('the catalog: %s', async (_what, text) => {
    await expectHidden({
      'scopes.yaml': `${text}scopes: { read: Read }\nroutes: { GET /: read }\n`,
    })
  })

  test('a suite', async () => {
    const text = `users:\n  alice: { pasword: ${SECRET}, roles: [editr] }\ntests:\n  - as: { user: alice, token: ${SECRET} }\n    allw: [GET /]\n`
    await expectHidden({ 'scopes.test.yaml': text }, SECRET, ['test', 'test --json'])
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ'
    const given = `tests:\n  - { as: [{ token: ${jwt} }, { role: editr }], allow: [GET /] }\n`
    await expectHidden({ 'scopes.test.yaml': given }, jwt.slice(0, 30), ['test', 'test --json'])
  })

  test('an OpenAPI document', async () => {
    const text = `openapi: 3.0.3\ninfo: { title: x }\nx: { client_secret: ${SECRET}, a: b: c }\n`
    await expectHidden({ 'api.yaml': text }, SECRET, ['import openapi api.yaml'])
    const json = `{ "openapi": "3.0.3", "api_key": "${SECRET}", x }`
    await expectHidden({ 'api.json': json }, SECRET, ['import openapi api.json'])
  })
})
