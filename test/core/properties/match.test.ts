import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { routeIndex } from '../../../src/core/catalog/route-index.js'
import {
  fillTemplate,
  isWithin,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { loadCatalog, METHODS, TEMPLATES } from '../../support/generators.js'
import { naiveContains } from '../../support/oracles.js'
import { templateOf } from '../../support/template-of.js'

/** Templates of few letters, so that they overlap a lot. */
const piece = fc.constantFrom('a', 'b', 'ab', '.', ':', '%C3%A9', '9', '{}', '{}', '{}')
const segment = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const template = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '/', '/{}*', '/{p*}', ''))
  .map(([segments, end]) => {
    const text = `/${segments.join('/')}${end === '/{}*' ? '' : segments.length === 0 && end.startsWith('/') ? end.slice(1) : end}`
    let count = 0
    return text.replace(/\{\}/g, () => `{x${count++}}`)
  })
  .filter((text) => !/\/\.{1,2}(?=\/|$)/.test(text))
const anyTemplate = fc.oneof(template, fc.constantFrom(...TEMPLATES))

const value = fc.string({
  unit: fc.constantFrom('a', 'b', '9', '.', ':', '%C3%A9', '%F0%9F%98%80'),
  minLength: 1,
  maxLength: 4,
})
const tailValue = fc.array(value, { maxLength: 3 }).map((parts) => parts.join('/'))

/** A path of the template, canonical ones only. */
function pathIn(text: string): fc.Arbitrary<string> {
  const parsed = templateOf(text)
  return fc
    .tuple(...parsed.params.map((name) => (name === parsed.tail ? tailValue : value)))
    .map((values) => {
      const filled = fillTemplate(
        parsed,
        new Map(parsed.params.map((name, i) => [name, values[i] ?? ''])),
      )
      return filled ?? expect.unreachable('no value')
    })
    .filter((path) => 'path' in canonicalPath(path))
}

test('P11 match: a template contains exactly the paths of its regular expression', () => {
  const pairs = fc
    .tuple(anyTemplate, anyTemplate)
    .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), pathIn(b)))
  fc.assert(
    fc.property(pairs, ([a, b, path]) => {
      expect(templateContains(templateOf(b), path), `${b} of ${path}`).toBe(true)
      expect(templateContains(templateOf(a), path), `${a} of ${path}`).toBe(naiveContains(a, path))
    }),
    { numRuns: 2000 },
  )
})

test('P11 match: inclusion is exact', () => {
  const pairs = fc
    .tuple(anyTemplate, anyTemplate)
    .chain(([inner, outer]) =>
      fc.tuple(
        fc.constant(inner),
        fc.constant(outer),
        fc.array(pathIn(inner), { minLength: 5, maxLength: 5 }),
      ),
    )
  fc.assert(
    fc.property(pairs, ([inner, outer, paths]) => {
      if (isWithin(templateOf(inner), templateOf(outer))) {
        for (const path of paths)
          expect(naiveContains(outer, path), `${path} in ${inner} < ${outer}`).toBe(true)
      } else {
        // Values that occur in no text: if all of them are paths of the outer one, every path is.
        const odd = ['zq', 'zq/yw', 'zq/yw/k', 'z', 'z/', '']
        const counter = odd.some((tail) => {
          const parsed = templateOf(inner)
          const values = parsed.params.map((name, i): [string, string] => [
            name,
            name === parsed.tail ? tail : i % 2 ? 'z' : 'q'.repeat(tail.length),
          ])
          return !naiveContains(outer, fillTemplate(parsed, new Map(values)) ?? '')
        })
        expect(counter, `${inner} within ${outer} after all`).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

const asked = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...METHODS), anyTemplate).map((parts) => parts.join(' ')),
    {
      minLength: 1,
      maxLength: 8,
      selector: (name) => name.replace(/\{[^}*]*(\*?)\}/g, '{$1}'),
    },
  )
  .chain((names) => fc.tuple(fc.constant(names), fc.constantFrom(...names)))
  .chain(([names, one]) => {
    const [method = '', text = ''] = one.split(' ')
    const by = method === 'GET' ? fc.constantFrom('GET', 'HEAD') : fc.constant(method)
    return fc.tuple(fc.constant(names), fc.constant(text), by, pathIn(text))
  })
/** Paths that many pairs of incomparable templates share. */
const contested = fc
  .tuple(
    fc.shuffledSubarray(
      TEMPLATES.map((text) => `GET ${text}`),
      { minLength: 2, maxLength: 8 },
    ),
    fc.constantFrom('GET', 'HEAD'),
    fc.constantFrom('/a/b', '/a/', '/a9', '/a/b:stop', '/a/b.c', '/a/v1.b', '/a/%C3%A9.b', '/b/b'),
  )
  .map(([names, method, path]) => [names, '', method, path] as const)

type Needs = (name: string) => string
const catalogOf = (names: readonly string[], needs: Needs = () => 'public') =>
  loadCatalog({
    scopes: { read: '' },
    routes: Object.fromEntries(names.map((name) => [name, needs(name)])),
  })

test('P11 match: the smallest template that contains the path, in any order; else ambiguous', () => {
  const seen = { decided: 0, ambiguous: 0 }
  const levels = fc.array(fc.constantFrom('read', 'read', 'read', 'public', 'undecided'), {
    minLength: 8,
    maxLength: 8,
  })
  fc.assert(
    fc.property(
      fc.oneof(asked, contested, contested),
      levels,
      ([names, , method, path], written) => {
        const needs: Needs = (name) => written[names.indexOf(name)] ?? ''
        const answer = (list: readonly string[]) => {
          const match = matchRoute(catalogOf(list, needs), method, path)
          if (match.kind !== 'route') return match.kind
          return [match.route, ...match.also].map(({ name }) => name).join(', ')
        }
        const found = answer(names)
        expect(answer([...names].reverse())).toBe(found)
        expect(answer([...names].sort())).toBe(found)
        const containing = (by: string) =>
          names.filter(
            (name) => name.startsWith(`${by} `) && naiveContains(name.slice(by.length + 1), path),
          )
        const own = containing(method)
        const candidates = own.length > 0 || method !== 'HEAD' ? own : containing('GET')
        if (candidates.length === 0) {
          expect(found).toBe('none')
          return
        }
        const within = (a: string, b: string): boolean =>
          isWithin(templateOf(a.split(' ')[1] ?? ''), templateOf(b.split(' ')[1] ?? ''))
        const narrowest = candidates.filter((name) =>
          candidates.every((other) => within(name, other) || !within(other, name)),
        )
        const isOne = narrowest.length === 1
        const [first = ''] = narrowest
        const isSame = narrowest.every((name) => needs(name) === needs(first))
        const isDecided = isOne || (isSame && needs(first) !== 'undecided')
        expect(found).toBe(isDecided ? narrowest.sort().join(', ') : 'ambiguous')
        if (!isOne) seen[isDecided ? 'decided' : 'ambiguous']++
      },
    ),
    { numRuns: 3000 },
  )
  expect(seen.decided).toBeGreaterThan(10)
  expect(seen.ambiguous).toBeGreaterThan(10)
})

const hex = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`

test('P12 spelling: escapes of unreserved characters do not change the path; canonical form is a fixed point', () => {
  const spelled = asked.chain(([names, _, method, path]) =>
    fc.tuple(
      fc.constant({ names, method, path }),
      fc.array(fc.constantFrom('plain', 'upper', 'lower'), {
        minLength: path.length,
        maxLength: path.length,
      }),
    ),
  )
  fc.assert(
    fc.property(spelled, ([{ names, method, path }, how]) => {
      const other = path
        .split(/(%[0-9A-F]{2})/)
        .flatMap((part) => (part.length === 3 && part.startsWith('%') ? [part] : [...part]))
        .map((part, i) => {
          if (part.length > 1 || !/[A-Za-z0-9\-._~]/.test(part) || how[i] === 'plain') return part
          return how[i] === 'upper' ? hex(part) : hex(part).toLowerCase()
        })
        .join('')
      expect(canonicalPath(other)).toEqual({ path })
      expect(canonicalPath(path)).toEqual({ path })
      expect(matchRoute(catalogOf(names), method, path).kind).not.toBe('none')
    }),
    { numRuns: 500 },
  )
})

test('P12 spelling: any other spelling is refused, never another path', () => {
  const text = fc
    .string({
      unit: fc.constantFrom(
        'a',
        '/',
        '.',
        '%',
        '2',
        'e',
        'F',
        'f',
        'C',
        '3',
        ';',
        '\\',
        '\0',
        'é',
        '\u0085',
        ':',
        '?',
        ' ',
      ),
      maxLength: 14,
    })
    .map((rest) => `/${rest}`)
  fc.assert(
    fc.property(text, (path) => {
      const read = canonicalPath(path)
      if ('why' in read) return
      expect(canonicalPath(read.path)).toEqual(read)
      const decoded = decodeURIComponent(read.path)
      expect(decoded).toBe(decodeURIComponent(path))
      expect(decoded.split('/').slice(1, -1)).not.toContain('')
      expect(/(^|\/)\.\.?(\/|$)|[;\\%]|\p{Cc}/u.test(decoded)).toBe(false)
      expect(decoded.split('/').length).toBe(path.split('/').length)
    }),
    { numRuns: 5000 },
  )
})

test('P11 match: the index finds the same routes as a linear search, in file order', () => {
  const odd = fc.constantFrom('/', '/a/', '/a', '/a/b/', '/%C3%A9', '/9/x.y', '/a/b/c/d')
  fc.assert(
    fc.property(asked, odd, fc.constantFrom(...METHODS), ([names, , method, path], other, by) => {
      const catalog = catalogOf(names)
      const index = routeIndex(catalog)
      for (const [m, p] of [
        [method, path],
        [by, other],
        [by, path],
      ] as const) {
        const linear = catalog.routes.filter(
          (route) => route.method === m && templateContains(route.pattern, p),
        )
        expect(index.candidates(m, p), `${m} ${p}`).toEqual(linear)
      }
      for (const name of [...names, 'GET /no'])
        expect(index.named(name)).toBe(catalog.routes.find((route) => route.name === name))
    }),
    { numRuns: 3000 },
  )
})
