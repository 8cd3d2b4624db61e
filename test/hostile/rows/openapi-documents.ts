import { scopectlHere } from '../../support/in-process.js'
import type { Case, Row } from '../row.js'
import { api, imported, needs, refused, SCOPED, schemes } from './openapi-cases.js'

const READ = { get: { security: [{ o: ['read'] }] } }
const IMPORT = ['import', 'openapi', 'api.json', '-o', 'scopes.yaml']
/** A catalog without anything but the routes of the document. */
const EXISTING = `scopes: { read: Read, write: Write }\nroles: { viewer: { scopes: [read] } }\nroutes:\n  GET /ok: read\n  GET /x: write\n`
const over = (what: string, security: unknown, more: Partial<Case>): Case => ({
  what,
  args: IMPORT,
  files: {
    'api.json': api({ '/x': { get: { security } } }),
    'scopes.yaml': EXISTING,
    'users.yaml': 'users: { alice: { roles: [viewer] } }\n',
  },
  exit: 2,
  ...more,
})
const swagger = (flow: object): string =>
  JSON.stringify({
    swagger: '2.0',
    info: { title: 'x', version: '1' },
    basePath: '/v1',
    securityDefinitions: { o: { type: 'oauth2', scopes: { read: 'Read' }, ...flow } },
    paths: { '/ok': READ },
  })
/** What is imported loads, and is as in the document. */
const loads = (what: string, document: string): Case => ({
  what,
  args: ['drift', 'api.json', '-c', 'new.yaml'],
  files: { 'api.json': document },
  exit: 0,
  async setUp(cwd) {
    await scopectlHere(['import', 'openapi', 'api.json', '-o', 'new.yaml'], { cwd })
  },
})
const named = (scope: string): string =>
  api(
    { '/x': { get: { security: [{ o: [scope] }] } } },
    {
      components: {
        securitySchemes: {
          o: {
            ...schemes.o,
            flows: {
              clientCredentials: { tokenUrl: '/t', scopes: { read: 'Read', [scope]: 'x' } },
            },
          },
        },
      },
    },
  )

export const DOCUMENT_ROWS: readonly Row[] = [
  {
    id: 'OAS10',
    input: 'names that are not scope-tokens, long descriptions',
    behaviour: 'kept in a form that allows nothing, and reported; descriptions are shortened',
    rule: 'RFC 6749 §3.3',
    cases: [
      needs('a space', [{ o: ['a b'] }], /- \{ scheme: o, scopes: \[a b\] \}/, {
        never: /GET \/x: a b/,
        stderr: /a b/,
      }),
      needs('a quote', [{ o: ['a"b'] }], /scheme: o/, { stderr: /a\\?"b/ }),
      needs('a line end', [{ o: ['a\nGET /y: public'] }], /scheme: o/, {
        never: /^ *GET \/y: public/m,
      }),
      imported(
        'a description of 1 MB',
        api({ '/x': { get: { summary: 'x'.repeat(1_000_000), security: [{ o: ['read'] }] } } }),
        /^[\s\S]{1,5000}$/,
      ),
    ],
    controls: ['yes', '1e3', 'null', '#x', 'a:b', '*a', '[a]'].map((name) =>
      loads(`the name ${name}`, named(name)),
    ),
  },
  {
    id: 'OAS11',
    input:
      'large documents, texts that are large in memory, Swagger 2.0, JSON in `.yaml`, unknown versions',
    behaviour: "read within 256 MB and Node's memory, or exit 2; the version is reported",
    rule: 'CWE-400',
    cases: [
      refused(
        'OpenAPI 9',
        JSON.stringify({ openapi: '9.0.0', paths: { '/ok': READ } }),
        'openapi-[a-z-]+',
      ),
      refused(
        'a map as its version',
        JSON.stringify({ openapi: { a: 1 }, paths: { '/ok': READ } }),
        'openapi-[a-z-]+',
      ),
      refused('no version', JSON.stringify({ paths: { '/ok': READ } }), 'openapi-[a-z-]+'),
      refused('not a document', '[]', '[a-z-]+'),
      refused('empty', '', '[a-z-]+'),
    ],
    controls: [
      imported(
        '20,000 operations',
        api(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`/r${i}`, READ]))),
        /GET \/r19999: read/,
      ),
      imported(
        'Swagger 2.0, accessCode',
        swagger({
          flow: 'accessCode',
          authorizationUrl: 'https://x.test/a',
          tokenUrl: 'https://x.test/t',
        }),
        /GET \/v1\/ok: read/,
      ),
      imported(
        'Swagger 2.0, application',
        swagger({ flow: 'application', tokenUrl: 'https://x.test/t' }),
        /GET \/v1\/ok: read/,
      ),
      imported('OpenAPI 3.2', api({}).replace('3.1.0', '3.2.0'), /GET \/ok: read/),
      {
        ...SCOPED,
        what: 'JSON in .yaml',
        args: ['import', 'openapi', 'api.yaml'],
        files: { 'api.yaml': api({}) },
      },
    ],
  },
  {
    id: 'OAS12',
    input: 'importing over an existing catalog',
    behaviour: 'nothing is loosened or overwritten without `--force`',
    cases: [
      over('public instead of a scope', [], { stderr: /GET \/x/ }),
      over('another scope', [{ o: ['read'] }], { stderr: /GET \/x/ }),
      over('an optional token', [{ o: ['write'] }, {}], { stderr: /GET \/x/ }),
      {
        ...over('the file is not changed', [], {}),
        args: ['check', '--role', 'viewer', '--route', 'GET /x'],
        exit: 4,
        async setUp(cwd) {
          await scopectlHere(IMPORT, { cwd })
        },
      },
    ],
    controls: [
      over('the same', [{ o: ['write'] }], { exit: 0 }),
      over('stricter', [{ o: ['write', 'read'] }], { exit: 0 }),
      { ...over('looser, with --force', [], { exit: 0 }), args: [...IMPORT, '--force'] },
    ],
  },
  {
    id: 'OAS13',
    input: 'extensions, examples, secrets in them',
    behaviour: 'not copied',
    cases: [
      imported(
        'in every place',
        api(
          {
            '/x': {
              'x-token': 'hunter2',
              get: {
                'x-secret': 'hunter2',
                security: [{ o: ['read'] }],
                parameters: [{ name: 'q', in: 'query', example: 'hunter2' }],
                requestBody: {
                  content: { 'application/json': { example: { password: 'hunter2' } } },
                },
              },
            },
          },
          { 'x-api-key': 'hunter2' },
        ),
        /GET \/x: read/,
        { never: /hunter2/ },
      ),
    ],
    controls: [imported('the description of a scope is', api({}), /^ {2}write: Write$/m)],
  },
]
