import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { FILES, ndjson, SECRET } from '../support/replay-world.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { type Installed, installNpm, needs } from './support/install.js'

let installed: Installed
beforeAll(async () => {
  installed = await installNpm(['@duckdb/node-api'])
}, 600_000)

/** Writes what DuckDB reads of a log as Parquet, with lists, structs and times as such. */
const WRITE = `import { DuckDBInstance } from '@duckdb/node-api'
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(\`COPY (SELECT * REPLACE (time::TIMESTAMPTZ AS time, status::INTEGER AS status)
  FROM read_json('log.ndjson', format = 'newline_delimited')) TO 'log.parquet' (FORMAT parquet)\`)
`

test('a Parquet file gives the same answers as the lines that it was made from', async (context) => {
  needs(installed, context)
  const { dir } = installed
  const paths = ['/items/', '/items/7', '/me', '/exports', '/none']
  const callers = [
    { scopes: ['read', 'write'] },
    { scopes: null, claims: { scope: 'admin', azp: 'bot' } },
    { scopes: null, claims: { scp: ['read', 'write'], client_id: 'app' } },
    { role: 'editor' },
    { user: 'alice' },
    { scopes: null },
  ]
  const lines = Array.from({ length: 5000 }, (_, i) => ({
    time: `2026-11-01T10:${String(i % 60).padStart(2, '0')}:00Z`,
    method: ['GET', 'POST'][i % 2],
    path: paths[i % 5],
    status: [200, 403, null, 404, 500][(i * 3) % 7] ?? null,
    ...callers[(i * 7) % 6],
  }))
  for (const [name, text] of Object.entries({
    ...FILES,
    'log.ndjson': ndjson(lines),
    'write.mjs': WRITE,
  }))
    writeFileSync(join(dir, name), text)
  for (const part of ['dist', 'bin', 'package.json'])
    cpSync(part, join(dir, 'scopectl', part), { recursive: true })
  const node = (...args: string[]) =>
    runProcess(process.execPath, args, { cwd: dir, env: { ...plainEnv(dir), KEY: SECRET } })
  expect(await node('write.mjs')).toMatchObject({ exit: 0 })
  const replay = async (file: string) => {
    const { exit, stdout } = await node('scopectl/bin/scopectl.js', 'replay', file, '--json')
    return { exit, ...JSON.parse(stdout.replaceAll(file, 'LOG')) }
  }
  const parquet = await replay('log.parquet')
  expect(parquet).toEqual(await replay('log.ndjson'))
  expect(parquet.counts).toMatchObject({ lines: 5000, skipped: 0 })
  writeFileSync(join(dir, 'broken.parquet'), 'PAR1')
  expect(await replay('broken.parquet')).toMatchObject({
    exit: 2,
    problem: { code: 'replay-parquet' },
  })
})
