import { expect, test } from 'vitest'
import type { Finding } from '../../src/io/findings.js'
import { tokenize, VALUE_LIMIT } from '../../src/io/yaml-tokens.js'

// More than the limit: test/core/catalog/route-limit.test.ts.

const ROUTES = Array.from({ length: 100_000 }, (_, i) => `GET /a${i}: public`)

test.each([
  ['in block style, with CRLF', `routes:\r\n  ${ROUTES.join('\r\n  ')}\r\n  # GET /x: public\r\n`],
  ['in flow style, with a last comma', `{routes: {${ROUTES.join(', ')}, # GET /x: public\n}}`],
])('as many routes as a catalog may have are read, and a comment is not a route: %s', (_, text) => {
  const findings: Finding[] = []
  expect(tokenize(text, findings, VALUE_LIMIT)).toBeDefined()
  expect(findings).toEqual([])
})
