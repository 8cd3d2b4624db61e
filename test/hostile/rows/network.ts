import type { RequestListener } from 'node:http'
import { expect } from 'vitest'
import { forge, GOOD, headerOf, KEYS } from '../../core/token/support.js'
import { publicKey } from '../../support/published-key.js'
import { listen } from '../listen.js'
import type { Case, Row } from '../row.js'
import { AT } from '../world.js'
import { guarded, PROBED, planned, probed, text } from './probe-cases.js'

const refusedUrl = (what: string, url: string, code: string): Case => ({
  what,
  args: ['probe', url],
  exit: 2,
  stderr: new RegExp(`^error\\[${code}\\]`),
})
/** A probe that finds that the server does not verify signatures: it has judged the route. */
const judged = probed('answers that differ by token are judged', guarded, {
  exit: 5,
  stdout: /GET \/a/,
})

const SET = JSON.stringify({
  keys: [{ ...publicKey(KEYS.ES256.jwk).export({ format: 'jwk' }), kid: KEYS.ES256.kid }],
})
/** A token that is valid if the key set is used. */
const VERIFY_ES256 = [
  'verify',
  forge(headerOf(KEYS.ES256), GOOD, KEYS.ES256),
  ...AT,
  ...'--algorithm ES256 --issuer any --audience any --key'.split(' '),
]
const verifying = (
  what: string,
  answer: RequestListener,
  code: string,
  more: Partial<Case> = {},
): Case => ({
  what,
  args: VERIFY_ES256,
  exit: 2,
  stderr: new RegExp(`^error\\[${code}\\]`),
  prepare: () => listen(answer, '/jwks'),
  ...more,
})
export const NETWORK_ROWS: readonly Row[] = [
  {
    id: 'NET1',
    input: 'redirects in answers to `probe`',
    behaviour: 'never followed: no token leaves the origin',
    rule: 'RFC 6750 §5.3',
    cases: [301, 302, 303, 307, 308].map((status) =>
      probed(`${status} to another origin`, () => {}, {
        async prepare() {
          const received: string[] = []
          const other = await listen((request, response) => {
            received.push(String(request.url))
            response.end('{}')
          })
          let asked = 0
          const first = await listen((_request, response) => {
            asked++
            response.writeHead(status, { location: `${other.url}/a` }).end()
          })
          return {
            ...first,
            end() {
              first.end?.()
              other.end?.()
              expect(asked).toBeGreaterThan(0)
              expect(received).toEqual([])
            },
          }
        },
      }),
    ),
    controls: [planned],
  },
  {
    id: 'NET2',
    input: 'http to another machine, hosts that nobody has named',
    behaviour: 'refused without a flag; certificates are always checked',
    rule: 'RFC 6750 §5.2',
    cases: [
      refusedUrl('http', 'http://idp.invalid', 'target-host'),
      refusedUrl('https', 'https://idp.invalid', 'target-host'),
      refusedUrl(
        'a name that looks like this machine',
        'http://localhost.idp.invalid',
        'target-host',
      ),
      {
        ...refusedUrl('http to a host that may be tested', 'http://idp.invalid', 'target-[a-z-]+'),
        args: ['probe', 'http://idp.invalid', '--i-may-test', 'idp.invalid'],
      },
    ],
    controls: [planned],
  },
  {
    id: 'NET4',
    input: 'answers to `probe` that are the same for everyone: 404, 422, 3xx, 5xx, none in time',
    behaviour: 'inconclusive, exit 2: never "enforced"',
    cases: [
      ...[400, 404, 405, 415, 422, 302, 500, 503].map((status) =>
        probed(
          `${status}`,
          (_request, response) => void response.writeHead(status, { location: '/x' }).end('{}'),
        ),
      ),
      probed('200 with a page', text('<html>log in</html>', { 'content-type': 'text/html' }), {
        exit: 5,
      }),
      probed('no answer in time', () => {}, { stderr: /^error\[probe-unreachable\]/ }),
      judged,
      probed('a connection that is closed', (request) => void request.socket.destroy(), {
        stderr: /^error\[probe-unreachable\]/,
      }),
    ],
    controls: [planned],
  },
  {
    id: 'NET6',
    input: 'credentials, a query or a fragment in the URL; path parameters with `..`, `?`, CR LF',
    behaviour: 'refused, or encoded within one segment',
    cases: [
      refusedUrl('a user', 'http://user:hunter2@127.0.0.1:1', 'target-url-parts'),
      refusedUrl('a query', 'http://127.0.0.1:1/a?b', 'target-url-parts'),
      refusedUrl('a fragment', 'http://127.0.0.1:1/a#b', 'target-url-parts'),
      ...['../admin', 'a?b', 'a\r\nX-A: b', '//idp.invalid', '%2e%2e'].map(
        (value): Case => ({
          ...planned,
          what: `the parameter ${JSON.stringify(value)}`,
          args: [...planned.args, '--param', `id=${value}`],
          files: {
            ...PROBED,
            'scopes.yaml': PROBED['scopes.yaml'].replace('GET /a', '"GET /a/{id}"'),
          },
          // Sent within one segment, or not at all.
          stdout: /^ .* GET +\/a\/[\w.~%-]+( |$)|\/a\/[\w.~%:-]+ belongs to no route$/m,
          never: /\/a\/[^ ]*(\.\.\/|\?|\n)|^X-A/m,
        }),
      ),
    ],
    controls: [planned],
  },
  {
    id: 'NET9',
    input: 'key set URLs: http, redirects, HTML, broken JSON, huge, with private keys',
    behaviour: 'https or this machine only; redirects are not followed; refused',
    rule: 'RFC 8725 §3.10',
    cases: [
      verifying(
        'a redirect',
        // The key set is there: whoever follows gets a valid token.
        ({ url }, response) =>
          void (url === '/jwks'
            ? response.writeHead(302, { location: '/set' }).end()
            : response.end(SET)),
        'key-url-redirect',
      ),
      verifying('a page', text('<html></html>'), 'key-[a-z-]+'),
      verifying('broken JSON', text('{"keys":['), 'key-[a-z-]+'),
      verifying('an empty set', text('{"keys":[]}'), '[a-z-]+'),
      verifying('a secret', text(JSON.stringify({ keys: [KEYS.HS256.jwk] })), '[a-z-]+', {
        never: new RegExp(String(KEYS.HS256.jwk.k)),
      }),
      verifying('50 MB', text(`{"keys":[],"x":"${'x'.repeat(50_000_000)}"}`), 'key-url-[a-z-]+'),
      verifying(
        '404',
        (_request, response) => void response.writeHead(404).end(SET),
        'key-url-[a-z-]+',
      ),
      ...[
        'http://idp.invalid/',
        'http://169.254.169.254/',
        'file:///etc/passwd',
        'http://127.0.0.1.idp.invalid/',
      ].map((url) => verifying(url, () => {}, 'key-[a-z-]+', { prepare: () => ({ args: [url] }) })),
    ],
    controls: [
      verifying('a set on this machine', text(SET), '', {
        exit: 0,
        stdout: /^valid$/m,
        stderr: /^/,
      }),
    ],
  },
]
