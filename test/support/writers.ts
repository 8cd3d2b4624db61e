import { cpSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IMPORT_DOCUMENTS } from './import-documents.js'
import { repository } from './killed.js'
import { type CallOptions, scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

/** A command that writes files, and what it needs. */
export interface Writer {
  readonly args: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  /** What has been run before. */
  readonly before?: readonly (readonly string[])[]
  /** What has changed since. */
  readonly edit?: Readonly<Record<string, string>>
  readonly input?: string
  /** New keys, salts and times differ from run to run. */
  readonly random?: true
}

const NAMES = Array.from({ length: 30 }, (_, i) => `part${i}`)
/** Larger than one page, so that a write can end in its middle. */
const CATALOG = `token: { issuer: http://localhost:8000, audience: api }
scopes:
  read: Read
${NAMES.map((name) => `  ${name}:write: Write ${name}\n`).join('')}roles: { reader: { scopes: [read] }, writer: { scopes: [${NAMES.map((name) => `"${name}:write"`)}] } }
routes:
  GET /items: read
${NAMES.map((name) => `  POST /${name}: ${name}:write\n`).join('')}`
const USERS = `users:
  bob: { roles: [reader] }
${NAMES.map((name) => `  ${name}: { roles: [writer] }\n`).join('')}`
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'An API', version: '1' },
  paths: Object.fromEntries(
    NAMES.map((name) => [`/${name}`, { get: { security: [{ o: ['read'] }], responses: {} } }]),
  ),
  components: {
    securitySchemes: {
      o: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/t', scopes: { read: 'R' } } },
      },
    },
  },
})
const SUITE = 'subjects: { r: { role: reader } }\ntests: [{ as: r, allow: [GET /items] }]\n'
const FILES = {
  ...IMPORT_DOCUMENTS,
  'scopes.yaml': CATALOG,
  'users.yaml': USERS,
  'api.json': DOCUMENT,
  'scopes.test.yaml': SUITE,
}
const KEYS = [
  ['keys', 'new'],
  ['keys', 'rotate'],
]
/** A catalog that an import or a lock was made of before. */
const OLD = { ...FILES, 'scopes.yaml': CATALOG.replace('  GET /items: read\n', '') }
/** Every engine can express it. */
const EXPORTED = CATALOG.replace(
  'issuer: http://localhost:8000, audience: api',
  'algorithm: RS256, issuer: https://idp.test, audience: api, scope_claim: scope, scope_format: string',
)
const ENGINES = ['opa', 'envoy', 'cerbos', 'cedar', 'istio', 'oathkeeper', 'aws']
const WIDER = ['oathkeeper', 'aws']
const exported = (engine: string): Writer => ({
  args: ['export', engine, 'out', ...(WIDER.includes(engine) ? ['--accept-wider'] : [])],
  files: { ...FILES, 'scopes.yaml': EXPORTED },
})
const imported = (...args: string[]): Writer => ({ args: ['import', ...args, '-o', 'new.yaml'] })

export const WRITERS: Readonly<Record<string, Writer>> = {
  init: { args: ['init', '--yes'], files: {} },
  'init --from': { args: ['init', '--yes', '--from', 'api.json'], files: { 'api.json': DOCUMENT } },
  'init --force': { args: ['init', '--yes', '--force'] },
  'init --suite': { args: ['init', '--suite'], files: { 'scopes.yaml': CATALOG } },
  token: { args: ['token', '--user', 'bob'], random: true },
  'keys new': { args: ['keys', 'new'], random: true },
  'keys new -o': { args: ['keys', 'new', '--algorithm', 'RS256', '-o', 'k.json'], random: true },
  'keys rotate': { args: ['keys', 'rotate'], before: KEYS, random: true },
  'keys remove': { args: ['keys', 'remove', 'OLDEST'], before: KEYS },
  lock: { args: ['lock'], files: FILES },
  'lock again': {
    args: ['lock'],
    files: OLD,
    before: [['lock']],
    edit: { 'scopes.yaml': CATALOG },
  },
  'lock --fold': { args: ['lock', '--fold'], before: [['lock']] },
  'import openapi': imported('openapi', 'api.json'),
  'import openapi, an update': { args: ['import', 'openapi', 'api.json', '-o', 'scopes.yaml'] },
  'import permissions': imported('permissions', 'permissions.json', '--skip-invalid'),
  'import entra': imported('entra', 'manifest.json'),
  'import auth0': imported('auth0', 'tenant.yaml'),
  'import keycloak': imported('keycloak', 'realm.json'),
  'export openapi': { args: ['export', 'openapi', '-o', 'new.json'] },
  'export openapi --merge': { args: ['export', 'openapi', '--merge', 'api.json'] },
  ...Object.fromEntries(ENGINES.map((engine) => [`export ${engine}`, exported(engine)])),
  'replay --resume': {
    args: ['replay', 'access.log', '--resume', 'state.json'],
    files: {
      ...FILES,
      'access.log': '{"method":"GET","path":"/items","user":"bob","status":200}\n',
    },
  },
  'users convert': { args: ['users', 'convert', '-o', 'users.ndjson'] },
  'users passwd': {
    args: ['users', 'passwd', 'bob', '--stdin'],
    input: 'correct horse\n',
    random: true,
  },
  'matrix -o': { args: ['matrix', '--format', 'csv', '-o', 'access.csv'] },
  'matrix -o html': { args: ['matrix', '--format', 'html', '-o', 'page.html'] },
  'graph -o': { args: ['graph', '-o', 'graph.svg'] },
  'test --report': { args: ['test', '--report', 'junit=tests.xml'], random: true },
}

/** A git repository in which the command can run. */
export async function prepared({ files = FILES, before = [], edit = {} }: Writer): Promise<string> {
  const cwd = repository(files)
  for (const line of before) {
    const { exit, stderr } = await scopectl(line, { cwd })
    if (exit !== 0) throw new Error(`${line.join(' ')}: ${exit}\n${stderr}`)
  }
  for (const [name, text] of Object.entries(edit)) writeFileSync(join(cwd, name), text)
  return cwd
}

export const runWriter = (writer: Writer, cwd: string, env: CallOptions['env'] = {}) =>
  scopectl(lineOf(writer, cwd), { cwd, env, ...optionsOf(writer) })

export const optionsOf = ({ input }: Writer) => (input === undefined ? {} : { input })
export const lineOf = ({ args }: Writer, cwd: string): string[] =>
  args.map((word) => (word === 'OLDEST' ? oldest(cwd) : word))
const oldest = (cwd: string): string =>
  JSON.parse(readFileSync(join(cwd, '.scopectl/keys.json'), 'utf8')).keys[0].kid

export function copyOf(folder: string): string {
  const cwd = tempDir()
  cpSync(folder, cwd, { recursive: true })
  return cwd
}

/** Each file below the folder, with its mode and text. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const ours = names.filter((name) => !/^\.git(\/|$)/.test(name)).sort()
  return Object.fromEntries(
    ours.map((name) => {
      const { mode } = lstatSync(join(folder, name))
      const text = (mode & 0o170000) === 0o100000 ? readFileSync(join(folder, name), 'utf8') : ''
      return [name, `${mode.toString(8)} ${text}`]
    }),
  )
}

/** Without a key, the folder for the ring is of no consequence, and nothing that git sees. */
export function unringed(files: Record<string, string>): Record<string, string> {
  if ('.scopectl/keys.json' in files) return files
  const { '.scopectl': _folder, '.scopectl/.gitignore': _ignored, ...others } = files
  return others
}
