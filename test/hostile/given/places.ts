/** Where a file is named: a flag, an argument or a setting; and a command line that reads or writes it. */
export interface Place {
  /** As in the command table: `check --batch`, `verify TOKEN`; a setting: `catalog users`. */
  readonly id: string
  /** `@` is the file. */
  readonly line: string
  /** A valid file there. For a setting, the file that has the setting is the valid one, with this in it. */
  readonly file: string
  /** For a setting: the file that names `@`, and its text. */
  readonly in?: readonly [name: string, text: string]
  /** It is written, not read: what may be there is another question. */
  readonly written?: true
  /** It is a folder, or a word that is only a file if it looks like a path: another kind is not an error. */
  readonly loose?: true
  /** The exit code with the valid file; 0 by default. */
  readonly exit?: number
}

const KEYED = '--algorithm HS256 --issuer any --audience any'
const PLAN = 'probe http://127.0.0.1:9 --dry-run --param id=1'
const place = (id: string, line: string, file: string, more: Partial<Place> = {}): Place => ({
  id,
  line,
  file,
  ...more,
})
const written = (id: string, line: string, file: string): Place =>
  place(id, line, file, { written: true })
const root = (id: string, line: string, exit = 0): Place =>
  place(id, line, '.', { loose: true, exit })

const TOKENS = ['decode', 'verify', 'check', 'can'].flatMap((name) => {
  const rest = name === 'check' ? ' --need read' : ''
  const exit = name === 'decode' ? 0 : 3
  return [
    place(`${name} TOKEN`, `${name} file:@${rest}`, 'token.jwt', { exit }),
    place(`${name} --token`, `${name} --token file:@${rest}`, 'token.jwt', { exit }),
  ]
})
const IMPORTS = [
  ['openapi DOCUMENT', 'api.json', ''],
  ['permissions FILE', 'permissions.json', ' --scheme Work'],
  ['entra FILE', 'manifest.json', ''],
  ['auth0 FILE', 'tenant.yaml', ''],
  ['keycloak FILE', 'realm.json', ''],
].flatMap(([what = '', file = '', rest = '']) => {
  const name = `import ${what.split(' ')[0]}`
  return [
    place(`import ${what}`, `${name} @${rest}`, file),
    written(`${name} --output`, `${name} ${file}${rest} -o @ --force`, 'new.yaml'),
  ]
})
/** Those with tests of their own take the suites of a catalog. */
const EXPORTS = Object.entries({
  opa: true,
  envoy: false,
  cerbos: true,
  cedar: true,
  istio: false,
  oathkeeper: false,
  aws: false,
}).flatMap(([engine, hasTests]) => {
  const wider = ['oathkeeper', 'aws'].includes(engine) ? ' --accept-wider' : ''
  const line = `export ${engine} -c engine.yaml${wider}`
  const folder = written(`export ${engine} DIR`, `${line} @ --force`, 'new')
  const tests = place(`export ${engine} --tests`, `${line} out --tests @`, 'scopes.test.yaml')
  return hasTests ? [folder, tests] : [folder]
})
const CATALOG = (settings: string): readonly [string, string] => [
  'named.yaml',
  `${settings}\nscopes: { read: R }\nroles: { viewer: { scopes: [read] }, editor: { scopes: [read] } }\nroutes: { GET /items: read }\n`,
]
const SUITE = (text: string): readonly [string, string] => ['named.test.yaml', text]
const TOKEN = 'algorithm: HS256, issuer: https://idp.test, audience: items-api'
const SETTINGS: readonly Place[] = [
  place('catalog users', 'users list -c named.yaml', 'users.yaml', { in: CATALOG('users: "@"') }),
  place('catalog token key', 'verify file:token.jwt -c named.yaml', 'key.json', {
    in: CATALOG(`token: { ${TOKEN}, key: "file:@" }`),
    exit: 3,
  }),
  place('catalog profiles key', 'verify file:token.jwt -c named.yaml --profile p', 'key.json', {
    in: CATALOG(`profiles: { p: { ${TOKEN}, key: "file:@" } }`),
    exit: 3,
  }),
  place('catalog openapi.root', 'drift inner/api.json -c named.yaml', '.', {
    in: CATALOG('openapi: { root: "@" }'),
    loose: true,
    exit: 5,
  }),
  place('suite catalog', 'test named.test.yaml', 'scopes.yaml', {
    in: SUITE('catalog: "@"\ntests: [{ as: { role: viewer }, allow: [GET /items] }]\n'),
  }),
  place('suite users', 'test named.test.yaml', 'users.yaml', {
    in: SUITE('users: "@"\ntests: [{ as: { user: alice }, allow: [GET /items] }]\n'),
  }),
  place('suite tests as token', 'test named.test.yaml', 'token.jwt', {
    in: SUITE('tests: [{ as: { token: "file:@" }, unauthorized: [GET /items] }]\n'),
  }),
  place('suite subjects token', 'test named.test.yaml', 'token.jwt', {
    in: SUITE(
      'subjects: { x: { token: "file:@" } }\ntests: [{ as: x, unauthorized: [GET /items] }]\n',
    ),
  }),
  place('batch token', 'check --batch named.jsonl --need read', 'token.jwt', {
    in: ['named.jsonl', '{"as": {"token": "file:@"}}\n'],
    exit: 3,
  }),
  place('probe tokens', `${PLAN} --tokens named.txt`, 'token.jwt', {
    in: ['named.txt', 'role:viewer=file:@\n'],
  }),
  // What cannot be read leaves the route undecided, with a warning.
  place('document $ref', 'import openapi named.json', 'api.json', {
    loose: true,
    in: [
      'named.json',
      '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{"$ref":"./@#/paths/~1items"}}}',
    ],
  }),
  place('lock', 'lock --check', 'access.lock', { exit: 5 }),
]

/** Every place that names a file. `complete.test.ts` compares it with the command table and the schemas. */
export const PLACES: readonly Place[] = [
  place('--catalog', 'lint -c @', 'scopes.yaml'),
  place('--users-file', 'users list --users-file @', 'users.yaml'),
  place('--env', 'check --role viewer --need read --env @', 'more.env'),
  ...TOKENS,
  place('verify --key', `verify file:token.jwt --key file:@ ${KEYED}`, 'key.json', { exit: 3 }),
  place('check --key', `check file:token.jwt --need read --key file:@ ${KEYED}`, 'key.json', {
    exit: 3,
  }),
  place('check --batch', 'check --batch @', 'batch.jsonl'),
  place('check --as-server', 'check file:token.jwt --need read --as-server ./@', 'server.yaml', {
    loose: true,
    exit: 3,
  }),
  place('probe --as-server', `${PLAN} --as-server ./@`, 'server.yaml', { loose: true }),
  place('init --from', 'init --yes -c new/scopes.yaml --from @', 'api.json'),
  root('init --root', 'init --yes -c new/scopes.yaml --from inner/api.json --root @'),
  place('init --key', `init --yes -c new/scopes.yaml --key file:@ ${KEYED}`, 'key.json', {
    loose: true,
  }),
  written('users convert --output', 'users convert -o @', 'new.yaml'),
  written('matrix --output', 'matrix -o @', 'new.html'),
  place('matrix --probed', 'matrix --format html --probed @', 'record.json'),
  written('graph --output', 'graph -o @', 'new.svg'),
  place('test FILES', 'test @', 'scopes.test.yaml'),
  place('test --table', 'test --table @', 'table.csv'),
  written('test --report', 'test --report junit=@', 'new.xml'),
  place('diff OLD', 'diff ./@ ./scopes.yaml', 'scopes.yaml'),
  place('diff NEW', 'diff ./scopes.yaml ./@', 'scopes.yaml'),
  ...IMPORTS,
  root('import openapi --root', 'import openapi inner/api.json --root @'),
  written('export openapi --output', 'export openapi -o @ --force', 'new.json'),
  place('export openapi --merge', 'export openapi --merge @ -o -', 'api.json'),
  root('export openapi --root', 'export openapi --merge inner/api.json -o - --root @'),
  ...EXPORTS,
  place('lint --openapi', 'lint --openapi @', 'gateway.json'),
  place('drift DOCUMENT', 'drift @', 'api.json', { exit: 5 }),
  place('drift --tokens', 'drift --tokens @', 'tokens.txt', { exit: 5 }),
  root('drift --root', 'drift inner/api.json --root @', 5),
  written(
    'server learn --output',
    'server learn http://127.0.0.1:9/items --user alice -o @',
    'new.yaml',
  ),
  place('probe --openapi', `${PLAN} --openapi @`, 'api.json'),
  place('probe --har', `${PLAN} --har @`, 'web.har'),
  place('probe --tokens', `${PLAN} --tokens @`, 'whose.txt'),
  place('probe --token-for', `${PLAN} --token-for role:viewer=file:@`, 'token.jwt'),
  written('probe --record', 'probe http://127.0.0.1:9 --param id=1 --record @', 'new.json'),
  place('probe --compare', 'probe http://127.0.0.1:9 --param id=1 --compare @', 'record.json', {
    exit: 2,
  }),
  place('replay FILES', 'replay @', 'access.log'),
  written('replay --resume', 'replay access.log --resume @', 'new.json'),
  written('probe --report', `${PLAN} --report junit=@`, 'new.xml'),
  written('keys new --output', 'keys new -o @', 'new.json'),
  ...SETTINGS,
]

/** What values are called in help that cannot name a file: a new word must be sorted in, here or there. */
export const OTHER_VALUES: readonly string[] = (
  'NAME SCOPES DUR AUDIENCE CLAIM ROUTE ALG ISSUER ANSWER GLOB KIND REV KINDS N FORM RULE IDENTIFIER CLIENT LEVEL AS ' +
  'PATH PORT HOST LIST CMD TIME F URL WITH STATEMENTS KID SHELL LINE ENGINE FORMAT NAME=FIELD'
).split(' ')
