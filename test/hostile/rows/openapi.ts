import type { Row } from '../row.js'
import { api, imported, needs, SCOPED } from './openapi-cases.js'

export const OPENAPI_ROWS: readonly Row[] = [
  {
    id: 'OAS1',
    input: 'no `security` at all',
    behaviour: '`undecided`, and reported; never public',
    rule: 'OpenAPI 3.1',
    cases: [
      imported(
        'on the operation and the document',
        api({ '/x': { get: {} } }),
        /GET \/x: undecided/,
        {
          stderr: /^warning: 1 operation states no security, so it is undecided: `GET \/x`$/m,
          never: /GET \/x: public/,
        },
      ),
    ],
    controls: [
      SCOPED,
      imported(
        'the security of the document',
        api({ '/x': { get: {} } }, { security: [{ o: ['write'] }] }),
        /GET \/x: write$/m,
      ),
    ],
  },
  {
    id: 'OAS2',
    input: "`security: []` overriding the document's own",
    behaviour: 'public, and reported',
    rule: 'OpenAPI 3.1',
    cases: [
      imported(
        'over a scope',
        api({ '/x': { get: { security: [] } } }, { security: [{ o: ['read'] }] }),
        /GET \/x: public/,
        {
          stderr: /^warning: 1 operation is public by `security: \[\]`: `GET \/x`$/m,
        },
      ),
    ],
    controls: [SCOPED],
  },
  {
    id: 'OAS3',
    input: '`{}` among the alternatives',
    behaviour: 'public, and reported; with `--optional ignore`, what the others need',
    rule: 'OpenAPI 3.1',
    decided:
      '`--optional ignore` is for the whole document, because it is a convention of its authors (decision 101).',
    cases: [
      needs('last', [{ o: ['read'] }, {}], /GET \/x: public/, {
        stderr: /public because a token is optional/,
      }),
      needs('first', [{}, { o: ['read'] }], /GET \/x: public/, {
        stderr: /public because a token is optional/,
      }),
    ],
    controls: [
      {
        ...needs('with --optional ignore', [{ o: ['read'] }, {}], /GET \/x: read\b/),
        args: ['import', 'openapi', 'api.json', '--optional', 'ignore'],
      },
    ],
  },
  {
    id: 'OAS4',
    input: 'several alternatives, schemes and scopes',
    behaviour: 'OR of ANDs; other schemes are kept',
    rule: 'OpenAPI 3.1',
    cases: [
      needs(
        'a key next to a scope',
        [{ o: ['read'] }, { key: [] }],
        /GET \/x:\s+any:\s+- read\s+- \{ scheme: key \}/,
      ),
      needs(
        'a key and a scope',
        [{ o: ['read'], key: [] }],
        /GET \/x:\s+all: \[read, \{ scheme: key \}\]/,
      ),
      needs('only a key', [{ key: [] }], /GET \/x:\s+any:\s+- \{ scheme: key \}/, {
        never: /GET \/x: (public|authenticated)/,
      }),
    ],
    controls: [
      needs('AND', [{ o: ['read', 'write'] }], /GET \/x: read write$/m),
      needs('OR', [{ o: ['read'] }, { o: ['write'] }], /GET \/x:\s+any:\s+- read\s+- write/),
    ],
  },
  {
    id: 'OAS5',
    input: 'schemes and scopes that are not declared',
    behaviour: 'kept and reported',
    cases: [
      needs('a scheme', [{ zz: [] }], /GET \/x:\s+any:\s+- \{ scheme: zz \}/, {
        stderr: /^warning: the scheme `zz` is used but not declared/m,
      }),
      needs('a scope', [{ o: ['nope'] }], /GET \/x: nope/, {
        stderr: /not declared, and was added: `nope`/,
      }),
      needs('a scope that nothing needs', [{ o: ['read'] }], /write: Write/, {
        stderr: /no operation needs `write`/,
      }),
    ],
    controls: [
      needs('everything is declared and needed', [{ o: ['write'] }], /GET \/x: write/, {
        never: /declared|no operation needs/,
      }),
    ],
  },
  {
    id: 'OAS6',
    input: 'scopes of http and apiKey schemes',
    behaviour: 'kept and marked; never `authenticated`',
    cases: [
      needs('http', [{ http: ['admin'] }], /- \{ scheme: http, scopes: \[admin\] \}/, {
        stderr: /has a list of roles or scopes, which is kept/,
        never: /GET \/x: authenticated/,
      }),
      needs('apiKey', [{ key: ['admin'] }], /- \{ scheme: key, scopes: \[admin\] \}/, {
        stderr: /has a list of roles or scopes, which is kept/,
        never: /GET \/x: authenticated/,
      }),
    ],
    controls: [needs('http without a list', [{ http: [] }], /- \{ scheme: http \}/)],
  },
]
