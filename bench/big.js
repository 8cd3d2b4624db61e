import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { catalogOf } from './sample.js'
import { folderOf, scopectl } from './world.js'

const CATALOG = 'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }\nroutes: {}\n'
const nameOf = (i) => `user${i}@example.test`
const FORMS = {
  ndjson: { head: '', line: (i) => `${JSON.stringify({ user: nameOf(i), roles: ['reader'] })}\n` },
  csv: { head: 'user,roles\n', line: (i) => `${nameOf(i)},reader\n` },
  yaml: { head: 'users:\n', line: (i) => `  ${nameOf(i)}: { roles: [reader] }\n` },
}
const PARSE = `const text = require('node:fs').readFileSync(process.argv[1], 'utf8')
require('yaml').parseDocument(text, { uniqueKeys: false })`

/** `token` for the last of this many users. */
function last(form, count) {
  const { head, line } = FORMS[form]
  const cwd = folderOf({ 'scopes.yaml': CATALOG, [`users.${form}`]: head })
  for (let i = 0; i < count; i += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, j) => line(i + j))
    appendFileSync(join(cwd, `users.${form}`), lines.join(''))
  }
  const what = `token, last of ${count.toLocaleString('en')} users, ${form}`
  return { what, run: scopectl(cwd, ['token', '--user', nameOf(count - 1)]), rounds: 3, batch: 1 }
}

/** Files ten times as big as is reasonable. No other tool reads such a catalog. */
export function* rows() {
  const size = { scopes: 5000, roles: 2000, scopesPerRole: 50, routes: 20_000 }
  const cwd = folderOf({ 'scopes.yaml': stringify(catalogOf(size)) })
  for (const command of ['lint', 'lock', 'matrix --format csv']) {
    const run = scopectl(cwd, command.split(' '))
    yield { what: `${command}, 2,000 roles x 20,000 routes`, run, rounds: 3, batch: 1 }
  }
  yield { ...last('ndjson', 1_000_000), goal: '< 1.5 s, 200 MB' }
  yield { ...last('csv', 1_000_000), goal: '< 1.5 s, 200 MB' }
  const yaml = last('yaml', 100_000)
  const file = join(yaml.run.cwd, 'users.yaml')
  const against = { command: [process.execPath, '-e', PARSE, file] }
  yield { ...yaml, than: 'parseDocument of yaml', against, goal: '≤ 1.3' }
}
