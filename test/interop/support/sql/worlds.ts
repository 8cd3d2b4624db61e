import fc from 'fast-check'
import { type CatalogForm, load, type World, world } from '../../../support/generators.js'
import { SEED } from '../../../support/seed.js'

/** Names that end a literal, a comment or a statement somewhere, or mean something to an engine or its client. */
const SCOPES = [
  ...["it's", "''", 'a;b', '--', '/*', '*/', '${x}', '{{x}}', '%', '_', 'E', ':x', '?', '$$', '`'],
  ...["');DROP", '#', '[a]', '^', "x'41'", '|', '||', '&', '@x'],
] as const
const ROLES = [
  "o'brien",
  'a\\',
  'a\\n',
  'two\nlines',
  '名前',
  '"q"',
  '${y}',
  "'; --",
  '\t',
  'ü',
  'u\u0308',
]

const FORM: CatalogForm = {
  scopes: Object.fromEntries(
    SCOPES.map((name) => [
      name,
      name.includes('*') ? { implies: ['--'], exact: true as const } : 'what it is',
    ]),
  ),
  roles: Object.fromEntries(ROLES.map((name, i) => [name, { scopes: [SCOPES[i] ?? '--'] }])),
  routes: {
    ...Object.fromEntries(
      SCOPES.map((name, i) => [`GET /a/v${i}'${i}/{x}`, { needs: { any: [name] } }]),
    ),
    "GET /it's/{x}": { needs: { any: ["it's"] } },
    "GET /$x/{y}'{z}": { needs: { any: ['a;b'] } },
    'GET /(a,b)/{p*}': { needs: { any: ['${x}'] } },
    'GET /a.b/{x}.+{y}': { needs: { any: ['%'] } },
    'GET /%E5%90%8D/$/{x}$': { needs: { any: ['_'] } },
  },
}

/** A catalog in which every name is one of those. */
export const hostileWorld = (): World =>
  load(FORM, {
    users: Object.fromEntries(ROLES.map((name) => [`${name}!`, { roles: [name] }])),
    clients: {},
  })

/** Routes that match the same paths, equally well, in every way: HEAD and GET, equal and different requirements, undecided. */
export const clashingWorld = (): World =>
  load({
    token: { enforce: 'implied' },
    scopes: { read: 'Read', write: { implies: ['read'] }, admin: { implies: ['w*e'] } },
    roles: { reader: { scopes: ['read'], default: true }, root: { scopes: ['admin'] } },
    routes: {
      'GET /a/{x}': 'read',
      'GET /{x}/b': 'write',
      'GET /a/b': 'public',
      'GET /x/{y}': 'undecided',
      'GET /{y}/z': 'undecided',
      'GET /a/{x}/9': 'write',
      'GET /{x}/b/9': 'write',
      'GET /{x}/{y}/9': 'admin',
      'GET /{x}/{y}/{p*}': { any: [{ all: ['read', 'write'] }, { other: 'a signed cookie' }] },
      'HEAD /a/{x}': 'authenticated',
      'HEAD /x/{p*}': { all: ['read', { scheme: 'ApiKey' }] },
      'OPTIONS /{p*}': 'public',
    } as CatalogForm['routes'],
  })

/** Generated catalogs, the same in every run. */
export const generatedWorlds = (count: number): readonly World[] =>
  fc
    .sample(world, { numRuns: count * 2, seed: SEED })
    .filter(({ catalog }) => catalog.routes.length > 0)
    .slice(0, count)
