import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { runProcess } from '../../../support/run-process.js'
import { tempDir } from '../../../support/temp-dir.js'
import { cannot, type Installed, run } from '../install.js'
import type { Call } from './calls.js'
import type { Row } from './counted.js'
import type { SqlEngine } from './job.js'

const DEBIAN = '/usr/lib/postgresql'

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534
const uid = process.getuid?.() === 0 ? NOBODY : undefined

/** The Debian package, installed if root can. */
export async function installPostgres(): Promise<Installed> {
  const found = await versionOf()
  if (found) return found
  const packages = ['postgresql']
  const env = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '--yes', '--quiet']
  const done = await run('env', [...env, '--no-install-recommends', ...packages], '.')
  return (await versionOf()) ?? cannot('apt-get', packages, done)
}

async function versionOf(): Promise<Installed | undefined> {
  const [newest] = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))
    : []
  if (newest === undefined) return undefined
  const program = join(DEBIAN, newest, 'bin')
  const { exit, stdout } = await run(join(program, 'postgres'), ['--version'], '.')
  const version = /[\d.]+/.exec(stdout)?.[0]
  if (exit !== 0 || version === undefined) return undefined
  return { ok: true, program, dir: tempDir(), versions: { postgresql: version } }
}

/** A cluster of its own that listens on a socket in its folder only. It is stopped after the tests. */
export async function postgresEngine(
  installed: Extract<Installed, { ok: true }>,
): Promise<SqlEngine> {
  const dir = tempDir()
  const data = join(dir, 'data')
  const as = async (program: string, args: readonly string[], seconds = 10_800) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: dir, LC_ALL: 'C.UTF-8', PGHOST: dir }
    const done = await runProcess(join(installed.program, program), args, {
      ...{ cwd: dir, env, seconds, uid },
    })
    if (done.exit !== 0) throw new Error(`${program}: ${done.stdout}${done.stderr}`.slice(0, 4000))
    return done.stdout
  }
  mkdirSync(data)
  chmodSync(dir, 0o755)
  if (uid !== undefined) for (const each of [dir, data]) chownSync(each, uid, uid)
  await as('initdb', ['--pgdata', data, '--auth', 'trust', '--username', 'tester', '--no-sync'])
  const settings = `-k ${dir} -c listen_addresses= -c fsync=off -c work_mem=256MB -c temp_buffers=64MB`
  await as('pg_ctl', ['start', '--wait', '-D', data, '-l', join(dir, 'log'), '-o', settings])
  afterAll(() => as('pg_ctl', ['stop', '--wait', '-D', data, '-m', 'immediate'], 60))
  const psql = ['-U', 'tester', '-d', 'postgres', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1']
  return async (jobs) => {
    const results: Row[][] = []
    for (const { lines, script } of jobs) {
      const file = join(dir, 'job.sql')
      await writeCsv(lines, join(dir, 'calls.csv'))
      const query = script.trimEnd().replace(/;$/, '')
      writeFileSync(
        file,
        `${TABLE}\\copy access_log FROM '${dir}/calls.csv' WITH (FORMAT csv)
ANALYZE access_log;
SELECT COALESCE(json_agg(json_build_array(answer, baseline, change, route, role, client, calls)), '[]') FROM (
${query}
) AS result;
`,
      )
      results.push(JSON.parse(await as('psql', [...psql, '-f', file])) as Row[])
    }
    return results
  }
}

const TABLE = `SET client_encoding = 'UTF8';
DROP TABLE IF EXISTS access_log;
CREATE TABLE access_log (method text, path text, scopes text, role text, "user" text, status int, client text);
`

/** Quotes tell an empty text from null. */
async function writeCsv(lines: string, csv: string): Promise<void> {
  const out = createWriteStream(csv)
  for await (const line of createInterface({
    input: createReadStream(lines),
    crlfDelay: Infinity,
  })) {
    const { method, path, scopes, role, user, status, client } = JSON.parse(line) as Call
    const cells = [method, path, scopes, role, user, status, client].map((cell) =>
      cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`,
    )
    if (!out.write(`${cells.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
