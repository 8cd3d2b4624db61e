import { describe, expect, test } from 'vitest'
import { codesOf, importOf, routesOf, withSecurity } from './support.js'

const ignore = { optional: 'ignore' } as const
const routeOf = (security: unknown, options?: object) =>
  routesOf(withSecurity(security), options)['GET /x']

describe('OAS3: {} beside other alternatives', () => {
  test.each([
    [[{}, { oauth: ['read'] }], 'read'],
    [[{ oauth: ['read'] }, {}, { oauth: ['write'] }, {}], { any: ['read', 'write'] }],
    [[{ oauth: [] }, {}], 'authenticated'],
    [[{}, { key: [] }], { any: [{ scheme: 'key' }] }],
  ])('%j: public by default, else what remains', (security, remains) => {
    expect(routeOf(security)).toBe('public')
    expect(routeOf(security, { optional: 'public' })).toBe('public')
    expect(routeOf(security, ignore)).toEqual(remains)
    const { findings } = importOf(withSecurity(security), ignore)
    expect(findings.find(({ code }) => code === 'openapi-optional-ignored')?.args).toEqual({
      routes: ['GET /x'],
    })
    expect(codesOf(importOf(withSecurity(security)))).toContain('openapi-optional')
  })
  test.each([[[{}]], [[{}, {}]], [[]]])('%j has nothing else: public', (security) => {
    expect(routeOf(security, ignore)).toBe('public')
    expect(codesOf(importOf(withSecurity(security), ignore))).not.toContain(
      'openapi-optional-ignored',
    )
  })
  test.each([[[{}, 5]], [[{}, { '': [] }]], [[{}, { oauth: 'read' }]]])(
    '%j is malformed, and stays undecided',
    (security) => {
      expect(routeOf(security, ignore)).toBe('undecided')
    },
  )
})
