import { describe, expect, test } from 'vitest'
import { count, judgeWhole, type RunOptions } from '../../../src/core/suite/run.js'
import { runSuite } from '../../../src/core/suite/run-suite.js'
import { codesOf } from '../../io/support.js'
import { realTokens } from './present.js'
import { CATALOG, type Files, files, shown, suiteOf } from './support.js'

const IMPLIED = CATALOG.replace('audience: api', 'audience: api, enforce: implied')
const LITERAL = CATALOG.replace('audience: api', 'audience: api, enforce: literal')

const run = (text: string, known: Files = files(), options: Partial<RunOptions> = {}) =>
  runSuite(suiteOf(text, known), known.catalog, {
    present: realTokens(known),
    tokens: true,
    bail: false,
    ...options,
  })

/** One assertion, with and without tokens: `passed`, or why not. */
async function ask(as: string, expectation: string, known = files()): Promise<string> {
  // A brace would open a map in a list in brackets.
  const quoted = expectation.replace(/(?<=[[ ])[A-Z]+ \/[^,\]]*/g, (route) => JSON.stringify(route))
  const text = `tests: [{ as: ${as}, ${quoted} }]`
  const [slow] = await run(text, known)
  const [fast] = await run(text, known, { tokens: false })
  expect(fast).toEqual(slow)
  return slow?.outcome === 'failed' && slow.why ? shown(slow.why) : String(slow?.outcome)
}

describe('an expectation is met by exactly its statuses', () => {
  const BOB = '{ user: bob }'
  test.each([
    ['allow: [GET /items/]', 'passed'],
    ['allow: [GET /users/{id}]', 'passed'],
    ['allow: [DELETE /users/{id}]', 'missing-scopes'],
    ['forbidden: [DELETE /users/{id}]', 'passed'],
    ['deny: [DELETE /users/{id}]', 'passed'],
    ['unauthorized: [DELETE /users/{id}]', 'missing-scopes'],
    ['deny: [GET /health]', '14:3 why-level GET /health'],
    ['forbidden: [GET /me]', '15:3 why-level GET /me'],
    ['forbidden: [GET /users/{id}]', '4:3 why-holds bob'],
    ['deny: [GET /items/]', '10:3 why-holds reader'],
    ['deny: [POST /items/]', '11:3 why-holds editor'],
    ['allow: [GET /files/{path*}]', 'only-other-ways'],
    ['forbidden: [GET /files/{path*}]', 'passed'],
  ])('bob, %s: %s', async (expectation, outcome) => {
    expect(await ask(BOB, expectation)).toBe(outcome)
  })

  test.each([
    ['{ anonymous: true }', 'unauthorized: [GET /me]', 'passed'],
    ['{ anonymous: true }', 'forbidden: [GET /me]', 'no-token'],
    ['{ anonymous: true }', 'deny: [GET /me]', 'passed'],
    ['{ anonymous: true }', 'allow: [GET /health]', 'passed'],
    ['{ user: carol }', 'unauthorized: [GET /items/]', 'passed'],
    ['{ user: carol }', 'allow: [GET /items/]', 'subject-disabled'],
    ['{ user: alice }', 'allow: [DELETE /users/{id}]', 'passed'],
    ['{ role: admin }', 'allow: [DELETE /users/{id}]', 'passed'],
    ['{ client: ci-bot }', 'allow: [GET /items/]', 'passed'],
    ['{ role: [editor, admin] }', 'allow: [POST /items/, DELETE /users/{id}]', 'passed'],
    ['{ user: alice, scope: users:delete }', 'forbidden: [DELETE /users/{id}]', 'passed'],
    ['{ user: alice, scope: admin }', 'allow: [DELETE /users/{id}]', 'passed'],
    ['{ scopes: users:read users:delete }', 'allow: [DELETE /users/{id}]', 'passed'],
  ])('%s, %s: %s', async (as, expectation, outcome) => {
    expect(await ask(as, expectation)).toBe(outcome)
  })
})

describe('a flaw passes only for its own reason', () => {
  test.each([
    ['expired', 'unauthorized', 'passed'],
    ['not-yet-valid', 'unauthorized', 'passed'],
    ['wrong-audience', 'deny', 'passed'],
    ['wrong-issuer', 'unauthorized', 'passed'],
    ['wrong-key', 'unauthorized', 'passed'],
    ['bad-signature', 'unauthorized', 'passed'],
    ['alg-none', 'unauthorized', 'passed'],
    ['hs-with-public-key', 'unauthorized', 'passed'],
    ['no-subject', 'unauthorized', 'passed'],
    ['expired', 'forbidden', 'token-expired'],
    ['unscoped', 'forbidden', 'passed'],
    ['scope-wrong-type', 'forbidden', 'passed'],
    ['scope-lookalike', 'forbidden', 'passed'],
    ['unscoped', 'unauthorized', 'missing-scopes'],
  ])('%s, %s: %s', async (flaw, word, outcome) => {
    expect(await ask(`{ user: alice, flaw: ${flaw} }`, `${word}: [GET /items/]`)).toBe(outcome)
  })

  test('a disabled user is denied, but not because of a flaw', async () => {
    expect(await ask('{ user: carol, flaw: expired }', 'unauthorized: [GET /items/]')).toBe(
      'why-other-reason',
    )
  })

  test('on a public route the token is not checked', async () => {
    expect(await ask('{ user: alice, flaw: expired }', 'allow: [GET /health]')).toBe('passed')
  })

  test('a flaw that the catalog cannot express is an invalid question', async () => {
    const known = files(CATALOG.replace('audience: api', 'audience: any'))
    const text = 'tests: [{ as: { user: alice, flaw: wrong-audience }, deny: [GET /me] }]'
    for (const tokens of [true, false]) {
      expect(await codesOf(() => run(text, known, { tokens }))).toEqual(['flaw-not-expressible'])
    }
  })
})

describe('if the two views differ', () => {
  const text = 'allow: [GET /users/{id}]'
  test.each([
    [CATALOG, '{ scopes: admin }', text, 'views-differ'],
    [CATALOG, '{ scopes: admin }', 'deny: [GET /users/{id}]', 'views-differ'],
    [LITERAL, '{ scopes: admin }', 'forbidden: [GET /users/{id}]', 'passed'],
    [IMPLIED, '{ scopes: admin }', text, 'passed'],
    [CATALOG, '{ user: alice, flaw: implied-only }', text, 'views-differ'],
    [LITERAL, '{ user: alice, flaw: implied-only }', 'forbidden: [GET /users/{id}]', 'passed'],
    [IMPLIED, '{ user: alice, flaw: implied-only }', text, 'passed'],
  ])('the catalog must say which one counts (%#)', async (catalog, as, expectation, outcome) => {
    expect(await ask(as, expectation, files(catalog))).toBe(outcome)
  })
})

describe('undecided routes', () => {
  const table = (cell: string, route: string) =>
    `subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { ${route}: "${cell}" } }`
  test.each([
    ['?', 'POST /exports', 'passed'],
    ['?', 'GET /items/', 'failed'],
  ])('%s at %s: %s', async (cell, route, outcome) => {
    for (const tokens of [true, false]) {
      expect((await run(table(cell, route), files(), { tokens }))[0]?.outcome).toBe(outcome)
    }
  })
})

describe('the run', () => {
  const TEXT = [
    'tests:',
    '  - { as: { role: editor }, allow: [GET /me] }',
    '  - { as: { role: editor }, skip: later, deny: [GET /me] }',
    '  - { as: { role: editor }, deny: [GET /me, GET /health] }',
    '  - { as: { user: bob }, allow: [GET /me] }',
  ].join('\n')
  const outcomes = async (bail: boolean) =>
    (await run(TEXT, files(), { bail })).map(({ outcome }) => outcome)

  test('evaluates everything that is not skipped', async () => {
    expect(await outcomes(false)).toEqual(['passed', 'skipped', 'failed', 'failed', 'passed'])
  })

  test('stops at the first failure with bail, and counts the rest', async () => {
    expect(await outcomes(true)).toEqual(['passed', 'skipped', 'failed'])
    const known = files()
    const options = { present: realTokens(known), tokens: true, bail: true }
    const { results } = await judgeWhole(suiteOf(TEXT, known), known.catalog, options)
    const counts = count(results, 5)
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1, undecided: 0, notRun: 2 })
  })

  test('makes one token per subject', async () => {
    const known = files()
    let made = 0
    const present: RunOptions['present'] = (subject) => {
      made++
      return realTokens(known)(subject)
    }
    await run(TEXT, known, { present })
    expect(made).toBe(2)
  })

  test('makes some tokens ahead, but reports a failure only when that token is needed', async () => {
    const flawed = '  - { as: { user: alice, flaw: wrong-audience }, deny: [GET /me] }'
    const none = files(CATALOG.replace('audience: api', 'audience: any'))
    expect(await codesOf(() => run(`${TEXT}\n${flawed}`, none))).toEqual(['flaw-not-expressible'])
    const [, , failed] = await run(`${TEXT}\n${flawed}`, none, { bail: true })
    expect(failed?.outcome).toBe('failed')

    const names = Array.from({ length: 100 }, (_, i) => `scope-${i}`)
    const known = files(
      CATALOG.replace('scopes:', `scopes:\n${names.map((name) => `  ${name}: One`).join('\n')}`),
    )
    const many = names.map((name) => `  - { as: { scopes: ${name} }, allow: [GET /me] }`)
    let [now, most] = [0, 0]
    const present: RunOptions['present'] = async (subject) => {
      most = Math.max(most, ++now)
      const presented = await realTokens(known)(subject)
      now--
      return presented
    }
    await run(['tests:', ...many].join('\n'), known, { present })
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(64)
  })
})

describe('statements', () => {
  const known = files()
  const proved = async (text: string, options: Partial<RunOptions> = {}) =>
    (await run(text, known, options)).map(({ assertion, outcome, ...rest }) => [
      assertion?.name ?? ('always' in rest ? rest.always.name : ''),
      outcome,
    ])
  const ALWAYS = 'always: [public = GET /me, public = GET /health]'

  test('a suite that has nothing else is run: each statement has a result', async () => {
    expect(await proved(ALWAYS)).toEqual([
      ['public = GET /me', 'failed'],
      ['public = GET /health', 'passed'],
    ])
    expect(await proved(ALWAYS, { bail: true })).toEqual([['public = GET /me', 'failed']])
    const [refuted] = await run(ALWAYS)
    expect(refuted && 'proof' in refuted && refuted.proof.witness).toEqual({
      ...{ is: 'level', route: 'GET /health', level: 'public' },
    })
  })

  test('come after the assertions, unless the run stops there', async () => {
    const test = 'tests: [{ as: { anonymous: true }, allow: [GET /me] }]'
    expect((await proved(`${test}\n${ALWAYS}`)).length).toBe(3)
    expect(await proved(`${test}\n${ALWAYS}`, { bail: true })).toEqual([
      ['anonymous GET /me', 'failed'],
    ])
  })

  test('about users are about those of the suite', async () => {
    const users = 'users: { eve: { scopes: [admin] } }\nalways: [nobody holds admin and write]'
    expect((await proved(`${users.replace('[admin]', '[admin, write]')}`))[0]?.[1]).toBe('failed')
    expect((await proved(users))[0]?.[1]).toBe('passed')
  })
})
