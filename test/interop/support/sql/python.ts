import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess } from '../../../support/run-process.js'
import { plainEnv } from '../../../support/scopectl.js'
import { tempDir } from '../../../support/temp-dir.js'
import type { Installed } from '../install.js'
import type { Row } from './counted.js'
import type { SqlEngine } from './job.js'

/** Long enough for ten million lines on a busy machine. */
const SECONDS = 10_800

/** Runs a Python program that gets the files of the jobs, and writes the rows of each as JSON. */
export function pythonEngine(
  installed: Extract<Installed, { ok: true }>,
  program: string,
): SqlEngine {
  return async (jobs) => {
    const dir = tempDir({ 'run.py': program })
    const files = jobs.map(({ lines, script }, i) => {
      const file = join(dir, `${i}.sql`)
      writeFileSync(file, script)
      return [lines, file, join(dir, `${i}.json`)] as const
    })
    writeFileSync(join(dir, 'jobs.json'), JSON.stringify(files))
    const env = { ...plainEnv(dir), PYTHONUTF8: '1', SPARK_LOCAL_IP: '127.0.0.1' }
    const done = await runProcess(installed.program, ['run.py'], {
      cwd: dir,
      env,
      seconds: SECONDS,
    })
    if (done.exit !== 0) throw new Error(done.stderr.slice(-4000))
    return files.map(([, , out]) => JSON.parse(readFileSync(out, 'utf8')) as Row[])
  }
}

const HEAD = `
import json
jobs = json.load(open("jobs.json"))
`

export const DUCKDB = `${HEAD}
import duckdb
for lines, script, out in jobs:
    con = duckdb.connect()
    con.execute("SET threads = 2; SET memory_limit = '6GB'")
    con.execute("""CREATE TABLE access_log AS SELECT * FROM read_json('%s', format = 'newline_delimited', maximum_object_size = 16777216,
        columns = {method: 'VARCHAR', path: 'VARCHAR', scopes: 'VARCHAR', role: 'VARCHAR', "user": 'VARCHAR', status: 'INTEGER', client: 'VARCHAR'})""" % lines)
    rows = con.execute(open(script, encoding="utf8").read()).fetchall()
    json.dump(rows, open(out, "w"))
    con.close()
`

export const SPARK = `${HEAD}
from pyspark.sql import SparkSession
spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2").config("spark.driver.memory", "3g").getOrCreate())
spark.sparkContext.setLogLevel("ERROR")
schema = "method STRING, path STRING, scopes STRING, role STRING, user STRING, status INT, client STRING"
for lines, script, out in jobs:
    spark.read.schema(schema).json(lines).createOrReplaceTempView("access_log")
    text = open(script, encoding="utf8").read().rstrip().rstrip(";")
    json.dump([list(row) for row in spark.sql(text).collect()], open(out, "w"))
spark.stop()
`
