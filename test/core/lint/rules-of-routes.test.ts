import { describe, expect, test } from 'vitest'
import { found } from './rules-world.js'
import { lintText } from './support.js'

describe('overlaps', () => {
  const routes = (...lines: string[]): string =>
    `scopes: { a: "", b: "" }\nroutes:\n${lines.map((line) => `  ${line}\n`).join('')}`
  test('first match: wider before narrower, with another requirement and the same method', () => {
    const catalog = routes(
      'GET /x/{id}: a',
      'GET /x/me: b',
      'GET /x/you: a',
      'POST /x/me: b',
      'GET /f/{path*}: a',
      'GET /f/top/{id}: b',
      'GET /f/: b',
      'GET /y/me: b',
      'GET /y/{id}: a',
    )
    expect(found('first-match-overlap', catalog)).toEqual([
      '4:3 GET /x/me',
      '8:3 GET /f/top/{id}',
      '9:3 GET /f/',
    ])
    expect(found('ambiguous-overlap', catalog)).toEqual([])
  })
  test('ambiguous: partial segments, tails, and not if a third route decides', () => {
    expect(found('ambiguous-overlap', routes('GET /a{x}: a', 'GET /{y}b: b'))).toEqual([
      '4:3 GET /{y}b',
    ])
    expect(found('ambiguous-overlap', routes('GET /a{x}: a', 'GET /b{y}: b'))).toEqual([])
    expect(found('ambiguous-overlap', routes('GET /{k}/z: a', 'GET /f/{p*}: b'))).toEqual([
      '4:3 GET /f/{p*}',
    ])
    const settled = ['GET /{k}/z: a', 'GET /f/{p*}: b', 'GET /f/z: a']
    expect(found('ambiguous-overlap', routes(...settled))).toEqual([])
    // An empty tail is a shared path, and may be the only one.
    expect(found('ambiguous-overlap', routes('GET /{x}/: a', 'GET /f/{p*}: b'))).toEqual([
      '4:3 GET /f/{p*}',
    ])
    const slash = ['GET /{x}/: a', 'GET /f/{p*}: b', 'GET /f/: b']
    expect(found('ambiguous-overlap', routes(...slash))).toEqual([])
    // One of the shared paths is decided, the others are not.
    const partly = ['GET /a{x}: a', 'GET /{y}b: b', 'GET /ab: a']
    expect(found('ambiguous-overlap', routes(...partly))).toEqual(['4:3 GET /{y}b'])
    // All longer shared paths are decided, but not `/ab`; then that one too.
    const longer = ['GET /a{x}: a', 'GET /{y}b: b', 'GET /a{z}b: a']
    expect(found('ambiguous-overlap', routes(...longer))).toEqual(['4:3 GET /{y}b'])
    expect(found('ambiguous-overlap', routes(...longer, 'GET /ab: a'))).toEqual([])
    // A hole never matches part of an escape, and `..` is in no path.
    expect(found('ambiguous-overlap', routes('GET /{a}9: a', 'GET /%C3%A9: b'))).toEqual([])
    // Two that require the same are not ambiguous, even where a third one makes it ambiguous.
    const three = ['GET /a{x}: a', 'GET /{y}b: a', 'GET /{z}c{w}: b']
    expect(found('ambiguous-overlap', routes(...three))).toEqual([
      '5:3 GET /{z}c{w}',
      '5:3 GET /{z}c{w}',
    ])
    // Two tails share rests of every length: decided only for some lengths, and for all.
    const tails = ['GET /{x}/g/{q*}: a', 'GET /f/{p*}: b', 'GET /f/g/{y}/{r*}: a']
    expect(found('ambiguous-overlap', routes(...tails))).toEqual(['4:3 GET /f/{p*}'])
    const short = ['GET /f/g/: a', 'GET /f/g/{y}: a']
    expect(found('ambiguous-overlap', routes(...tails, ...short))).toEqual([])
  })
})

describe('spelling-overlap', () => {
  const routes = (...lines: string[]): string =>
    `scopes: { a: "", b: "" }\nroutes:\n${lines.map((line) => `  ${line}\n`).join('')}`
  const args = (catalog: string) =>
    lintText({ catalog })
      .filter(({ rule }) => rule === 'spelling-overlap')
      .map((finding) => finding.args)
  test.each([
    ['case', ['GET /x/{id}: public', 'GET /x/me: a'], 'GET /x/ME'],
    ['case of one segment', ['GET /x/{y}/z: public', 'GET /x/me/z: a'], 'GET /x/ME/z'],
    ['case of all segments', ['GET /x: a', 'GET /{p}: b', 'GET /X: public'], 'GET /X'],
    ['case of a part', ['GET /admin: a', 'GET /Admin: public'], 'GET /Admin'],
    [
      'case of a part before a rest',
      ['GET /admin/{p*}: a', 'GET /Admin/{id}: public'],
      'GET /Admin/x',
    ],
    [
      'case of a part before a parameter',
      ['GET /admin/{id}: a', 'GET /Admin/x: public'],
      'GET /Admin/x',
    ],
    ['case of two parts', ['GET /a/b/c: a', 'GET /A/b/C: public'], 'GET /A/b/C'],
    [
      'case next to a parameter',
      ['GET /v1/{id}:stop: a', 'GET /v1/{id}:Stop: public'],
      'GET /v1/x:Stop',
    ],
    ['case and a slash', ['GET /Ab/{id}: a', 'GET /aB/{x}/: public'], 'GET /aB/x/'],
    ['a rest, and case before it', ['GET /Ab/cd: a', 'GET /aB/{p*}: public'], 'GET /aB/cd'],
    ['an extra slash', ['GET /{p*}: public', 'GET /{x}: a'], 'GET /x/'],
    ['a missing slash', ['GET /{x}: public', 'GET /me/: a'], 'GET /me'],
    ['text next to a parameter', ['GET /{x}: public', 'GET /v{n}: a'], 'GET /Vx'],
    ['the rest of a path', ['GET /{p*}: public', 'GET /x/{q*}: a'], 'GET /X/x'],
    ['two routes that are spellings of each other', ['GET /x: a', 'GET /x/: public'], 'GET /x/'],
    ['another scope', ['GET /{p*}: a', 'GET /x: b'], 'GET /x/'],
    ['another way in', ['GET /{p*}: { any: [a, { scheme: Key }] }', 'GET /x: a'], 'GET /x/'],
  ])('%s', (_what, lines, path) => {
    expect(args(routes(...lines))).toMatchObject([{ path }])
  })
  test.each([
    ['the wider one is as strict', ['GET /{p*}: a', 'GET /x: a']],
    ['the wider one is stricter', ['GET /{p*}: a b', 'GET /x: a', 'GET /y: public']],
    ['another method', ['POST /{p*}: public', 'GET /x: a']],
    ['no route takes the other spellings', ['GET /x: a', 'GET /y/{p*}: public']],
    [
      'a stricter route takes them',
      ['GET /{p*}: public', 'GET /{x}: a', 'GET /{x}/: a', 'GET /y: a'],
    ],
    ['no letters with case', ['GET /1/{p*}: a', 'GET /{x}/{p*}: public']],
    ['escapes', ['GET /%C3%A9/{p*}: a', 'GET /{x}/{p*}: public']],
    ['undecided', ['GET /{p*}: public', 'GET /x: undecided']],
  ])('not where %s', (_what, lines) => {
    expect(args(routes(...lines))).toEqual([])
  })
  test('one finding for a wide route, at its location, however many narrower ones there are', () => {
    const catalog = routes('GET /x: a', 'GET /y: b', 'GET /{p*}: public', 'GET /z/{id}: a')
    expect(found('spelling-overlap', catalog)).toEqual(['5:3 GET /{p*}'])
    expect(args(catalog)).toEqual([
      { route: 'GET /{p*}', other: 'GET /x', path: 'GET /x/', more: 2 },
    ])
  })
})

describe('token settings', () => {
  const base = (token: string, profiles = ''): string =>
    `token: ${token}\n${profiles}scopes: { a: "" }\n`
  test('a profile is reported for what it sets itself, the base for what is left out', () => {
    const catalog = base(
      '{ issuer: any, algorithm: HS256, lifetime: 48h }',
      'profiles:\n  p: { issuer: https://idp.test }\n  q: { audience: any, lifetime: 10m }\n',
    )
    expect(found('any-issuer-or-audience', catalog)).toEqual([
      '1:18 token issuer',
      '4:18 profiles.q audience',
    ])
    expect(found('symmetric-production', catalog)).toEqual(['3:16 profiles.p'])
    expect(found('long-lifetime', catalog)).toEqual(['1:51 token'])
    expect(found('missing-audience', catalog)).toEqual(['1:1 token'])
    expect(found('missing-issuer', catalog)).toEqual([])
  })
  test('without `token:` the location is the top of the file', () => {
    expect(found('missing-issuer', 'scopes: { a: "" }')).toEqual(['1:1 token'])
  })
  test.each(['http://localhost:3', 'http://127.0.0.2/', 'http://[::1]:80'])(
    '%s is this machine',
    (i) => {
      expect(found('symmetric-production', base(`{ issuer: "${i}", algorithm: HS512 }`))).toEqual(
        [],
      )
    },
  )
  test.each(['items', 'http://localhost.evil.test', 'http://10.0.0.1'])('%s is not', (i) => {
    const catalog = base(`{ issuer: [http://localhost, "${i}"], algorithm: HS512 }`)
    expect(found('symmetric-production', catalog)).toHaveLength(1)
  })
  test('24 hours are not too long', () => {
    expect(found('long-lifetime', base('{ lifetime: 24h }'))).toEqual([])
  })
})

test('public-mutation: not for methods that only read', () => {
  const catalog = `scopes: { a: "" }
routes: { GET /a: public, HEAD /a: public, OPTIONS /a: public, PUT /a: public, DELETE /a: a }
`
  expect(found('public-mutation', catalog)).toEqual(['2:64 PUT /a'])
})

test('dead-alternative: what needs a token beside any accepted token', () => {
  const catalog = `scopes: { a: "", b: "" }
routes:
  GET /1: { any: [a, authenticated, b a, a] }
  GET /2: { any: [authenticated, { scheme: Key }, { other: x }] }
  GET /3: { any: [authenticated, { all: [b, { scheme: Key }] }] }
  GET /4: { any: [authenticated, { all: [authenticated, { scheme: Key }] }] }
  GET /5: { any: [a, { all: [authenticated, { scheme: Key }] }] }
  GET /6: authenticated
`
  const findings = lintText({ catalog }).filter(({ rule }) => rule === 'dead-alternative')
  expect(findings.map(({ args }) => args)).toEqual([
    { route: 'GET /1', alternatives: ['a', 'b + a'], scopes: ['a', 'b'] },
    { route: 'GET /3', alternatives: ['b + Key'], scopes: ['b'] },
    { route: 'GET /4', alternatives: ['authenticated + Key'], scopes: [] },
  ])
  // A scope that is only needed there guards nothing.
  expect(found('unused-scope', catalog)).toEqual(['1:18 b'])
})

test('default-admin: implied scopes, and a DELETE route that everyone may call', () => {
  const catalog = `scopes: { a: "", b: { implies: [c] }, c: "", d: "" }
roles:
  base: { scopes: [d] }
  all: { default: true, extends: [base], scopes: [a, b] }
  other: { scopes: [b] }
routes:
  DELETE /x: { any: [d, a c] }
  DELETE /y: authenticated
`
  const findings = lintText({ catalog }).filter(({ rule }) => rule === 'default-admin')
  expect(findings.map(({ args }) => args)).toEqual([
    { role: 'all', scope: 'a', implies: [], route: 'DELETE /x' },
    { role: 'all', scope: 'b', implies: ['c'], route: 'DELETE /x' },
    { role: 'all', scope: 'd', implies: [], route: 'DELETE /x' },
  ])
})
