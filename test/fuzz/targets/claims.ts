import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'

const place = placeFor({ 'scopes.yaml': SMALL, 'users.yaml': USERS })
const AT = '2027-01-15T08:00:00Z'
const SEEDS = [
  'team=blue',
  'level:=3',
  'list:=["a",{"b":null}]',
  'scope=admin',
  'exp:=9e9',
  'sub=root',
  '/a/b=c',
  'email=',
  'jti=a b',
  'nbf:=1',
  'cnf:={"jkt":"x"}',
  'act:={"sub":"x"}',
  'client_id=x',
  'scp=admin',
  'permissions:=["admin"]',
  'aud=x',
  'iss=x',
]
const WORDS = [
  '=',
  ':=',
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'scp',
  'roles',
  'cnf',
  'client_id',
  'act',
  '"',
  '1e400',
]

/** A claim of a flag is in the token as it was given, and changes none that decides something. */
export const claim = target<string>({
  name: 'claim',
  inputs: edited(SEEDS, WORDS),
  controls: ['team=blue', 'level:=3', 'list:=["a",{"b":null}]'],
  async check(text) {
    const cwd = place()
    const args = ['token', '--user', 'alice', '--at', AT, `--claim=${text}`]
    const { exit, stdout } = await ask(args, { cwd, env: ENV })
    if (exit !== 0) {
      expect([exit, stdout]).toEqual([2, ''])
      await ask([...args, '--json'], { cwd, env: ENV })
      return 'refused'
    }
    const payload = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())
    const { jti, ...decides } = payload
    const now = Date.parse(AT) / 1000
    expect(decides).toMatchObject({
      ...{ iss: 'https://idp.test', sub: 'alice', aud: 'items-api' },
      ...{ iat: now, exp: now + 900, scope: 'read' },
    })
    expect(typeof jti).toBe('string')
    const [, name = '', isJson, value = ''] = /^([^=]*?)(:?)=(.*)$/s.exec(text) ?? []
    expect(payload[name]).toEqual(isJson ? JSON.parse(value) : value)
    const written = ['iss', 'sub', 'aud', 'iat', 'exp', 'jti', 'scope']
    expect([
      ...written,
      'nbf',
      'scp',
      'scopes',
      'permissions',
      'client_id',
      'cnf',
      'act',
    ]).not.toContain(name)
    expect(new Set(Object.keys(payload))).toEqual(new Set([...written, 'email', name]))
    return 'accepted'
  },
})

interface Times {
  readonly lifetime: string
  readonly at: string
  readonly leeway: string
}
const DURATIONS = ['15m', '1h30m', '90s', '7d', '366d', '1d2h3m4s', '0s', '5m', '301s']
const MOMENTS = [
  AT,
  '1800000000',
  '2027-01-15T09:00:00+01:00',
  '2027-01-15T08:00:00.5Z',
  '2027-01-15',
]

/** An accepted lifetime is what its parts add up to, and a moment what `Date` reads. */
export const times = target<Times>({
  name: 'times',
  inputs: fc.oneof(
    ...[
      { lifetime: edited(DURATIONS), at: fc.constant(AT), leeway: fc.constant('0s') },
      { lifetime: fc.constant('15m'), at: edited(MOMENTS), leeway: fc.constant('0s') },
      { lifetime: fc.constant('15m'), at: fc.constant(AT), leeway: edited(DURATIONS) },
    ].map((parts) => fc.record<Times>(parts)),
  ),
  controls: [
    { lifetime: '1h30m', at: AT, leeway: '5m' },
    { lifetime: '15m', at: '1800000000', leeway: '0s' },
  ],
  async check({ lifetime, at, leeway }) {
    const args = [
      'token',
      '--user=alice',
      `--lifetime=${lifetime}`,
      `--at=${at}`,
      `--leeway=${leeway}`,
    ]
    const { exit, stdout } = await ask([...args], { cwd: place(), env: ENV })
    if (exit !== 0) {
      expect([exit, stdout]).toEqual([2, ''])
      return 'refused'
    }
    const { iat, exp } = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())
    expect(exp - iat).toBe(naiveSeconds(lifetime))
    expect(exp - iat).toBeGreaterThanOrEqual(1)
    expect(exp - iat).toBeLessThanOrEqual(366 * 86_400)
    expect(naiveSeconds(leeway)).toBeLessThanOrEqual(300)
    expect(iat).toBe(Math.floor(/^\d+$/.test(at) ? Number(at) : Date.parse(at) / 1000))
    return 'accepted'
  },
})

function naiveSeconds(text: string): number {
  const size = { d: 86_400, h: 3600, m: 60, s: 1 }
  const parts = [...text.matchAll(/(\d+)([dhms])/g)]
  expect(parts.map(([part]) => part).join('')).toBe(text)
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * size[unit as keyof typeof size], 0)
}
