import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DIALECTS, dialectOf } from '../../src/core/replay/sql/dialect.js'
import { replaySql } from '../../src/core/replay/sql/script.js'
import { tempDir } from '../support/temp-dir.js'
import { type Installed, installPython, needs, run } from './support/install.js'
import { clashingWorld, generatedWorlds, hostileWorld } from './support/sql/worlds.js'

// Trino is only parsed, by a parser of SQL dialects that is not Trino's own.

let installed: Installed
beforeAll(async () => {
  installed = await installPython(['sqlglot'])
}, 600_000)

/** Exactly one query in each file, which reads one table that it does not define. */
const PARSE = `
import json, sys, sqlglot
from sqlglot import exp
sys.setrecursionlimit(100000)
answers = []
for name, file in json.load(open("files.json")):
    statements = sqlglot.parse(open(file, encoding="utf8").read(), read=name)
    defined = {each.alias for one in statements for each in one.find_all(exp.CTE)}
    tables = {each.sql() for one in statements for each in one.find_all(exp.Table)} - defined
    answers.append([name, [type(one).__name__ for one in statements], sorted(t for t in tables if t.split(" ")[0] not in defined)])
print(json.dumps(answers))
`

test('the script is one query for a parser of each dialect', async (context) => {
  needs(installed, context)
  const dir = tempDir({ 'parse.py': PARSE })
  const files = [hostileWorld(), clashingWorld(), ...generatedWorlds(8)].flatMap((world, i) =>
    DIALECTS.map((name) => {
      const file = join(dir, `${name}-${i}.sql`)
      writeFileSync(file, replaySql(world.catalog, world.users, 'a.calls', dialectOf(name)))
      return [name, file] as const
    }),
  )
  writeFileSync(join(dir, 'files.json'), JSON.stringify(files))
  const done = await run(installed.program, ['parse.py'], dir)
  expect(done.exit, done.stderr.slice(-2000)).toBe(0)
  const answers = files.map(([name]) => [name, ['Select'], ['a.calls']])
  expect(JSON.parse(done.stdout)).toEqual(answers)
})
