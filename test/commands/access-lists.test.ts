import { describe, expect, test } from 'vitest'
import { CATALOG, cwd, HEADER, linesOf, run, USERS } from '../support/access-lists-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

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
    expect(off[3]).toBe('user:off,GET /items/{id},deny 401,disabled,')
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
