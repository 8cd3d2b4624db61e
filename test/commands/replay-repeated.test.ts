import { expect, test } from 'vitest'
import { sign } from '../../src/core/token/sign.js'
import { call, KEY, ndjson, replay } from '../support/replay-world.js'

const NOW = 1_800_000_000
const token = (sub: string) =>
  sign(
    {},
    { iss: 'https://idp.test', aud: 'api', sub, iat: NOW, exp: NOW + 60, scope: 'read' },
    KEY,
  )

test('a token of many lines is refused from its expiry on, and before it was issued', async () => {
  const repeated = await token('a')
  const times = [0, 59, 60, 10, 61, -1, 30, 59, 60]
  const log = times.map((after) =>
    call({ user: undefined, token: repeated, time: NOW + after, status: after === 61 ? 200 : 403 }),
  )
  const { document } = await replay(ndjson(log))
  expect(document.counts.answers).toMatchObject({ allowed: 5, refused: 4 })
  expect(document.counts.changes).toEqual({ newly_refused: 1, newly_allowed: 5 })
})

test('more tokens than are kept, each with its own signature, and changed ones', async () => {
  const tokens = await Promise.all(Array.from({ length: 1100 }, (_, i) => token(`user-${i}`)))
  const forged = tokens.map((text, i) => {
    const [header, payload] = text.split('.')
    return `${header}.${payload}.${tokens[(i + 1) % tokens.length]?.split('.')[2]}`
  })
  const rows = [...tokens, ...forged].map((text) =>
    call({ user: undefined, token: text, time: NOW }),
  )
  const { document } = await replay(ndjson([...rows, ...rows, ...rows]))
  expect(document.counts.answers).toMatchObject({ allowed: 3300, refused: 3300 })
})
