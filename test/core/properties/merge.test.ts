import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify, type ToStringOptions } from 'yaml'
import { norm } from '../../../src/core/catalog/requirement.js'
import { readDocument } from '../../../src/core/openapi/document.js'
import { mergeSecurity } from '../../../src/core/openapi/merge-security.js'
import { editDocument } from '../../../src/io/edit-document.js'
import { isMerged } from '../../../src/io/is-merged.js'
import type { OpenApiText } from '../../../src/io/openapi-source.js'
import { parsedText } from '../../../src/io/openapi-source.js'
import { loadCatalog } from '../../support/generators.js'
import { alone, importOf, oauth } from '../openapi/support.js'

const PATHS = ['/a', '/b/{id}', '/c d', '/e:f']
const METHODS = ['get', 'post', 'delete'] as const
const security = fc.constantFrom<unknown>(
  undefined,
  [],
  [{ oauth: [] }],
  [{ oauth: ['read'] }],
  [{ oauth: ['read', 'a:b'] }, { key: [] }],
  [{ oauth: ['a:b'], key: [] }],
)
const operation = fc
  .tuple(
    security,
    fc.boolean(),
    fc.constantFrom('', 'text', 'a: b # c', 'two\nlines\n', 'kept\n\n'),
  )
  .map(([value, isFirst, description]) => {
    const own = value === undefined ? {} : { security: value }
    const more = description === '' ? {} : { description, tags: ['x'] }
    return isFirst ? { ...own, ...more } : { ...more, ...own }
  })
const paths = fc.dictionary(
  fc.constantFrom(...PATHS),
  fc.dictionary(fc.constantFrom(...METHODS), operation, { minKeys: 1, noNullPrototype: true }),
  { minKeys: 1, noNullPrototype: true },
)
const document = fc.tuple(paths, fc.boolean()).map(([value, isLast]) => {
  const schemes = {
    key: { type: 'apiKey', in: 'header', name: 'K' },
    oauth: oauth({ read: 'Read it', 'a:b': 'One, two' }),
  }
  const parts = { paths: value, components: { securitySchemes: schemes } }
  const { paths: first, components } = parts
  return isLast
    ? { openapi: '3.1.0', paths: first, components }
    : { openapi: '3.1.0', components, paths: first }
})

const needs = fc.constantFrom<unknown>(
  'read',
  'a:b read',
  'fresh',
  'public',
  'authenticated',
  'undecided',
  { any: ['read', { scheme: 'key' }] },
  { any: ['fresh', { all: ['read', { scheme: 'another' }] }, { other: 'the owner' }] },
)
const wanted = fc.dictionary(
  fc.constantFrom(...PATHS.flatMap((path) => METHODS.map((method) => `${method} ${path}`))),
  needs,
  { noNullPrototype: true },
)

type Writer = (value: unknown) => string
const yaml =
  (options: ToStringOptions): Writer =>
  (value) =>
    stringify(value, { aliasDuplicateObjects: false, ...options })
const STYLES: Record<string, Writer> = {
  "PyYAML's": yaml({ indentSeq: false }),
  'indented lists': yaml({}),
  'four spaces': yaml({ indent: 4 }),
  'double quotes': yaml({ defaultKeyType: 'QUOTE_DOUBLE', defaultStringType: 'QUOTE_DOUBLE' }),
  'single quotes': yaml({ defaultStringType: 'QUOTE_SINGLE', indentSeq: false }),
  'braces in YAML': (value) => `# braces\n${JSON.stringify(value, null, 2)}\n`,
  'operations in braces': (value) => {
    const { paths: own, ...rest } = value as { paths: Record<string, object> }
    const lines = Object.entries(own).flatMap(([path, item]) => [
      `  ${JSON.stringify(path)}:`,
      ...Object.entries(item).map(
        ([method, each]) => `    ${method}: ${JSON.stringify(each)} # it`,
      ),
    ])
    return `${stringify(rest, { aliasDuplicateObjects: false })}paths:\n${lines.join('\n')}\n`
  },
  JSON: (value) => JSON.stringify(value, null, 2),
  'JSON with tabs': (value) => `${JSON.stringify(value, null, '\t')}\n`,
  'JSON on one line': (value) => JSON.stringify(value),
}
const LINE_ENDS = ['\n', '\r\n']

test.each(Object.entries(STYLES))(
  'a merge writes what it should, and nothing else: %s',
  (_name, write) => {
    let written = 0
    fc.assert(
      fc.property(document, wanted, fc.constantFrom(...LINE_ENDS), (value, routes, end) => {
        const text = write(value).replaceAll('\n', end)
        const name = 'api.txt'
        const source: OpenApiText = {
          ...alone(parsedText('api.yaml', text)),
          name,
          text,
          form: text.startsWith('{') ? 'json' : 'yaml',
          mark: '',
          path: undefined,
        }
        const imported = importOf(source.value)
        const catalog = loadCatalog({
          scopes: { read: 'Read', 'a:b': '', fresh: 'Fresh, "new": yes' },
          routes: Object.fromEntries(
            Object.entries(routes)
              .filter(([route]) => !route.includes('c d'))
              .map(([route, each]) => [
                route.replace(/^\w+/, (method) => method.toUpperCase()),
                each,
              ]),
          ),
        })
        const merge = mergeSecurity(catalog, readDocument(source), imported)
        expect(merge.unwritten).toEqual([])
        const edited = editDocument(source, merge.edits)
        expect(edited.unplaced).toEqual([])
        const after = parsedText('api.yaml', edited.text)
        expect(isMerged(source.value, after, merge.edits), edited.text).toBe(true)
        if (merge.edits.length === 0) expect(edited.text).toBe(text)
        const again = importOf(after)
        for (const { name: route, requirement } of again.routes) {
          const own = catalog.routes.find((each) => each.name === route)?.requirement
          const before = imported.routes.find((each) => each.name === route)?.requirement
          const expected = own && own.level !== 'undecided' ? own : before
          expect(norm(requirement)).toBe(expected && norm(expected))
        }
        if (end === '\r\n') expect(edited.text).not.toMatch(/[^\r]\n/)
        written += merge.edits.length
      }),
      { numRuns: 150 },
    )
    expect(written).toBeGreaterThan(100)
  },
)
