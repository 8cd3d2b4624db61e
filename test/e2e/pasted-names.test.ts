import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

// A line with a typo is answered with a hint. Whatever the hint names is put in place of the typo (or the line that it has is
// run): it never fails (1), and is never again something that cannot be asked (2).

const CATALOG = `
token: { enforce: literal, key: file:keys.json }
profiles: { dev: { algorithm: HS256, key: env:SECRET_KEY } }
scopes: { read: Read, write: Write, 'billing:read': See bills, 'billing:pay': Pay }
roles: { reader: { default: true, scopes: [read] }, support: { scopes: [write] }, cashier: { scopes: ['billing:pay'] } }
routes:
  GET /items/: read
  POST /items/: write
  GET /items/{id}: read
  DELETE /items/{id}: write
  GET /billing/{year}/bills: billing:read
  POST /billing/{year}/bills: billing:pay
  GET /reports/daily: public
`
const KEYS = JSON.stringify({
  keys: [
    {
      ...{ kty: 'EC', crv: 'P-256', kid: 'a', alg: 'ES256' },
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    },
  ],
})
const SUITE = `tests:
  - { name: editors write, as: { role: support }, allow: ['POST /items/'] }
  - { name: readers read, as: { role: reader }, allow: ['GET /items/'] }
`
const FILES = {
  'scopes.yaml': CATALOG,
  'keys.json': KEYS,
  'users.yaml': 'users: { bob: { roles: [support] }, alice: {} }\nclients: { ci-bot: {} }\n',
  'scopes.test.yaml': SUITE,
}
const ROUTES = [
  'GET /items/',
  'POST /items/',
  'DELETE /items/7',
  'GET /billing/{year}/bills',
  'GET /reports/daily',
]
const PATHS = ['/items/*', '/billing/*', '*reports*', '/items/{id}', '*/bills']

/** Lines with a place for a name, and names that are right there. */
const LINES: readonly (readonly [line: readonly string[], names: readonly string[]])[] = [
  [
    ['who-can', '?'],
    [...ROUTES, 'write', 'bob', 'support', 'delete items/7', 'get /items/'],
  ],
  [['check', '--user', 'bob', '--route', '?'], ROUTES],
  [['can', '--user', 'bob', '--path', '?'], PATHS],
  [['matrix', '--path', '?'], PATHS],
  [
    ['lint', '--scope', '?'],
    ['billing:*', 'wr*', 'read'],
  ],
  [
    ['matrix', '--role', '?'],
    ['support', 'cash*', '*er'],
  ],
  [
    ['can', '--anonymous', '--method', '?'],
    ['GET', 'POST', 'DEL*'],
  ],
  [
    ['who-can', '--need', '?'],
    ['read', 'billing:pay'],
  ],
  [
    ['can', '--user', '?'],
    ['alice', 'bob'],
  ],
  [
    ['can', '--role', '?'],
    ['support', 'cashier'],
  ],
  [
    ['check', '?', 'write'],
    ['alice', 'support', 'ci-bot'],
  ],
  [['token', '--profile', '?', '--user', 'bob'], ['dev']],
  [['token', '--profile', 'dev', '--user', '?'], ['bob']],
  [
    ['test', '--filter', '?'],
    ['editors*', 'readers read', '*write*', 'x'],
  ],
  [
    ['lint', '--explain', '?'],
    ['unused-scope', 'public-mutation'],
  ],
  [
    ['help', '?'],
    ['matrix', 'settings', 'roles'],
  ],
  [
    ['?', '--help'],
    ['matrix', 'roles', 'routes', 'lint'],
  ],
]

const METHODS = ['GET', 'PUT', 'DELETE']
/** A typo: a letter left out, doubled or swapped with the next; a slash added or left out; another method. */
const slip = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  kind: fc.constantFrom('none', 'omit', 'double', 'swap', 'slash', 'method', 'lower', 'bare'),
})
type Slip = typeof slip extends fc.Arbitrary<infer T> ? T : never

function mistyped(name: string, { at, kind }: Slip): string {
  const i = Math.floor(at * name.length)
  const [head, letter = '', next = '', tail] = [
    name.slice(0, i),
    name[i],
    name[i + 1],
    name.slice(i + 2),
  ]
  switch (kind) {
    case 'omit':
      return head + next + tail
    case 'double':
      return head + letter + letter + next + tail
    case 'swap':
      return head + next + letter + tail
    case 'slash':
      return name.endsWith('/') ? name.slice(0, -1) : `${name}/`
    case 'method':
      return name.replace(/^[A-Z]+(?= )/, METHODS[Math.floor(at * METHODS.length)] ?? '')
    case 'lower':
      return name.toLowerCase()
    case 'bare':
      return name.replace(/^[A-Z]+ \/?/, '')
    default:
      return name
  }
}

/** The lines that a hint proposes: whole ones, or the typed one with what the hint names in place of the typo. */
function proposed(hint: string, line: readonly string[], typo: string): string[][] {
  const whole = /(?:^|: )scopectl ([^;]*)$/.exec(hint)?.[1]
  if (whole !== undefined) return [wordsOf(whole)]
  const flags = [...hint.matchAll(/with (--profile \S+)/g)].map(([, flag = '']) => flag.split(' '))
  if (flags.length > 0) return flags.map((flag) => [...line, ...flag])
  if (!/did you mean|catalog has|like|are /.test(hint)) return []
  const names = [...hint.matchAll(/`([^`]+)`|"([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '')
  return names
    .filter((name) => name !== '*')
    .map((name) =>
      name.startsWith('scopectl ')
        ? [...wordsOf(name.slice('scopectl '.length)), ...line.slice(1)]
        : line.map((word) => (word === typo ? name : word)),
    )
}

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')

test('what a hint names in place of a typo works', async () => {
  let count = 0
  const env = { SECRET_KEY: '0123456789abcdef0123456789abcdef' }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...LINES),
      fc.nat(),
      slip,
      async ([line, names], pick, how) => {
        const typo = mistyped(names[pick % names.length] ?? '', how)
        if (typo === '') return
        const cwd = tempDir(FILES)
        const typed = line.map((word) => (word === '?' ? typo : word))
        const { exit, stderr } = await scopectlHere(typed, { cwd, env })
        expect([0, 2, 3, 4, 5], `${typed.join(' ')}\n${stderr}`).toContain(exit)
        if (exit !== 2) return
        const hint = /^hint: (.*)$/m.exec(stderr)?.[1] ?? ''
        for (const words of proposed(hint, typed, typo)) {
          count++
          const done = await scopectlHere(words, { cwd, env })
          const facts = `${typed.join(' ')}\n${stderr}\n${words.join(' ')}\n${done.stderr}`
          // A proposed name may lead to the next mistake of the line, but not back to one in its place.
          expect([0, 3, 4, 5], facts).toContain(done.exit)
        }
      },
    ),
    { numRuns: Number(process.env['SITUATIONS'] ?? 60), seed: 13 },
  )
  expect(count).toBeGreaterThan(20)
})
