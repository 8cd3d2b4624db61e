import { describe, expect, test } from 'vitest'
import { foreignPart, ownNotation } from '../../../src/core/catalog/foreign-notation.js'
import { readRouteName } from '../../../src/core/catalog/read-routes.js'

/** Notation of other routers, and ours for the same paths. */
const NOTATIONS: readonly (readonly [router: string, theirs: string, ours: string])[] = [
  ['Express', '/users/:id', '/users/{id}'],
  ['Express', '/users/:id/posts/:post', '/users/{id}/posts/{post}'],
  ['Express', '/flights/:from-:to', '/flights/{from}-{to}'],
  ['Express', '/v:version/users', '/v{version}/users'],
  ['Express 4, with a pattern', '/users/:id(\\d+)', '/users/{id}'],
  ['Express 4', '/files/*', '/files/{path*}'],
  ['Express 4', '/files/(.*)', '/files/{path*}'],
  ['Express 5', '/files/*path', '/files/{path*}'],
  ['Hono, with a pattern', '/posts/:date{[0-9]+}', '/posts/{date}'],
  ['Hono', '/posts/:name{.+}', '/posts/{name*}'],
  ['path-to-regexp', '/files/:path*', '/files/{path*}'],
  ['path-to-regexp', '/files/:path(.*)', '/files/{path*}'],
  ['Starlette', '/files/{path:path}', '/files/{path*}'],
  ['Starlette', '/users/{id:int}', '/users/{id}'],
  ['Flask', '/users/<int:id>', '/users/{id}'],
  ['Flask', '/users/<id>', '/users/{id}'],
  ['Flask, with arguments', '/users/<string(length=2):lang>', '/users/{lang}'],
  ['Flask', '/files/<path:name>', '/files/{name*}'],
  ['Go', '/files/{path...}', '/files/{path*}'],
  ['chi', '/articles/{id:[0-9]+}', '/articles/{id}'],
  ['gorilla, with a count', '/years/{year:[0-9]{4}}', '/years/{year}'],
  ['actix', '/files/{tail:.*}', '/files/{tail*}'],
  ['axum 0.8', '/files/{*path}', '/files/{path*}'],
  ['ASP.NET', '/files/{**slug}', '/files/{slug*}'],
  ['ASP.NET', '/posts/{id:int:min(1)}', '/posts/{id}'],
  ['Spring', '/files/**', '/files/{path*}'],
  ['Spring', '/files/{*path}', '/files/{path*}'],
  ['Rails', '/files/*path', '/files/{path*}'],
  ['API Gateway', '/files/{proxy+}', '/files/{proxy*}'],
  ['RFC 6570', '/files/{+path}', '/files/{path*}'],
  ['Next.js', '/users/[id]', '/users/{id}'],
  ['Next.js', '/files/[...path]', '/files/{path*}'],
  ['Next.js', '/files/[[...path]]', '/files/{path*}'],
]

describe('routes in the notation of other routers', () => {
  test.each(NOTATIONS)('%s: %s', (_router, theirs, ours) => {
    expect(ownNotation(theirs)).toBe(ours)
    const read = readRouteName(`GET ${theirs}`)
    // Routes that load are reported by lint; those that do not, by an error with our notation.
    if ('why' in read) expect(read.suggestion).toBe(`GET ${ours}`)
    else expect(foreignPart('GET', theirs)?.path).toBe(ours)
  })
  test.each(NOTATIONS)('%s: %s is a route once it is in our notation', (_router, _theirs, ours) => {
    expect(readRouteName(`GET ${ours}`)).toMatchObject({ template: ours })
    expect(ownNotation(ours)).toBeUndefined()
    expect(foreignPart('GET', ours)).toBeUndefined()
  })
  test.each(['/users/:id?', '/users/{id?}', '/users/{id}?', '/users{/:id}', '/users/:id(\\d+)?'])(
    '%s is two routes, and both are suggested',
    (theirs) => {
      expect(readRouteName(`GET ${theirs}`)).toMatchObject({
        both: ['GET /users', 'GET /users/{id}'],
      })
    },
  )
  test.each(['/accounts:lookUp', '/v1/{name}:cancel', '/$metadata', '/@me', '/a/{id}.json'])(
    '%s is our own notation',
    (own) => {
      expect(readRouteName(`GET ${own}`)).toMatchObject({ template: own })
      expect(foreignPart('GET', own)).toBeUndefined()
    },
  )
})

test('USE of Express is a route for all methods, as ALL is', () => {
  expect(foreignPart('USE', '/admin')).toMatchObject({ what: 'method', part: 'USE' })
})
