import { expect, test } from 'vitest'
import type { FindingKind } from '../../../src/core/probe/kinds.js'
import { wfcOf } from '../../../src/core/probe/wfc.js'

const code = (kind: FindingKind, method: string, status: number): number | undefined =>
  wfcOf(
    kind,
    {
      ...{ check: { is: 'empty' }, variant: undefined, method, path: '/', headers: {} },
      ...{ credential: { kind: 'none' }, expected: 'forbidden' },
    },
    { status, challenge: undefined, type: undefined, body: '' },
  )

// The names are those of the catalogue.
test.each<[string, number | undefined, FindingKind, string, number]>([
  ['accessible without any authentication', 307, 'unguarded', 'GET', 200],
  ['accessible without any authentication', 307, 'unguarded', 'POST', 201],
  ['anonymous modifications', 308, 'unguarded', 'DELETE', 204],
  ['allowed to modify', 306, 'missing-scope', 'PUT', 200],
  ['reading is not modifying', undefined, 'missing-scope', 'GET', 200],
  ['not recognised as authenticated', 305, 'not-403', 'GET', 401],
  ['not recognised as authenticated', 305, 'shut', 'GET', 401],
  ['recognised, and refused', undefined, 'shut', 'GET', 403],
  ['no-401-if-no-authenticate', 109, 'no-challenge', 'GET', 401],
  ['403 needs no challenge in HTTP', undefined, 'no-challenge', 'GET', 403],
  ['no-403-if-no-401', 203, 'not-401', 'GET', 403],
  ['existence of a protected resource', 304, 'hidden', 'GET', 404],
  ['hidden accessible endpoint', 310, 'open-case', 'GET', 200],
])('%s: %s', (_name, expected, kind, method, status) => {
  expect(code(kind, method, status)).toBe(expected)
})
