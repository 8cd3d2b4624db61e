import { copyFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderOf, nodeOf } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf } from './processes.js'

/** Of each line the newest release; the package holds the binary itself. */
const AIMS = {
  20: { version: 1.2, check: 2.4, fresh: 3.5 },
  22: { version: 1.2, check: 2.1, fresh: 3.5 },
  24: { version: 1.2, check: 2.1, fresh: 3.5 },
}
const SECRET = 'only-for-the-bench-0123456789abcdef0123456789'

/** The repository's catalog and users, with a secret from the environment; and a token of it. */
export function withSecret() {
  const text = readFileSync('scopes.yaml', 'utf8')
  const keyed = text.replace('token:\n', 'token:\n  algorithm: HS256\n  key: env:SECRET_KEY\n')
  const cwd = folderOf({ 'scopes.yaml': keyed, 'users.yaml': readFileSync('users.yaml', 'utf8') })
  const env = { SECRET_KEY: SECRET, HOME: cwd, LC_ALL: 'C.UTF-8', NO_COLOR: '1' }
  const command = [process.execPath, resolve('bin/scopectl.js'), 'token', '--user', 'alice']
  const flags = ['--with-configured-key', '--lifetime', '1h']
  const TOKEN = outputOf({ command: [...command, ...flags], cwd, env }).trim()
  return { cwd, env: { ...env, TOKEN }, secret: SECRET }
}

/** @param {{ certificates?: string }} given what NODE_EXTRA_CA_CERTS named, which only Node 20 reads at once */
export function measure({ certificates }) {
  const { cwd, env } = withSecret()
  const lines = Object.keys(AIMS).map((line) => rowsOf(line, '', cwd, env))
  const more = certificates && { ...env, NODE_EXTRA_CA_CERTS: certificates }
  const named = more ? rowsOf('20', ' and NODE_EXTRA_CA_CERTS', cwd, more) : []
  return [...lines, named].flat()
}

function rowsOf(line, and, cwd, env) {
  const ringed = folderOf({})
  for (const file of ['scopes.yaml', 'users.yaml']) copyFileSync(file, join(ringed, file))
  const node = nodeOf(line)
  const scopectl = (args, folder = cwd, more = {}) => ({
    command: [node, resolve('bin/scopectl.js'), ...args],
    cwd: folder,
    env: { ...env, ...more },
  })
  const check = ['check', '--need', 'read', '--token', 'env:TOKEN']
  const runs = {
    base: { command: [node, '-e', '0'], cwd, env },
    version: scopectl(['--version']),
    check: scopectl(check),
    token: scopectl(['token', '--user', 'alice'], ringed),
    fresh: scopectl(check, cwd, { NODE_DISABLE_COMPILE_CACHE: '1' }),
  }
  for (const run of Object.values(runs)) outputOf(run)
  const took = inTurn(runs)
  const version = outputOf({ command: [node, '--version'] })
  const row = (what, key) => ({
    what: `${what}, Node ${version.trim().slice(1)}${and}`,
    median: `${ms(took[key].cpu)} CPU, ${ms(took[key].wall)}`,
    against: `node -e 0: ${ms(took.base.cpu)} CPU, ${ms(took.base.wall)}`,
    ratio: `${times(took[key].cpuRatio)} CPU, ${times(took[key].wallRatio)} wall`,
    aim: AIMS[line][key] ? `<= ${AIMS[line][key]}` : '',
  })
  return [
    row('--version', 'version'),
    row('check --need read, HS256', 'check'),
    row('token --user alice, ES256', 'token'),
    row('check, nothing kept', 'fresh'),
  ]
}
