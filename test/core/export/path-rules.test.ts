import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { parseTemplate, templateContains } from '../../../src/core/catalog/route-template.js'
import {
  CANONICAL_SPELLING,
  ODD_SEGMENT,
  pathExpression,
  SPELLING,
  UNESCAPED,
} from '../../../src/core/export/path-rules.js'
import { TEMPLATES } from '../../support/generators.js'

// The expressions use only what RE2 and JavaScript read alike.

const spelling = new RegExp(SPELLING)
const canonicalSpelling = new RegExp(CANONICAL_SPELLING)
const oddSegment = new RegExp(ODD_SEGMENT)

/** The canonical path by the rules that engines get; undefined if it is refused. */
function byRules(path: string): string | undefined {
  if (!spelling.test(path)) return undefined
  const decoded = path.replace(/%../g, (text) => UNESCAPED[text] ?? text)
  return oddSegment.test(decoded) ? undefined : decoded
}

const byCode = (path: string): string | undefined => {
  const read = canonicalPath(path)
  return 'path' in read ? read.path : undefined
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const ESCAPES = HEX.flatMap((hex) => [`%${hex}`, `%${hex.toUpperCase()}`])
const WIDE = ['é', '\u0080', '\u00a0', '߿', 'ࠀ', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}']

test('the rules for each character and each escape are those of canonicalPath', () => {
  const single = [...ASCII, ...ESCAPES, ...WIDE, ...WIDE.map(encodeURIComponent)]
  const pairs = ESCAPES.flatMap((one) =>
    ['%80', '%9F', '%A0', '%BF', '%C0'].map((two) => one + two),
  )
  const triples = ['%E0', '%E1', '%EC', '%ED', '%EE', '%EF', '%F0', '%F4'].flatMap((one) =>
    ['%80', '%8F', '%90', '%9F', '%A0', '%BF', '%C0'].flatMap((two) => [
      `${one}${two}%80`,
      `${one}${two}%80%80`,
      `${one}${two}%bf%BF`,
    ]),
  )
  const paths = [...single, ...pairs, ...triples].flatMap((text) => [`/a${text}`, `/${text}/b`])
  expect(paths.filter((path) => byRules(path) !== byCode(path))).toEqual([])
})

const piece = fc.oneof(
  fc.constantFrom('/', '/', '/', '.', '..', 'a', '%2e', '%2E', '%2F', ';', '%41', '%7e', '?', '\n'),
  fc.constantFrom(
    '%C3%A9',
    '%c3%a9',
    '%C3',
    '%A9',
    '%E2%82%AC',
    '%25',
    '%20',
    ' ',
    'é',
    '%5B',
    ':',
  ),
  fc.constantFrom(...ESCAPES),
)
const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)

test('the rules are those of canonicalPath for random paths', () => {
  let accepted = 0
  fc.assert(
    fc.property(path, (text) => {
      expect(byRules(text)).toBe(byCode(text))
      if (byCode(text) !== undefined) accepted++
      expect(canonicalSpelling.test(text) && !oddSegment.test(text)).toBe(byCode(text) === text)
    }),
    { numRuns: 5000 },
  )
  expect(accepted).toBeGreaterThan(200)
})

test('the expression of a template matches exactly its canonical paths', () => {
  const templates = [...TEMPLATES, '/{x}{y}z', '/a.b/{x}', '/x+y/{p*}', '/{x}{y}{z}'].map(
    (text) => {
      const template = parseTemplate(text)
      if ('why' in template) throw new Error(text)
      return { text, template, expression: new RegExp(`^(?:${pathExpression(template)})$`) }
    },
  )
  const part = fc.constantFrom('a', 'b', 'v', '9', '.', ':stop', '%C3%A9', '%F0%9F%98%80', '/', 'x')
  const target = fc.array(part, { maxLength: 7 }).map((parts) => `/${parts.join('')}`)
  let matched = 0
  fc.assert(
    fc.property(target, (canonical) => {
      if (byCode(canonical) !== canonical) return
      for (const { text, template, expression } of templates) {
        const contains = templateContains(template, canonical)
        if (contains) matched++
        expect(expression.test(canonical), `${text} ${canonical}`).toBe(contains)
      }
    }),
    { numRuns: 3000 },
  )
  expect(matched).toBeGreaterThan(1000)
})
