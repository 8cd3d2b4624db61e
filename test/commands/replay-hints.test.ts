import { expect, test } from 'vitest'
import { ndjson, replay } from '../support/replay-world.js'

// What to do about a log whose fields have other names.

const LOGS: Readonly<Record<string, object>> = {
  'API Gateway': { requestTime: '01/Nov/2026:10:00:00 +0000', httpMethod: 'GET', path: '/items/' },
  Caddy: { ts: 1.5, request: { remote_ip: '::1', method: 'GET', uri: '/items/?a', headers: {} } },
  Envoy: { ':method': 'GET', 'request method': 'GET', method: 'GET', ':path': '/items/' },
  'Google Cloud': { httpRequest: { requestMethod: 'GET', requestUrl: 'https://x/items/' } },
  pino: { level: 30, req: { id: 1, method: 'GET', url: '/items/' }, res: { statusCode: 200 } },
  Traefik: { RequestMethod: 'GET', RequestPath: '/items/', request_Authorization: 'Bearer' },
}

test.each([
  ['API Gateway', '--field method=httpMethod'],
  ['Caddy', '--field method=/request/method --field path=/request/uri'],
  [
    'Google Cloud',
    '--field method=/httpRequest/requestMethod --field path=/httpRequest/requestUrl',
  ],
  ['pino', '--field method=/req/method --field path=/req/url'],
  ['Traefik', '--field method=RequestMethod --field path=RequestPath'],
])('the log of %s is read with the flags of the hint', async (product, flags) => {
  const text = ndjson([{ ...LOGS[product], scopes: 'read' }])
  const refused = await replay(text)
  expect(refused.exit).toBe(2)
  expect(refused.document.problem.hint).toMatch(new RegExp(`: ${flags}$`))
  const { document } = await replay(text, flags.split(' '))
  expect(document.counts.answers).toMatchObject({ allowed: 1 })
})

test('a name that a shell would read in another way is not suggested', async () => {
  const { document } = await replay(ndjson([{ ...LOGS['Envoy'], 'a;path': '/x', user: null }]))
  expect(document.problem.hint).toBe('to name the field of the log that has it: --field NAME=FIELD')
})

test('an optional field that cannot be read may be left out', async () => {
  const text = ndjson([{ method: 'GET', path: '/me', user: null, time: '2026-11-01 10:00:00' }])
  const { document } = await replay(text)
  expect(document.problem).toMatchObject({
    message: 'invalid `time`: ISO 8601 with an offset, or a number since 1970, is expected',
    hint: 'to leave it out: --field time=',
  })
  expect((await replay(text, ['--field', 'time='])).exit).toBe(0)
})

test.each([';', '\t', '|'])(
  'CSV with %j between the cells is refused as a whole',
  async (separator) => {
    const text = ['method,path,user,status', 'GET,/me,,200'].join('\n').replaceAll(',', separator)
    const { exit, document } = await replay(text, [], { name: 'a.csv' })
    expect(exit).toBe(2)
    expect(document.problem.message).toMatch(
      /a different name for each column, with commas between them$/,
    )
  },
)
