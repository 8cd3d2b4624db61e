import { describe, expect, test } from 'vitest'
import { CATALOG_RULES } from '../../../src/core/lint/rules/index.js'
import { sayFinding } from '../../../src/report/finding-words.js'
import { cpuTimer } from '../../support/cpu-time.js'
import { found, TOKEN } from './rules-world.js'
import { lintText } from './support.js'

describe.each(CATALOG_RULES.map((rule) => [rule.code, rule] as const))(
  '%s',
  (code, { example, why }) => {
    test('is found in its bad example, with a location, and not in its good one', () => {
      const found = lintText(example.bad).filter((finding) => finding.rule === code)
      expect(found).not.toEqual([])
      for (const finding of found) {
        expect(finding.at ?? finding.file).toBeTruthy()
        expect(sayFinding(finding).says).toMatch(/^[^A-Z].*[^.]$/)
      }
      expect(lintText(example.good).filter((finding) => finding.rule === code)).toEqual([])
    })

    test('its good example has no other finding, except for what examples leave out', () => {
      const left = ['missing-issuer', 'missing-audience', 'unpinned-scope-claim']
      const others = lintText(example.good).filter(({ rule }) => !left.includes(rule))
      expect(others.map(({ rule, name }) => `${rule} ${name}`)).toEqual([])
    })

    test('its explanation fits a terminal', () => {
      for (const line of why) expect(line.length, line).toBeLessThanOrEqual(100)
    })
  },
)

describe('ignore', () => {
  const catalog = (ignore: string): string => `${TOKEN}lint: { ignore: [${ignore}] }
scopes: { a: "", b: "" }
roles: { r: { scopes: [a, b] } }
routes: { GET /a: a }
`
  const all = (text: string) =>
    lintText({ catalog: text }).map(({ rule, name }) => `${rule} ${name}`)
  test('hides the finding with that rule and name, and no other', () => {
    expect(all(catalog('{ rule: unused-scope, name: b, reason: soon }'))).toEqual([])
    expect(all(catalog('{ rule: unused-scope, name: a, reason: soon }'))).toEqual([
      'unused-ignore a',
      'unused-scope b',
    ])
    expect(all(catalog('{ rule: equal-roles, name: b, reason: soon }'))).toContain('unused-scope b')
  })
  test('an unknown rule is reported, with the nearest one; unused-ignore itself cannot be ignored', () => {
    const [unknown] = lintText({ catalog: catalog('{ rule: unused-scop, name: b, reason: x }') })
    expect(unknown?.args).toEqual({
      rule: 'unused-scop',
      name: 'b',
      unknown: true,
      similar: ['unused-scope'],
      elsewhere: undefined,
      names: [],
    })
    const own =
      '{ rule: unused-ignore, name: a, reason: x }, { rule: unused-scope, name: a, reason: x }'
    expect(all(catalog(own)).filter((each) => each.startsWith('unused-ignore'))).toHaveLength(2)
  })
})

test('a large catalog is linted in linear time', () => {
  const routes = Array.from({ length: 12_000 }, (_, i) => `  GET /r${i}/{id}: s${i % 1000}\n`)
  const scopes = Array.from({ length: 1000 }, (_, i) => `  s${i}: ''\n`)
  const catalog = `scopes:\n${scopes.join('')}routes:\n${routes.join('')}`
  const spent = cpuTimer()
  lintText({ catalog })
  expect(spent()).toBeLessThan(20_000) // 0.1 s alone
})

test('roles as a chain of 2,000 are compared without keeping all their grants', () => {
  const names = Array.from({ length: 2000 }, (_, i) => i)
  const roles = names.map(
    (i) => `  r${i}: { scopes: [s${i}]${i > 0 ? `, extends: [r${i - 1}]` : ''} }\n`,
  )
  const scopes = names.map((i) => `  s${i}: ''\n`)
  const twin = '  twin: { extends: [r1999] }\n'
  const catalog = `scopes:\n${scopes.join('')}roles:\n${roles.join('')}${twin}`
  const spent = cpuTimer()
  expect(found('equal-roles', catalog)).toEqual(['4003:3 twin'])
  expect(spent()).toBeLessThan(30_000)
})

describe('chains of 10,000', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => i)
  const below = (key: string, i: number, name: string) =>
    i < 9999 ? `, ${key}: [${name}${i + 1}]` : ''

  test('implied scopes are linted in little more than linear time', () => {
    const scopes = names.map((i) => `  s${i}: { description: S${below('implies', i, 's')} }\n`)
    const catalog = `scopes:\n${scopes.join('')}roles: { r: { scopes: [s9999, s0] } }
routes: { GET /a: s9999 }\n`
    const spent = cpuTimer()
    expect(found('redundant-grant', catalog)).toEqual(['10002:24 role r s9999'])
    expect(found('unused-scope', catalog)).toEqual([])
    expect(spent()).toBeLessThan(20_000) // 1.2 s alone, 25 s when each scope's implied ones were listed
  })

  test('so are roles that extend each other', () => {
    const scopes = names.map((i) => `  s${i}: S\n`)
    const roles = names.map((i) => `  r${i}: { scopes: [s${i}]${below('extends', i, 'r')} }\n`)
    const twin = '  twin: { extends: [r0], scopes: [s5000] }\n'
    const catalog = `scopes:\n${scopes.join('')}roles:\n${roles.join('')}${twin}`
    const spent = cpuTimer()
    expect(found('equal-roles', catalog)).toEqual(['20003:3 twin'])
    expect(found('redundant-grant', catalog)).toEqual(['20003:35 role twin s5000'])
    expect(spent()).toBeLessThan(40_000) // 3 s alone, two minutes when sets were compared
  })
})

describe('a glob in an ignore', () => {
  const catalog = (ignore: string, routes = 'POST /a: public, POST /b: public, GET /x: a') =>
    `${TOKEN}lint: { ignore: [${ignore}] }
scopes: { a: A }
roles: { r: { scopes: [a] } }
routes: { ${routes} }
`
  const found = (text: string): string[] =>
    lintText({ catalog: text }).map(({ rule, name }) => `${rule} ${name}`)

  test('covers each finding of the rule whose name it matches', () => {
    expect(found(catalog('{ rule: public-mutation, name: POST /*, reason: x }'))).toEqual([])
    expect(found(catalog('{ rule: public-mutation, name: "*b", reason: x }'))).toEqual([
      'public-mutation POST /a',
    ])
  })

  test('that matches nothing is reported, and the rule is never a glob', () => {
    expect(found(catalog('{ rule: public-mutation, name: "PUT *", reason: x }'))).toContain(
      'unused-ignore PUT *',
    )
    expect(found(catalog('{ rule: "public-*", name: "*", reason: x }'))).toEqual([
      'unused-ignore *',
      'public-mutation POST /a',
      'public-mutation POST /b',
    ])
  })

  test('a name with a star of its own is that name only', () => {
    const routes = '"POST /f/{p*}": public, "POST /f/{p}/x/{q*}": public, GET /x: a'
    const ignore = '{ rule: public-mutation, name: "POST /f/{p*}", reason: x }'
    expect(found(catalog(ignore, routes))).toContain('public-mutation POST /f/{p}/x/{q*}')
  })
})
