import { describe, expect, test } from 'vitest'
import {
  checkFilters,
  type Filters,
  isFiltered,
  passes,
  routesSelected,
} from '../../../src/core/catalog/filter.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { catalogOf, SCOPES } from './support.js'

const catalog = catalogOf({
  scopes: SCOPES,
  roles: { reader: { scopes: ['read'] }, editor: { scopes: ['write'] } },
  routes: {
    'GET /items/': 'read',
    'POST /items/': 'write',
    'GET /users/{id}': { any: ['users:read', { all: ['write', { scheme: 'ApiKey' }] }] },
    'GET /health': 'public',
    'GET /draft': 'undecided',
    'PUT /items/{id}': 'read write',
  },
})

/** The one problem of a call, or undefined. */
function refusal(run: () => unknown): object | undefined {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return error.problems.map(({ code, args }) => ({ code, args }))
  }
  return undefined
}
const noMatch = (args: object) => [{ code: 'filter-no-match', args }]

test('a filter that is left out does not filter', () => {
  expect(isFiltered({})).toBe(false)
  expect(isFiltered({ role: undefined, path: undefined })).toBe(false)
  expect(isFiltered({ role: undefined, scope: ['read'] })).toBe(true)
  expect(passes(undefined, 'read')).toBe(true)
  expect(passes([], 'read')).toBe(false)
  expect(passes(['x', 're*'], 'read')).toBe(true)
  expect(passes(['x', 'y'], 'read')).toBe(false)
})

describe('the routes that filters select', () => {
  test.each<[Filters, readonly number[] | undefined]>([
    [{}, undefined],
    [{ role: ['reader'] }, undefined],
    [{ path: ['/items/'] }, [0, 1]],
    [{ method: ['POST'] }, [1]],
    [{ path: ['/items/'], method: ['GET'] }, [0]],
    [{ scope: ['write'] }, [1, 2, 5]],
    [{ scope: ['users:*'] }, [2]],
    [{ scope: ['write'], method: ['GET'] }, [2]],
    [{ scope: ['read'] }, [0, 5]],
    [{ path: ['/health', '/draft'] }, [3, 4]],
  ])('%j: %j', (filters, routes) => {
    expect(routesSelected(catalog, filters)).toEqual(routes)
  })
  test('none is an error, which has the filters that were given', () => {
    expect(
      refusal(() => routesSelected(catalog, { path: ['/items/'], scope: ['users:*'] })),
    ).toEqual([
      { code: 'filter-no-route', args: { flags: ['--path', '--scope'], scopes: ['users:*'] } },
    ])
    expect(refusal(() => routesSelected(catalog, { method: ['POST'], path: ['/health'] }))).toEqual(
      [{ code: 'filter-no-route', args: { flags: ['--path', '--method'], scopes: [] } }],
    )
  })
})

describe('a filter that matches no name is refused', () => {
  const checked = (filters: Filters, rows?: readonly string[]) =>
    refusal(() => checkFilters(catalog, filters, rows))
  const paths = ['/items/', '/users/{id}', '/health', '/draft', '/items/{id}']

  test('each flag is compared with its own names', () => {
    const all = { role: ['read*'], scope: ['users:read'], path: ['/h*'], method: ['POST'] }
    expect(checked(all)).toBeUndefined()
    expect(checked({})).toBeUndefined()
    expect(checked({ role: ['everyone'] }, ['everyone'])).toBeUndefined()
    expect(checked({ role: ['everyone'] })).toMatchObject(noMatch({ flag: '--role' }))
    expect(checked({ scope: ['reader'] })).toMatchObject(noMatch({ flag: '--scope' }))
    expect(checked({ path: ['GET'] })).toMatchObject(noMatch({ flag: '--path', names: paths }))
    expect(checked({ method: ['PATCH'] })).toMatchObject(
      noMatch({ flag: '--method', names: ['GET', 'POST', 'PUT'] }),
    )
    expect(checked({ scope: ['read', 'raed'] })).toMatchObject(noMatch({ value: 'raed' }))
  })
  test('with similar names', () => {
    expect(checked({ role: ['raeder'] })).toEqual(
      noMatch({
        flag: '--role',
        value: 'raeder',
        similar: ['reader'],
        names: ['reader', 'editor'],
        parts: undefined,
      }),
    )
  })
  test('a path without its first slash, if it has a star', () => {
    expect(checked({ path: ['items/*'] })).toMatchObject(noMatch({ parts: undefined }))
    expect(checked({ path: ['users/*'] })).toMatchObject(noMatch({ similar: ['/users/*'] }))
    const similar = (value: string, flag: 'path' | 'role' = 'path') =>
      (checked({ [flag]: [value] }) as { args: { similar: string[] } }[])[0]?.args.similar
    expect(similar('hea*h')).toEqual(['/hea*h'])
    expect(similar('none*')).not.toContain('/none*')
  })
  test('several names with commas between them, if each of them matches', () => {
    expect(checked({ role: ['reader, editor'] })).toMatchObject(
      noMatch({ similar: [], parts: ['reader', 'editor'] }),
    )
    expect(checked({ role: ['reader,nobody'] })).toMatchObject(noMatch({ parts: undefined }))
    expect(checked({ role: ['nobody'] })).toMatchObject(noMatch({ parts: undefined }))
    expect(checked({ role: [' reader'] })).toMatchObject(noMatch({ parts: undefined }))
  })
  test('if there are more than twelve names, they are not listed', () => {
    const roles = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`role${i}`, { scopes: [] }]))
    const names = (count: number) =>
      (
        refusal(() =>
          checkFilters(catalogOf({ scopes: {}, roles: roles(count) }), { role: ['zzzzzz'] }),
        ) as { args: { names?: string[] } }[]
      )[0]?.args.names
    expect(names(12)).toHaveLength(12)
    expect(names(13)).toBeUndefined()
  })
})
