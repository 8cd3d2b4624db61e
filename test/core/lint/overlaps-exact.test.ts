import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { norm } from '../../../src/core/catalog/requirement.js'
import {
  isWithin,
  parseTemplate,
  type Template,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { ANY, sharedTexts } from '../../../src/core/catalog/shared-segment.js'
import { lint } from '../../../src/core/lint/lint.js'
import { sourceOf } from '../../../src/core/source.js'

// Parameters next to text, as in `/sites/{id}:/{path}`, judged by trying every path of a small alphabet.
const ALPHABET = ['a', ':', '-']
const texts = function* (length: number): Generator<string> {
  yield ''
  if (length > 0) for (const rest of texts(length - 1)) for (const c of ALPHABET) yield c + rest
}
const SHORT = [...new Set(texts(6))]

const part = fc.constantFrom('a', ':', '-', '', '', 'a:', '-a')
const segment = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .filter((parts) => parts.join('#') !== '')
/** Its shortest text has at most five characters, and `-` is in none: so every difference is among the short texts. */
const short = fc.array(fc.constantFrom('a', ':', ''), { minLength: 2, maxLength: 3 })
const template = (parts: readonly string[]): Template => {
  const text = `/${parts.map((each, i) => (i === 0 ? each : `{p${i}}${each}`)).join('')}`
  const read = parseTemplate(text)
  if ('why' in read) throw new Error(text)
  return read
}
const inTemplate = (parts: readonly string[], text: string) =>
  templateContains(template(parts), `/${text}`)

describe('two segments with any number of parameters', () => {
  test('share exactly the texts that both match', () => {
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        const shared = sharedTexts(a, b).map((text) => text.split(ANY))
        for (const text of SHORT) {
          const inBoth = inTemplate(a, text) && inTemplate(b, text)
          const inShared = shared.some((parts) => inTemplate(parts, text))
          expect(inShared, `${a.join('?')} ${b.join('?')} ${text}`).toBe(inBoth)
        }
      }),
      { numRuns: 40 },
    )
  })
  test('are within each other exactly if every text is', () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        const others = SHORT.filter((text) => inTemplate(a, text) && !inTemplate(b, text))
        expect(isWithin(template(a), template(b)), `${a.join('?')} ${b.join('?')}`).toBe(
          others.length === 0,
        )
      }),
      { numRuns: 100 },
    )
  })
})

const routeSegment = fc.constantFrom(
  ...['a', ':', 'a:', ':a', '{}', '{}:', ':{}', 'a{}', '{}a', '{}:{}', 'a{}:', '{}{}', '{}:a'],
)
const route = fc
  .tuple(fc.array(routeSegment, { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([parts, tail]) => {
    let n = 0
    const path = parts.map((each) => each.replace(/\{\}/g, () => `{p${n++}}`)).join('/')
    return `GET /${path}${tail ? '/{rest*}' : ''}`
  })
const catalogs = fc
  .uniqueArray(fc.tuple(route, fc.constantFrom('a', 'b', 'undecided')), {
    minLength: 2,
    maxLength: 6,
    selector: ([name]) => name.replace(/\{[^{}*]*(\*?)\}/g, '{$1}'),
  })
  .map((routes) => ({ scopes: { a: '', b: '' }, routes: Object.fromEntries(routes) }))

const SEGMENTS = [...new Set(texts(4))].filter((text) => text !== '' && !text.includes('-'))
const TAILS = ['', '/', '/a', '/a/', '/:a', '/b', '/b/b', '/b/b/']
const PATHS = [
  ...SEGMENTS.flatMap((one) => TAILS.map((tail) => `/${one}${tail}`)),
  ...SEGMENTS.flatMap((one) => SEGMENTS.map((other) => `/${one}/${other}`)),
]

function linted(form: unknown) {
  const source = sourceOf(form)
  const read = parseCatalog(source)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { findings } = lint({ catalog: read.value, source })
  return { catalog: read.value, findings }
}

describe('overlaps of generated catalogs', () => {
  test('ambiguous-overlap: reported exactly where some path is', () => {
    fc.assert(
      fc.property(catalogs, (form) => {
        const { catalog, findings } = linted(form)
        const pairs = new Set<string>()
        for (const finding of findings) {
          if (finding.kind !== 'rule' || finding.rule !== 'ambiguous-overlap') continue
          const { route, other, path } = finding.args
          const found = matchRoute(catalog, 'GET', path.slice(4))
          const names = found.kind === 'ambiguous' ? found.routes.map(({ name }) => name) : []
          expect(names, path).toEqual(expect.arrayContaining([route, other]))
          pairs.add([route, other].sort().join(' '))
        }
        for (const path of PATHS) {
          const found = matchRoute(catalog, 'GET', path)
          if (found.kind !== 'ambiguous') continue
          for (const [i, one] of found.routes.entries()) {
            for (const other of found.routes.slice(i + 1)) {
              const isSame =
                one.requirement.level !== 'undecided' &&
                norm(one.requirement) === norm(other.requirement)
              const pair = [one.name, other.name].sort().join(' ')
              if (!isSame) expect([...pairs], path).toContain(pair)
            }
          }
        }
      }),
      { numRuns: 120 },
    )
  })
})

test('first-match-overlap: not for a route whose paths narrower ones have all', () => {
  const rules = (...names: string[]) => {
    const routes = Object.fromEntries(names.map((name, i) => [name, i === 0 ? 'b' : 'a']))
    return linted({ scopes: { a: '', b: '' }, routes })
      .findings.flatMap((each) =>
        each.kind === 'rule' && each.rule === 'first-match-overlap' ? [each.name] : [],
      )
      .sort()
  }
  const narrower = ['GET /f/', 'GET /f/{x}', 'GET /f/{x}/', 'GET /f/{x}/{q*}']
  expect(rules('GET /{p*}', 'GET /f/{q*}')).toEqual(['GET /f/{q*}'])
  expect(rules('GET /{p*}', 'GET /f/{q*}', ...narrower)).toEqual([...narrower].sort())
})
