import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import { importOpenApi } from '../../../src/core/openapi/import.js'
import { alone, codesOf, importOf } from './support.js'

/** Small documents whose parts are used many times: by references, by YAML aliases (the same object), or by default. */
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))
const object = <T>(count: number, make: (i: number) => [string, T]): Record<string, T> =>
  Object.fromEntries(times(count, make))

const list = (count: number) => ({ security: [object(count, (i) => [`s${i}`, []])] })
const paths = (count: number, item: unknown) => object(count, (i) => [`/p${i}`, item])
const item = { $ref: '#/components/pathItems/x' }
const pathItems = (x: unknown) => ({ components: { pathItems: { x } } })
const operations = (count: number) =>
  object(count, (i) => [
    [...`${i}`].map((digit) => String.fromCharCode(65 + Number(digit))).join(''),
    {},
  ])
const parameters = times(20_000, (i) => ({ in: 'path', name: `n${i}` }))
const entry = object(20_000, (i) => [`s${i}`, []])
const scopes = object(20_000, (i) => [`s${i}`, ''])
const flow = { scopes }
const chain = object(90, (i) => [`c${i}`, { $ref: `#/x-chain/c${i + 1}` }])

const BOMBS: [string, Record<string, unknown>][] = [
  [
    'path items with many operations',
    { paths: paths(20_000, item), ...pathItems({ 'x-scopectl-operations': operations(20_000) }) },
  ],
  [
    'path items with many members that are not operations',
    { paths: paths(20_000, item), ...pathItems(object(20_000, (i) => [`m${i}`, {}])) },
  ],
  [
    'path items with many parameters',
    { paths: paths(20_000, item), ...pathItems({ parameters, get: {} }) },
  ],
  ['security of the document', { ...list(20_000), paths: paths(20_000, { get: {} }) }],
  [
    'security with many alternatives',
    {
      security: times(1000, (i) => ({ [`s${i}`]: [] })),
      paths: paths(20_000, { get: {} }),
    },
  ],
  [
    'security whose alternatives are one object',
    {
      security: times(1000, () => entry),
      paths: { '/x': { get: {} } },
    },
  ],
  [
    'a long prefix',
    {
      servers: [{ url: `/${'a'.repeat(20_000)}` }],
      paths: paths(20_000, { get: {} }),
    },
  ],
  [
    'a server with a long variable',
    {
      servers: [
        { url: `/${'{v}'.repeat(20_000)}`, variables: { v: { default: 'v'.repeat(20_000) } } },
      ],
      paths: { '/x': { get: {} } },
    },
  ],
  [
    'servers that are one object',
    {
      servers: times(20_000, () => ({ url: '/', variables: {} })),
      paths: paths(20_000, { get: { servers: times(20_000, () => 0) } }),
    },
  ],
  [
    'flows that are one object',
    {
      paths: { '/x': { get: {} } },
      components: {
        securitySchemes: { s: { type: 'oauth2', flows: object(20_000, (i) => [`f${i}`, flow]) } },
      },
    },
  ],
  [
    'references through long chains',
    {
      paths: object(20_000, (i) => [`/p${i}`, { get: { $ref: '#/x-chain/c0' } }]),
      'x-chain': { ...chain, c90: { parameters: times(500, () => ({ $ref: '#/x-chain/c0' })) } },
    },
  ],
  [
    'a long reference that many operations share',
    {
      paths: paths(20_000, { get: { $ref: `#/${'a'.repeat(20_000)}` } }),
    },
  ],
]

describe('OAS8: parts that a document uses many times', () => {
  test.each(BOMBS)('%s', (_name, document) => {
    const codes = (() => {
      try {
        return codesOf(importOf({ openapi: '3.1.0', ...document }))
      } catch (error) {
        if (error instanceof ScopectlError) return error.problems.map(({ code }) => code)
        throw error
      }
    })()
    expect(codes).toEqual(['openapi-too-much-work'])
  })
  test('a large document is not too much', () => {
    const shared = {
      parameters: times(10, (i) => ({ in: 'path', name: `n${i}` })),
      get: {},
      put: {},
    }
    const imported = importOpenApi(
      alone({
        openapi: '3.1.0',
        servers: [{ url: 'https://api.test/v1' }],
        security: times(3, (i) => ({ [`s${i}`]: ['read', 'write'] })),
        paths: paths(50_000, item),
        ...pathItems(shared),
      }),
    )
    expect(imported.census.operations).toBe(100_000)
  })
})
