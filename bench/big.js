import { createWriteStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { chance } from './chance.js'
import { folderOf } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf, peakOf } from './processes.js'

const [SCOPES, ROLES, ROUTES, USERS] = [5000, 2000, 20_000, 1_000_000]

/** A scope guards four routes, so a role of 50 scopes opens one in a hundred. */
function bigCatalog() {
  const pick = chance(7)
  const name = (i) => `svc${Math.floor(i / 10)}:op${i}`
  const scopes = Array.from({ length: SCOPES }, (_, i) => `  ${name(i)}: Operation ${i}`)
  const roles = Array.from({ length: ROLES }, (_, i) => {
    const held = new Set()
    while (held.size < 50) held.add(`"${name(pick(SCOPES))}"`)
    return `  role${i}: { scopes: [${[...held].join(', ')}] }`
  })
  const routes = Array.from({ length: ROUTES }, (_, i) => {
    const method = ['GET', 'POST', 'PUT', 'DELETE'][i % 4]
    const path = `/v1/things${Math.floor(i / 8)}${i % 8 < 4 ? '' : '/{id}'}`
    return `  ${method} ${path}: "${name(Math.floor(i / 4))}"`
  })
  const part = (title, lines) => `${title}:\n${lines.join('\n')}\n`
  return part('scopes', scopes) + part('roles', roles) + part('routes', routes)
}

const USERS_CATALOG = `token: { issuer: "http://localhost:8000", audience: api }
scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] }, writer: { extends: [reader], scopes: [write] } }
routes: { GET /items: read, POST /items: write }
`
const user = (i) => ({ name: `user${i}@example.test`, role: i % 3 === 0 ? 'writer' : 'reader' })
const FORMS = {
  ndjson: { line: ({ name, role }) => `${JSON.stringify({ user: name, roles: [role] })}\n` },
  csv: { head: 'user,roles\n', line: ({ name, role }) => `${name},${role}\n` },
}

/** Ten times what is reasonable. */
const YAML_USERS = 100_000
const YAML = {
  head: 'users:\n',
  line: ({ name, role }) => `  ${name}: { roles: [${role}] }\n`,
}
const PARSE = `import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
parseDocument(readFileSync(process.argv[1], 'utf8'), { uniqueKeys: false })`

async function writeUsers(file, { head = '', line }, users = USERS) {
  const out = createWriteStream(file)
  let text = head
  for (let i = 0; i < users; i++) {
    text += line(user(i))
    if (i % 10_000 < 9_999) continue
    if (!out.write(text)) await new Promise((done) => out.once('drain', done))
    text = ''
  }
  await finished(out.end(text))
}

/** Files of a size that few have, alone: there is no peer that reads such a catalog. */
export async function measure() {
  const row = (what, aim, cwd, ...args) => {
    const command = [process.execPath, resolve('bin/scopectl.js'), ...args]
    const run = { command, cwd, env: { HOME: cwd, LC_ALL: 'C.UTF-8', NO_COLOR: '1' } }
    outputOf(run)
    const fresh = { ...run, env: { ...run.env, NODE_DISABLE_COMPILE_CACHE: '1' } }
    const { run: took, fresh: first } = inTurn({ run, fresh }, { rounds: 3, batch: 1 })
    const median = `${ms(took.wall)}, ${peakOf(run)}`
    const against = `nothing kept: ${ms(first.wall)}, ${peakOf(fresh)}`
    return { what, median, against, ratio: times(took.wall / first.wall), aim }
  }
  const size = `${SCOPES} scopes, ${ROLES} roles, ${ROUTES} routes`
  const big = folderOf({ 'scopes.yaml': bigCatalog() })
  const rows = [
    row(`lint, ${size}`, '', big, 'lint'),
    row(`lock, ${size}`, '', big, 'lock'),
    row(`matrix --format csv, ${size}`, '', big, 'matrix', '--format', 'csv'),
  ]
  for (const [form, written] of Object.entries(FORMS)) {
    const cwd = folderOf({ 'scopes.yaml': USERS_CATALOG })
    await writeUsers(join(cwd, `users.${form}`), written)
    const last = user(USERS - 1).name
    rows.push(
      row(
        `token --user LAST of ${USERS}, ${form}`,
        '< 1.5 s, 200 MB',
        cwd,
        'token',
        '--user',
        last,
      ),
      row(
        `matrix --by user of ${USERS}, ${form}`,
        '',
        cwd,
        'matrix',
        '--by',
        'user',
        '--format',
        'csv',
      ),
    )
  }
  return [...rows, await yamlRow()]
}

/** Users in YAML, against nothing but the reading of that file with the library, without a place or a check. */
async function yamlRow() {
  const cwd = folderOf({ 'scopes.yaml': USERS_CATALOG })
  const file = join(cwd, 'users.yaml')
  await writeUsers(file, YAML, YAML_USERS)
  const args = ['token', '--user', user(YAML_USERS - 1).name]
  const run = {
    command: [process.execPath, resolve('bin/scopectl.js'), ...args],
    cwd,
    env: { HOME: cwd },
  }
  outputOf(run)
  const library = { command: [process.execPath, '--input-type=module', '-e', PARSE, file] }
  const { run: took, library: parsed } = inTurn({ library, run }, { rounds: 5, batch: 1 })
  return {
    what: `token --user LAST of ${YAML_USERS}, YAML`,
    median: `${ms(took.wall)}, ${peakOf(run)}`,
    against: `yaml's parseDocument: ${ms(parsed.wall)}, ${peakOf(library)}`,
    ratio: times(took.wallRatio),
    aim: '≤ 1.3',
  }
}
