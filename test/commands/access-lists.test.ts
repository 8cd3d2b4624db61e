import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: a, audience: b, algorithm: ES256, scope_claim: scope, enforce: literal }
scopes:
  read: Read
  write: Write
  audit: Audit
  legacy:x: Nobody needs it
  root: { description: Root, implies: [audit] }
roles:
  reader: { default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  "=cmd": { scopes: [root, legacy:x] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/{id}: read
  POST /items: write
  GET /log: { any: [audit, { other: the owner }] }
  POST /later: undecided
`
const USERS = `users:
  bob: { roles: [editor] }
  "@ann": { roles: ["=cmd"], scopes: [write] }
  off: { roles: [editor], disabled: true }
clients:
  ci: { roles: [editor] }
`
const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
const run = (...line: string[]) => scopectl(line, { cwd })
const linesOf = async (...line: string[]): Promise<string[]> => {
  const { exit, stdout, stderr } = await run(...line)
  expect([exit, stderr]).toEqual([0, ''])
  return stdout.trimEnd().split('\n')
}
const HEADER = 'who,route,decision,via,since'

describe('--format csv has a line for each fact', () => {
  test('can: each route, with the grant and its line', async () => {
    expect(await linesOf('can', '--user', '@ann', '--format', 'csv')).toEqual([
      HEADER,
      'user:@ann,GET /health,allow,public,scopes.yaml:13',
      'user:@ann,GET /me,allow,authenticated,scopes.yaml:14',
      'user:@ann,GET /items/{id},allow,read from reader (default),scopes.yaml:9',
      "user:@ann,POST /items,allow,write from @ann's own scopes,users.yaml:3",
      'user:@ann,GET /log,allow,"audit from =cmd, implied by root",scopes.yaml:11',
      'user:@ann,POST /later,undecided,,',
    ])
  })

  test('can: of nobody, of bare scopes and of a token', async () => {
    const off = await linesOf('can', '--user', 'off', '--format', 'csv')
    expect(off[3]).toBe('user:off,GET /items/{id},deny 401,,')
    const bare = await linesOf('can', '--scopes', 'write', '--format', 'csv')
    expect(bare.slice(3, 5)).toEqual([
      'scopes,GET /items/{id},deny 403,,',
      'scopes,POST /items,allow,write from given with --scopes,',
    ])
    const token = (await run('token', '--user', 'bob')).stdout.trim()
    const by = await scopectl(['can', '--token', 'env:T', '--format', 'csv'], {
      cwd,
      env: { T: token },
    })
    expect(by.stdout).toContain('\ntoken:env:T,POST /items,allow,the token,\n')
  })

  test('who-can: everybody who may', async () => {
    expect(await linesOf('who-can', 'POST /items', '--format', 'csv')).toEqual([
      HEADER,
      'user:bob,POST /items,allow,write from editor,scopes.yaml:10',
      "user:@ann,POST /items,allow,write from @ann's own scopes,users.yaml:3",
      'client:ci,POST /items,allow,write from editor,scopes.yaml:10',
      'editor,POST /items,allow,write from its own scopes,scopes.yaml:10',
    ])
    const open = await linesOf('who-can', 'GET /health', '--format', 'csv')
    expect(open).toEqual([HEADER, 'anonymous,GET /health,allow,public,scopes.yaml:13'])
    const any = await linesOf('who-can', 'GET /me', '--format', 'csv')
    expect(any[1]).toBe('everyone,GET /me,allow,authenticated,scopes.yaml:14')
    const need = await linesOf('who-can', '--need', 'audit', '--format', 'csv')
    expect(need[1]).toBe('user:@ann,audit,allow,"audit from =cmd, implied by root",scopes.yaml:11')
  })

  test('users list: each role and each own scope', async () => {
    expect(await linesOf('users', 'list', '--format', 'csv')).toEqual([
      'who,role,scope,via,since,disabled',
      'user:bob,reader,,default,scopes.yaml:9,no',
      'user:bob,editor,,listed,users.yaml:2,no',
      'user:@ann,reader,,default,scopes.yaml:9,no',
      "user:@ann,'=cmd,,listed,users.yaml:3,no",
      'user:@ann,,write,own,users.yaml:3,no',
      'user:off,reader,,default,scopes.yaml:9,yes',
      'user:off,editor,,listed,users.yaml:4,yes',
      'client:ci,editor,,listed,users.yaml:6,no',
    ])
    const { stdout } = await run('users', 'list', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'users', did: 'list', users: 3, clients: 1 })
    const passwd = await run('users', 'passwd', 'bob', '--stdin', '--format', 'csv')
    expect(passwd.exit).toBe(2)
  })

  test('matrix --long: each cell, and its rows agree with can', async () => {
    const long = await linesOf('matrix', '--by', 'user', '--format', 'csv', '--long')
    expect(long[0]).toBe(HEADER)
    const users = ['bob', '@ann', 'off']
    const each = await Promise.all(
      users.map((user) => linesOf('can', '--user', user, '--format', 'csv')),
    )
    expect(long.slice(1)).toEqual(each.flatMap((lines) => lines.slice(1)))
    const roles = await linesOf('matrix', '--format', 'csv', '--long')
    expect(roles).toContain(
      '\'=cmd,GET /log,allow,"audit from its own scopes, implied by root",scopes.yaml:11',
    )
    expect(roles).toContain('anonymous,GET /items/{id},deny 401,,')
    expect(roles).toHaveLength(1 + 5 * 6)
    const pair = await linesOf(
      'matrix',
      '--compare',
      'reader',
      'editor',
      '--format',
      'csv',
      '--long',
    )
    expect(pair).toEqual([
      HEADER,
      'reader,POST /items,deny 403,,',
      'editor,POST /items,allow,write from its own scopes,scopes.yaml:10',
    ])
  })

  test('diff: each change, with the line that caused it', async () => {
    const older = CATALOG.replace('scopes: [write]', 'scopes: []')
      .replace('GET /health: public', 'GET /health: read')
      .replace('audience: b', 'audience: c')
      .replace('  POST /items: write\n', '  POST /items: write\n  GET /old: audit\n')
    const dir = tempDir({ 'scopes.yaml': CATALOG, 'older.yaml': older, 'users.yaml': USERS })
    const { exit, stdout } = await scopectl(
      ['diff', './older.yaml', './scopes.yaml', '--format', 'csv'],
      { cwd: dir },
    )
    expect(exit).toBe(0)
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe(`change,${HEADER}`)
    expect(lines).toContain(
      'gain,editor,POST /items,allow,via write; editor gained it,scopes.yaml:10',
    )
    expect(lines).toContain(
      'gain,client:ci,POST /items,allow,via write; editor gained it,scopes.yaml:10',
    )
    expect(lines.join('\n')).toContain('opened,anonymous,GET /health,allow,was read; now public,')
    expect(lines).toContain('trust,token,,,audience: was c; now b,')
    expect(lines.filter((line) => line.startsWith('gone-route,'))).toEqual([
      "gone-route,'=cmd,GET /old,deny,needed audit,",
    ])
    for (const line of lines) expect(line).toMatch(/^[a-z-]+,/)
  })
})

describe('filters show a part', () => {
  const routes = async (...line: string[]): Promise<string[]> => {
    const { stdout } = await run(...line, '--json')
    const { rows, routes } = JSON.parse(stdout)
    return (rows ?? routes).map(
      ({ method, template }: { method: string; template: string }) => `${method} ${template}`,
    )
  }

  test('of routes, by path, method and scope; several of a flag are alternatives', async () => {
    expect(await routes('matrix', '--path', '/items*')).toEqual(['GET /items/{id}', 'POST /items'])
    expect(await routes('matrix', '--path', '/items*', '--method', 'POST')).toEqual(['POST /items'])
    expect(await routes('matrix', '--scope', 'audit', '--scope', 'wr*')).toEqual([
      'POST /items',
      'GET /log',
    ])
    expect(await routes('can', '--role', 'editor', '--method', 'P*')).toEqual([
      'POST /items',
      'POST /later',
    ])
    const text = await linesOf('can', '--role', 'editor', '--method', 'P*')
    expect(text.at(-1)).toBe('1 of 2 routes; 4 more not shown')
    const table = await linesOf('matrix', '--path', '/items*')
    expect(table.at(-1)).toBe('2 of 6 routes; 3 roles')
  })

  test('of rows, by role: in the end, not only as listed', async () => {
    const columns = async (...line: string[]): Promise<string[]> =>
      JSON.parse((await run('matrix', ...line, '--json')).stdout).columns.map(
        ({ name }: { name: string }) => name,
      )
    expect(await columns('--role', 'r*', '--role', '*tor')).toEqual(['reader', 'editor'])
    expect(await columns('--role', 'everyone')).toEqual(['everyone'])
    expect(await columns('--by', 'user', '--role', 'reader')).toEqual(['bob', '@ann', 'off'])
    expect(await columns('--by', 'user', '--role', 'editor')).toEqual(['bob', 'off'])
    expect(await columns('--by', 'client', '--role', 'editor')).toEqual(['ci'])
    expect(await columns('--by', 'scope', '--scope', '*t')).toEqual(['audit', 'root'])
  })

  test('the wide CSV of a part is still a table for test, and JSON says that it is a part', async () => {
    const { stdout } = await run('matrix', '--by', 'user', '--path', '/items*', '--format', 'csv')
    const dir = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS, 'm.csv': stdout })
    const tested = await scopectl(['test', '--table', 'm.csv'], { cwd: dir })
    expect([tested.exit, tested.stderr]).toEqual([0, expect.stringContaining('6 passed')])
    const json = JSON.parse((await run('matrix', '--path', '/items*', '--json')).stdout)
    expect(json.filters).toEqual({ role: [], scope: [], path: ['/items*'], method: [] })
    expect(JSON.parse((await run('matrix', '--json')).stdout)).not.toHaveProperty('filters')
  })

  test.each([
    ['matrix --role editr', 'editor'],
    ['matrix --role EDIT*', 'editor'],
    ['matrix --scope legacyx', 'legacy:x'],
    ['matrix --path items', '/items/{id}'],
    ['matrix --method post', 'POST'],
    ['can --anonymous --path /helth', '/health'],
    ['can --anonymous --method FETCH', 'GET'],
    ['lint --role editr', 'editor'],
    ['lint --method post', 'POST'],
  ])('%s matches nothing: exit 2 with the near ones', async (line, near) => {
    const { exit, stdout, stderr } = await run(...line.split(' '))
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('error[filter-no-match]')
    expect(stderr).toContain(`\`${near}\``)
  })

  test('flags that match no route together, or that exclude each other: exit 2', async () => {
    const lines = {
      'matrix --path /log --method POST': 'filter-no-route',
      'can --anonymous --path /log --method POST': 'filter-no-route',
      'matrix --long': 'flag-needs',
      'matrix --long --summary --format csv': 'conflicting-flags',
      'matrix --summary --compare reader editor': 'conflicting-flags',
      'matrix --by scope --role editor': 'conflicting-flags',
      'matrix --role editor --compare reader editor': 'conflicting-flags',
    }
    for (const [line, code] of Object.entries(lines)) {
      const { exit, stdout, stderr } = await run(...line.split(' '))
      expect([line, exit]).toEqual([line, 2])
      expect(stdout + stderr).toContain(code)
    }
  })
})

describe('--summary ranks by reach', () => {
  test('roles, the farthest first', async () => {
    expect(await linesOf('matrix', '--by', 'role', '--summary')).toEqual([
      '  role       routes  writes  holders  scopes never needed',
      '  editor          4       1        2',
      '  =cmd            4       0        1  legacy:x',
      '  everyone        3       0        -',
      '  reader          3       0        2',
      '  anonymous       1       0        -',
      '6 routes, 1 undecided; 3 roles',
    ])
    expect(await linesOf('matrix', '--summary', '--format', 'csv', '--method', 'POST')).toEqual([
      'who,routes,write_routes,holders,scopes_never_needed',
      'editor,1,1,2,',
      'anonymous,0,0,,',
      'everyone,0,0,,',
      'reader,0,0,2,',
      "'=cmd,0,0,1,legacy:x",
    ])
    const { summary } = JSON.parse((await run('matrix', '--summary', '--json')).stdout)
    expect(summary[1]).toEqual({
      kind: 'role',
      name: '=cmd',
      disabled: false,
      routes: 4,
      write_routes: 0,
      holders: 1,
      scopes_never_needed: ['legacy:x'],
    })
    const md = await linesOf('matrix', '--summary', '--format', 'md')
    expect(md[2]).toBe('| `editor` | 4 | 1 | 2 |  |')
  })

  test('users too; a disabled one reaches what anybody does', async () => {
    const lines = await linesOf('matrix', '--by', 'user', '--summary', '--format', 'csv')
    expect(lines.slice(1)).toEqual(['user:@ann,5,1,,legacy:x', 'user:bob,4,1,,', 'user:off,1,0,,'])
  })
})
