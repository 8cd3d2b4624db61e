import { expect, test } from 'vitest'
import { json } from '../../src/report/check-json.js'
import { jsonLine } from '../../src/report/escape.js'
import { show } from './check-world.js'
import {
  catalogOf,
  checkOf,
  HOSTILE,
  NOW,
  SAMPLE,
  signed,
  unsafeIn,
  userOf,
  usersOf,
} from './sample.js'

test('TERM1 and TERM2: the contents of a token or file reach a terminal as plain text', async () => {
  const evil = catalogOf({
    ...SAMPLE,
    roles: {
      [HOSTILE]: { scopes: ['write'] },
      r: { scopes: ['write'], when: { [HOSTILE]: HOSTILE } },
    },
    routes: {
      'GET /a': { any: ['write', { other: HOSTILE }, { scheme: HOSTILE, scopes: [HOSTILE] }] },
    },
  })
  const token = await signed({
    sub: HOSTILE,
    iss: 'http://localhost:8000',
    aud: 'items-api',
    iat: NOW,
    exp: NOW + 60,
    scope: `read ${HOSTILE.replace(' ', '')} r\u0435ad`,
  })
  const usersOfEvil = usersOf(evil, { users: { [HOSTILE]: { roles: [HOSTILE] } } })
  const asks = [
    { catalog: evil, users: usersOfEvil, token, source: `env:${HOSTILE}`, route: 'GET /a' },
    {
      catalog: evil,
      users: usersOfEvil,
      subject: userOf(usersOfEvil, HOSTILE),
      route: 'GET /a',
      explain: true,
    },
    {
      catalog: evil,
      users: usersOfEvil,
      subject: { kind: 'scopes', scopes: ['read'] },
      route: 'GET /a',
      explain: true,
    },
    {
      catalog: evil,
      users: usersOfEvil,
      token,
      source: `env:${HOSTILE}`,
      need: 'write',
      now: NOW + 99,
    },
  ] as const
  for (const ask of asks) {
    const shown = await show(ask)
    expect(unsafeIn(shown)).toEqual([])
    expect(shown.split('\n').some((line) => line.startsWith('PASS'))).toBe(false)
    expect(shown).not.toContain('r\u0435ad')
  }
})

test('TERM3: and are unchanged in JSON', async () => {
  const token = await signed({ sub: HOSTILE, exp: NOW + 60, iss: HOSTILE })
  const line = jsonLine(await json(await checkOf({ token, source: HOSTILE, need: 'read' })))
  expect(unsafeIn(line)).toEqual([])
  expect(JSON.parse(line)).toMatchObject({ status: 401, subject: { source: HOSTILE } })
  expect(line).not.toContain(token)
})
