import fc from 'fast-check'
import { expect } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { fillTemplate } from '../../../src/core/catalog/route-template.js'
import { loadCatalog, METHODS, TEMPLATES } from '../../support/generators.js'
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
export const anyTemplate = fc.oneof(template, fc.constantFrom(...TEMPLATES))

const value = fc.string({
  unit: fc.constantFrom('a', 'b', '9', '.', ':', '%C3%A9', '%F0%9F%98%80'),
  minLength: 1,
  maxLength: 4,
})
const tailValue = fc.array(value, { maxLength: 3 }).map((parts) => parts.join('/'))

/** A path of the template, canonical ones only. */
export function pathIn(text: string): fc.Arbitrary<string> {
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

export const asked = fc
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
export type Needs = (name: string) => string
export const catalogOf = (names: readonly string[], needs: Needs = () => 'public') =>
  loadCatalog({
    scopes: { read: '' },
    routes: Object.fromEntries(names.map((name) => [name, needs(name)])),
  })
