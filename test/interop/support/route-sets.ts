import fc from 'fast-check'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { isWithin, parseTemplate } from '../../../src/core/catalog/route-template.js'
import { loadCatalog } from '../../support/generators.js'

/** A generated catalog, and requests that are likely to be read in different ways. */
export interface RouteSet {
  readonly catalog: Catalog
  readonly requests: readonly { readonly method: string; readonly raw: string }[]
}

const NEEDS = ['public', 'authenticated', 'read', 'write', 'read write'] as const
const literal = fc.constantFrom(
  'a',
  'A',
  'b',
  'ab',
  'admin',
  'Admin',
  '%C3%A9',
  'v1.0',
  'x%20y',
  'a.json',
)
const mixed = fc.constantFrom(
  'a{}',
  '{}b',
  '{}.json',
  '{}:stop',
  '{}-{}',
  '{}.{}',
  '{}9',
  '{}{}',
  'a{}b',
)
const segment = fc.oneof(
  { weight: 5, arbitrary: literal },
  { weight: 4, arbitrary: fc.constant('{}') },
  { weight: 2, arbitrary: mixed },
)
const template = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '', '/', '/{}*'))
  .map(([segments, end]) => {
    const text = `/${segments.join('/')}${segments.length === 0 ? end.slice(1) : end}`
    let count = 0
    return text.replace(/\{\}(\*?)/g, (_, star: string) => `{p${count++}${star}}`)
  })
const method = fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST')
const names = fc.uniqueArray(
  fc.tuple(method, template).map((parts) => parts.join(' ')),
  { minLength: 1, maxLength: 7, selector: (name) => name.replace(/\{[^}*]*(\*?)\}/g, '{$1}') },
)

const value = fc.constantFrom(
  'a',
  'A',
  'b',
  'admin',
  'ADMIN',
  '9',
  'x.json',
  'x-y',
  '%C3%A9',
  '.a',
  'a.b.',
  'q'.repeat(101),
)
const rest = fc
  .array(value, { maxLength: 2 })
  .chain((parts) => fc.constantFrom(parts.join('/'), parts.length > 0 ? `${parts.join('/')}/` : ''))

/** A path of the template, also in another spelling. */
function pathOf(text: string): fc.Arbitrary<string> {
  const holes = [...text.matchAll(/\{[^}*]*(\*?)\}/g)].map(([, star]) => (star ? rest : value))
  return fc
    .tuple(...holes)
    .map((values) => {
      const left = [...values]
      return text.replace(/\{[^}]*\}/g, () => left.shift() ?? '')
    })
    .chain((path) =>
      fc.constantFrom(
        path,
        path,
        path.endsWith('/') ? path.slice(0, -1) : `${path}/`,
        swapCase(path, /[a-z]/),
        swapCase(path, /[a-z]+/g),
        `${path}.json`,
        path.replace(/[a-z]/, (char) => `%${char.charCodeAt(0).toString(16)}`),
        path.replace(/[^/]+$/, ''),
        path.replace(/s/, '%C5%BF'),
      ),
    )
}

const swapCase = (path: string, which: RegExp): string =>
  path.replace(/(%[0-9A-F]{2})|([^%]+)/g, (text, hex) =>
    hex ? text : text.replace(which, (char: string) => char.toUpperCase()),
  )

export const routeSet: fc.Arbitrary<RouteSet> = names.chain((all) =>
  fc
    .record({
      needs: fc.array(fc.constantFrom(...NEEDS), { minLength: all.length, maxLength: all.length }),
      requests: fc.array(
        fc.constantFrom(...all).chain((name) => {
          const [by = '', text = ''] = name.split(' ')
          const methods = by === 'GET' ? fc.constantFrom('GET', 'GET', 'HEAD') : fc.constant(by)
          return fc.record({ method: methods, raw: pathOf(text) })
        }),
        { minLength: 30, maxLength: 30 },
      ),
    })
    .map(({ needs, requests }) => ({
      catalog: loadCatalog({
        scopes: { read: 'Read', write: 'Write' },
        roles: {},
        routes: Object.fromEntries(all.map((name, i) => [name, needs[i] ?? 'public'])),
      }),
      requests: requests.filter(({ raw }) => 'path' in canonicalPath(raw)),
    })),
)

/** Narrower templates first; otherwise as they were. */
export function narrowFirst(routes: readonly Route[]): Route[] {
  const left = [...routes]
  const sorted: Route[] = []
  while (left.length > 0) {
    const at = left.findIndex(
      ({ pattern }) =>
        !left.some(
          (other) => isWithin(other.pattern, pattern) && !isWithin(pattern, other.pattern),
        ),
    )
    sorted.push(...left.splice(at, 1))
  }
  return sorted
}

export type Part = { readonly text: string } | { readonly hole: 'one' | 'rest' }

/** A route as passed to the servers of the test. */
export function partsOf({ template: text }: Route): Part[] {
  if ('why' in parseTemplate(text)) throw new Error(text)
  return text.split(/(\{[^}]*\})/).flatMap((part): Part[] => {
    if (part === '') return []
    if (!part.startsWith('{')) return [{ text: part }]
    return [{ hole: part.endsWith('*}') ? 'rest' : 'one' }]
  })
}
