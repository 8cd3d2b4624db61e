import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'
import { call, FILES, ndjson, SECRET } from '../support/replay-world.js'

const OTHER = FILES['scopes.yaml'].replace(', enforce: literal', '')
const LINE = ndjson([call({ status: 200 })])

describe('access logs', () => {
  testTriggers(
    [
      ['replay-line', 'replay bad.ndjson'],
      ['replay-more-lines', 'replay bad.ndjson'],
      ['replay-skipped', 'replay bad.ndjson --skip-invalid'],
      ['replay-empty', 'replay empty.ndjson'],
      ['replay-nothing-compared', 'replay none.ndjson --fail-on any'],
      ['replay-format', 'replay a.txt'],
      ['replay-csv-header', 'replay a.csv'],
      ['replay-no-duckdb', 'replay a.parquet'],
      ['replay-twice', 'replay a.ndjson ./a.ndjson'],
      ['replay-resume', 'replay a.ndjson --resume a.csv'],
      ['replay-field', 'replay a.ndjson --field clinet=azp'],
      ['replay-views', 'replay view.ndjson -c other.yaml'],
      ['replay-left', 'replay many.ndjson'],
    ],
    {
      files: {
        ...FILES,
        'other.yaml': OTHER,
        'a.ndjson': LINE,
        'bad.ndjson': `${LINE}[]\n`,
        'empty.ndjson': '\n',
        'none.ndjson': ndjson([call()]),
        'a.txt': 'GET /\n',
        'a.csv': 'method,method\n',
        'a.parquet': 'PAR1',
        'view.ndjson': ndjson([
          call({ user: undefined, scopes: 'admin', method: 'PUT' }),
          call({ user: undefined, scopes: 'read admin', path: '/items/7' }),
        ]),
        'many.ndjson': ndjson(Array.from({ length: 1001 }, (_, i) => call({ path: `/x${i}` }))),
      },
      env: { KEY: SECRET },
    },
  )
})
