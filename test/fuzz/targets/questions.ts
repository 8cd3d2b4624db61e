import fc from 'fast-check'
import { expect } from 'vitest'
import { naiveContains } from '../../support/oracles.js'
import { ask, documentsIn } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'

const ROUTES = {
  'GET /items': 'read',
  'GET /items/{id}': 'read',
  'GET /items/{id}/parts/{part}': 'admin',
  'GET /files/{path*}': 'write',
  'POST /items/{id}:stop': 'write',
  'GET /a/{x}.{y}': 'read',
  'GET /%C3%A9/v{n}': 'read',
  'GET /open': 'public',
}
const place = placeFor({
  'scopes.yaml': `${SMALL.split('routes:')[0]}routes: ${JSON.stringify(ROUTES)}\n`,
  'users.yaml': USERS,
})
const PATHS = [
  ...[
    'GET /items',
    'HEAD /items/42',
    'GET /items/a%C3%A9',
    'GET /files/a/b/c',
    'POST /items/7:stop',
  ],
  ...['GET /a/b.c', 'GET /%C3%A9/v1', 'GET /open', 'GET /items/{id}', 'GET /items/1/parts/2'],
]
const PATH_WORDS = [
  '%2F',
  '%2f',
  '%41',
  '%zz',
  '//',
  '/./',
  '/../',
  ';a=b',
  '?q',
  '#f',
  '{id}',
  ' ',
  'PUT',
  'get',
  'http://x',
  '%',
  '%80',
  '*',
]

const READABLE = PATHS.filter((each) => !/stop|files|parts/.test(each))
/** Another spelling of a path that is allowed, which most edits are not. */
const respelled = fc
  .tuple(fc.constantFrom(...READABLE), fc.nat({ max: 100 }), fc.constantFrom(...PATH_WORDS))
  .map(([text, at, word]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + word + text.slice(place)
  })

/** A path is allowed only by a route whose regular expression contains it, and only if that one's scope is held. */
export const path = target<string>({
  name: 'path',
  weight: 2,
  inputs: fc.oneof(edited(PATHS, PATH_WORDS), respelled),
  controls: READABLE,
  async check(text) {
    const args = ['check', '--role=viewer', `--route=${text}`, '--json']
    const { exit, stdout } = await ask(args, { cwd: place(), env: ENV })
    if (exit === 2) await ask(args.slice(0, -1), { cwd: place(), env: ENV })
    if (exit !== 0) return 'refused'
    const { route } = JSON.parse(stdout) as {
      route: { method: string; template: string; path: string | null }
    }
    const needs = ROUTES[`${route.method} ${route.template}` as keyof typeof ROUTES]
    expect(['read', 'public']).toContain(needs)
    // An origin, a query and a fragment are not part of the path.
    const [, method = '', asked = ''] =
      /^(\S+) +(?:https?:\/\/[^/?#]*)?([^?#]*)/i.exec(text.trim()) ?? []
    expect([route.method, route.method === 'GET' ? 'HEAD' : route.method]).toContain(
      method.toUpperCase(),
    )
    if (asked === route.template) return 'accepted'
    expect(naiveContains(route.template, asked), text).toBe(true)
    expect(decodeURIComponent(asked).split('/'), text).toHaveLength(asked.split('/').length)
    expect(decodeURIComponent(asked), text).not.toMatch(/\/\/|\/\.\.?(?:\/|$)|[;\\\0]/)
    return 'accepted'
  },
})

const STATEMENTS = [
  ...[
    'no role without write reaches POST /items/{id}:stop',
    'no user reaches GET /items/*, GET /a/*',
  ],
  ...[
    'GET /files/* needs write or admin',
    'GET /items/{id}/parts/{part} needs read and admin',
    'nobody holds admin and write',
  ],
  ...[
    'nobody with 2 roles holds admin and write',
    'public = GET /open',
    'no token without role editor reaches GET /items',
  ],
]
const GRAMMAR = [
  'no',
  'nobody',
  'without',
  'reaches',
  'needs',
  'holds',
  'and',
  'or',
  'with',
  'roles',
  'token',
  'client',
  'public =',
  'undecided =',
  ',',
  '*',
  '"read"',
  '99999999999999999999',
]

/** A statement is proved, refuted or refused; `public =` is proved only if it names exactly what is public. */
export const statement = target<string>({
  name: 'statement',
  inputs: edited(STATEMENTS, GRAMMAR),
  controls: ['no role without write reaches POST /items/{id}:stop', 'public = GET /open'],
  async check(text) {
    const run = (...args: string[]) =>
      ask(['prove', ...args, '--', text], { cwd: place(), env: ENV })
    const json = await run('--json')
    expect((await run()).exit).toBe(json.exit)
    if (json.exit === 2) return 'refused'
    const { proofs } = JSON.parse(json.stdout) as { proofs: { outcome: string }[] }
    expect(proofs).toHaveLength(1)
    expect(json.exit).toBe(proofs[0]?.outcome === 'proved' ? 0 : 5)
    const named = /^\s*public\s*=\s*(.*)$/s.exec(text)?.[1]
    if (named !== undefined && json.exit === 0 && !named.includes('*')) {
      const names = named.split(',').map((name) => name.replace(/[\s"]+/g, ' ').trim())
      expect([...new Set(names)]).toEqual(['GET /open'])
    }
    return json.exit === 0 ? 'accepted' : 'refused'
  },
})

const GLOBS = [
  '/items*items',
  '/o*open',
  '/items/*',
  '/*',
  '*parts*',
  '/items',
  '/files/{path\\*}',
  '*',
  '/a/*.*',
  '/%C3%A9/*',
]

/** A glob chooses what its regular expression chooses; one that chooses nothing is an error. */
export const glob = target<string>({
  name: 'glob',
  inputs: edited(GLOBS, ['*', '**', '?', '[a-z]', '{', '}', '.', '/', '\\*', '|', '+']),
  controls: ['/items/*', '*', '/items'],
  async check(text) {
    const args = ['matrix', '--format', 'json', `--path=${text}`]
    const { exit, stdout } = await ask(args, { cwd: place(), env: ENV })
    const source = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const chosen = Object.keys(ROUTES).filter((name) =>
      new RegExp(`^${source.join('.*')}$`, 's').test(name.split(' ')[1] ?? ''),
    )
    if (exit !== 0) {
      expect(exit).toBe(2)
      if (!/\\/.test(text) && text !== '') expect(chosen).toEqual([])
      return 'refused'
    }
    const { rows } = JSON.parse(stdout) as { rows: { method: string; template: string }[] }
    expect(rows.map((each) => `${each.method} ${each.template}`)).toEqual(chosen)
    return 'accepted'
  },
})

const LINES = [
  '{"as":{"user":"alice"},"route":"GET /items"}\n{"as":{"role":"viewer"},"need":"read"}\n',
  '{"as":{"scopes":"write"},"route":"GET /files/a"}\n{"as":"anonymous","route":"GET /open"}\n',
  '{"as":{"client":"bot"},"need":["read","write"],"any":true}\n{"as":{"anonymous":true},"route":"GET /open","expect":"allow"}\n',
]

/** Each line of a batch gets the answer that its question gets alone, in order, and the worst one decides the exit code. */
export const batch = target<string>({
  name: 'batch',
  inputs: edited(LINES, [
    '"token":"env:T"',
    '"expect":"403"',
    '"at":0',
    '\n',
    '{}',
    '"route":',
    '"user":"bob"',
    '[',
    '{"as":',
  ]),
  controls: [LINES[0] ?? ''],
  async check(text) {
    const cwd = place()
    const run = (input: string) =>
      ask(['check', '--batch', '-', '--json'], { cwd, env: ENV, input })
    const { exit, stdout } = await run(text)
    const answers = documentsIn(stdout)
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length === 0 || answers.length !== lines.length) {
      expect(exit).toBe(2)
      return 'refused'
    }
    for (const [i, line] of lines.entries()) {
      const [alone] = documentsIn((await run(`${line}\n`)).stdout)
      expect(alone?.['exit']).toBe(answers[i]?.['exit'])
    }
    if (exit === 0) expect(answers.map((each) => each['exit'])).toEqual(answers.map(() => 0))
    for (const [i, line] of lines.entries()) {
      if (answers[i]?.['exit'] === 0) expect(Object(parse(line))).toHaveProperty('as')
    }
    return exit === 0 ? 'accepted' : 'refused'
  },
})
