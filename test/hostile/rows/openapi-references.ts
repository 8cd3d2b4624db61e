import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, Row } from '../row.js'
import { api, imported, type Said, schemes } from './openapi-cases.js'

/** Behind a reference that is not followed. */
const unfollowed = (what: string, ref: string, more: Said = {}): Case =>
  imported(what, api({ '/x': { $ref: ref } }), /^ {2}GET \/x: undecided /m, {
    stderr: /was not followed/,
    never: /^ {2}GET \/x: public/m,
    ...more,
  })
const skipped = (what: string, path: string, why: RegExp): Case =>
  imported(what, api({ [path]: { get: { security: [{ o: ['read'] }] } } }), /GET \/ok: read\n$/, {
    stderr: why,
  })
const OUTSIDE = JSON.stringify({ get: { security: [] } })

export const REFERENCE_ROWS: readonly Row[] = [
  {
    id: 'OAS7',
    input: '`$ref` to other files and URLs',
    behaviour:
      "files within the git repository of the document, or the folder of `--root` (neither: the document's folder) only, after resolving `..`, symlinks and percent-encoding; anything else is unresolved: `undecided`",
    rule: 'CWE-22',
    decided:
      'Files of the whole repository may be read, not only those in the folder of the document (decision 99).',
    cases: [
      unfollowed('a file above', '../x.json'),
      unfollowed('percent-encoded', '%2e%2e/x.json'),
      unfollowed('an absolute path', '/etc/passwd', { never: /root:/ }),
      unfollowed('file:', 'file:///etc/passwd', { never: /root:/ }),
      unfollowed('a URL', 'https://x.invalid/a.json', { stderr: /nothing is fetched/ }),
      unfollowed('a URL without a scheme', '//x.invalid/a.json'),
      unfollowed('a symbolic link out', 'link.json', {
        setUp: (dir) => symlinkSync('/etc/hostname', join(dir, 'link.json')),
      }),
      unfollowed('a missing file', 'missing.json'),
    ],
    controls: [
      imported('a file beside it', api({ '/x': { $ref: 'x.json' } }), /GET \/x: public/, {
        setUp: (dir) => writeFileSync(join(dir, 'x.json'), OUTSIDE),
      }),
      imported(
        'a file in a folder',
        api({ '/x': { $ref: './a/../b/x.json' } }),
        /GET \/x: public/,
        {
          setUp(dir) {
            mkdirSync(join(dir, 'b'))
            writeFileSync(join(dir, 'b/x.json'), OUTSIDE)
          },
        },
      ),
    ],
  },
  {
    id: 'OAS8',
    input:
      'circular, long and scalar references, `#/__proto__/x`; path items, parameters, servers and security that many operations share',
    behaviour: 'bounded, own members only, reported; too much work in all is exit 2',
    rule: 'CWE-400',
    cases: [
      unfollowed('to itself', '#/paths/~1x', { stderr: /points back to itself/ }),
      imported(
        'two that refer to each other',
        api({ '/x': { $ref: '#/paths/~1y' }, '/y': { $ref: '#/paths/~1x' } }),
        /GET \/x: undecided/,
        { stderr: /points back to itself/ },
      ),
      unfollowed('__proto__', '#/__proto__/x'),
      unfollowed('constructor', '#/constructor'),
      unfollowed('a text', '#/info/title'),
      imported(
        'a chain of 10,000',
        api(
          Object.fromEntries(
            Array.from({ length: 10_000 }, (_, i) => [`/r${i}`, { $ref: `#/paths/~1r${i + 1}` }]),
          ),
        ),
        /GET \/r0: undecided/,
      ),
    ],
    controls: [
      imported(
        '~0 and ~1',
        api(
          { '/x': { $ref: '#/components/pathItems/a~1b~0c' } },
          {
            components: {
              securitySchemes: schemes,
              pathItems: { 'a/b~c': { get: { security: [{ o: ['write'] }] } } },
            },
          },
        ),
        /GET \/x: write/,
      ),
    ],
  },
  {
    id: 'OAS9',
    input: 'odd and duplicate paths, prefixes',
    behaviour: 'refused or reported, one by one',
    cases: [
      skipped('no slash', 'b', /must start with `\/`: skipped/),
      skipped('a dot segment', '/c/../d', /has a dot segment: skipped/),
      skipped('a query', '/q?x', /has a query: skipped/),
      skipped('a fragment', '/q#x', /: skipped/),
      skipped('control characters', '/a\u001b[2J\n', /: skipped/),
      imported(
        'the same template twice',
        api({
          '/a/{x}': { get: { security: [{ o: ['read'] }] } },
          '/a/{y}': { get: { security: [] } },
        }),
        /GET \/a\/\{x\}: /,
        { stderr: /`GET \/a\/\{y\}` .*`GET \/a\/\{x\}`/ },
      ),
    ],
    controls: [
      imported(
        'the prefix of a server',
        api({}, { servers: [{ url: 'https://x.test/v1' }] }),
        /GET \/v1\/ok: read/,
      ),
      {
        ...imported('another prefix', api({}), /GET \/v2\/ok: read/),
        args: ['import', 'openapi', 'api.json', '--base-path', '/v2'],
      },
    ],
  },
]
