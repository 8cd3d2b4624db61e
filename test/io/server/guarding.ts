import { afterAll, beforeAll, expect } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import type { Snapshot } from '../../../src/core/serve/snapshot.js'
import type { Key, Trust } from '../../../src/core/token/model.js'
import { NO_USERS } from '../../../src/core/users/model.js'
import { type Listening, listen } from '../../../src/io/server/listen.js'
import { get, type RawReply } from '../../support/raw-http.js'

export const NOW = 1_767_225_600
const K = Buffer.alloc(32, 7).toString('base64url')
export const KEY: Key = { kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k: K } }

/** One server for all tests of a file, each of which gives it the catalog to guard. */
export function guarding() {
  let snapshot: Snapshot
  let server: Listening
  const bugs: unknown[] = []

  beforeAll(async () => {
    server = await listen(0, {
      tools: {
        now: () => NOW,
        leeway: 0,
        newJti: () => 'jti',
        matches: () => Promise.resolve(false),
      },
      given: {},
      snapshot: () => snapshot,
      seen: () => {},
      bug: (error) => bugs.push(error),
    })
  })
  afterAll(async () => {
    await server.stop()
    expect(bugs).toEqual([])
  })

  return {
    port: () => server.port,
    get: (line: string, headers: readonly string[], body?: string): Promise<RawReply> =>
      get(server.port, line, headers, body),
    /** @returns what its tokens are verified with; `trust` overrides that */
    serve(catalog: Catalog, more: Partial<Pick<Snapshot, 'trust' | 'router'>> = {}): Trust {
      const { issuers, audiences } = catalog.token
      const usual: Trust = { algorithm: 'HS256', keys: [KEY], issuers, audiences }
      const rest = { users: NO_USERS, signing: KEY, url: '', router: undefined }
      snapshot = { ...rest, catalog, trust: async () => usual, ...more }
      return usual
    },
  }
}

/** The parts of a response that show a verdict. */
export const seen = ({ status, headers }: RawReply) =>
  [status, headers.get('www-authenticate') ?? []] as const
