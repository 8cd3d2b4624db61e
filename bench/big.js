import { appendFileSync, writeFileSync } from 'node:fs'
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
  yield* batches()
  yield* documents()
}

/** `check --batch FILE`: five times as many lines take at most five times as long, and the same memory. */
function* batches() {
  const users = Array.from({ length: 10_000 }, (_, i) => FORMS.csv.line(i)).join('')
  const cwd = folderOf({ 'scopes.yaml': CATALOG, 'users.csv': FORMS.csv.head + users })
  const [small, big] = [20_000, 100_000].map((count) => {
    const ask = (i) =>
      `${JSON.stringify({ as: { user: nameOf((i * 7919) % 10_000) }, need: 'read' })}\n`
    writeFileSync(
      join(cwd, `${count}.ndjson`),
      Array.from({ length: count }, (_, i) => ask(i)).join(''),
    )
    return scopectl(cwd, ['check', '--batch', `${count}.ndjson`, '-q'])
  })
  const row = { rounds: 3, batch: 1, than: '20,000 of them', against: small, goal: '≤ 5, < 150 MB' }
  yield { what: 'check --batch, 100,000 lines, 10,000 users in CSV', run: big, ...row }
}

const READ_JSON = "JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'))"

/** `import openapi` of a document of 47 MB with 22,000 operations, as large as Microsoft Graph's beta, and of half of one in YAML. */
function* documents() {
  const cwd = folderOf({})
  const write = (name, text) => {
    writeFileSync(join(cwd, name), text)
    return join(cwd, name)
  }
  const run = (file) => scopectl(cwd, ['import', 'openapi', file, '-q'])
  const json = write('api.json', JSON.stringify(documentOf(11_000)))
  const parse = { command: [process.execPath, '-e', READ_JSON, json] }
  const row = { rounds: 5, batch: 1 }
  const what = 'import openapi, 47 MB'
  yield { what, run: run(json), ...row, than: 'JSON.parse', against: parse, goal: '≤ 4, 600 MB' }
  write('scopes.yaml', stringify(catalogFor(11_000, () => 'read')))
  // One route in six differs, so that the merge has thousands of operations to change.
  write('other.yaml', stringify(catalogFor(11_000, (i) => (i % 3 === 0 ? 'write' : 'read'))))
  const merge = ['export', 'openapi', '--catalog', 'other.yaml', '--merge', json]
  for (const [what, args] of [
    ['import openapi again, 47 MB', ['import', 'openapi', json, '-o', 'scopes.yaml', '-q']],
    ['drift, 47 MB', ['drift', json, '-q']],
    ['export openapi --merge, 47 MB', [...merge, '-o', 'merged.json', '--force', '-q']],
  ]) {
    yield { what, run: scopectl(cwd, args), rounds: 3, batch: 1, goal: '600 MB' }
  }
  const yaml = write('api.yaml', stringify(documentOf(2000)))
  const against = { command: [process.execPath, '-e', PARSE, yaml] }
  const than = 'parseDocument of yaml'
  yield { what: 'import openapi, YAML', run: run(yaml), ...row, than, against, goal: '≤ 1.3' }
}

/** What the document requires, except for what `read` changes. */
function catalogFor(paths, read) {
  const routes = Object.keys(documentOf(paths).paths).flatMap((path, i) => [
    [`GET ${path}`, read(i)],
    [`PATCH ${path}`, 'write'],
  ])
  return { scopes: { read: 'Read', write: 'Write' }, routes: Object.fromEntries(routes) }
}

/** Two operations per path; most of the text is responses and descriptions. */
function documentOf(paths) {
  const text =
    'Provides the properties and relationships of the resource, and what may be done with it. '
  const properties = Object.fromEntries(
    ['id', 'name', 'state', 'owner'].map((name) => [name, { type: 'string', description: text }]),
  )
  const schema = { type: 'object', properties, example: { id: '1', list: [1, 2, 3] } }
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: text, content }, '4XX': { description: text, content } }
  const operation = (scope) => ({ description: text, responses, security: [{ oauth: [scope] }] })
  const entries = Array.from({ length: paths }, (_, i) => [
    `/things${i % 300}/{id}/parts${i}`,
    { get: operation('read'), patch: operation('write') },
  ])
  const flow = { tokenUrl: '/token', scopes: { read: 'Read', write: 'Write' } }
  const oauth = { type: 'oauth2', flows: { clientCredentials: flow } }
  const components = { securitySchemes: { oauth } }
  return { openapi: '3.1.0', paths: Object.fromEntries(entries), components }
}
